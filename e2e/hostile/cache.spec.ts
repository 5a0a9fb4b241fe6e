import { expect, test } from '../fixtures';

test('the cache’s figures are those of its classes', async ({ http }) => {
  const { classes, redis } = await (await (await http('admin')).get('/api/v1/admin/cache')).json();
  expect(classes.map(({ name }: { name: string }) => name)).toEqual([
    'catalog',
    'listing',
    'progress',
    'analytics',
    'ai',
    'pages',
    'answers',
  ]);
  expect(redis.state).toBe('none');
});

test('an administrator clears a class and a tag; a wrong tag is refused in words; the trail knows', async ({
  as,
  http,
}) => {
  const page = await as('admin');
  await page.goto('/admin/cache');
  await page.getByLabel('Class', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Clear the class' }).click();
  await expect(page.getByText(/^Cleared\./)).toBeVisible();
  await page.getByLabel('Tag').fill('courses');
  await page.getByRole('button', { name: 'Clear the tag' }).click();
  await expect(page.getByLabel('Tag')).toHaveValue('');
  await expect(page.getByText(/^Cleared\./)).toBeVisible();
  await page.getByLabel('Tag').fill('*, "><script>');
  await page.getByRole('button', { name: 'Clear the tag' }).click();
  await expect(page.getByText('use letters, digits')).toBeVisible();
  const { items } = await (await (await http('admin')).get('/api/v1/admin/audit?action=cache.clear')).json();
  expect(items.slice(0, 2).map(({ details }: { details: unknown }) => details)).toEqual([
    { what: 'tag', name: 'courses' },
    { what: 'class', name: 'listing' },
  ]);
});

test('enrolling and leaving show at once, to oneself and to others, and cross to nobody', async ({
  http,
}) => {
  const [student, anybody] = [await http('student'), await http(null)];
  const { items } = await (await anybody.get('/api/v1/courses?limit=50')).json();
  const own = await (await student.get('/api/v1/me/progress')).json();
  const taken = new Set(own.analytics.map(({ courseId }: { courseId: string }) => courseId));
  const { id } = items.find((course: { id: string }) => !taken.has(course.id));
  const enrolled = async () => (await (await anybody.get(`/api/v1/courses/${id}`)).json()).enrolledStudents;
  const mine = async () =>
    (await (await student.get('/api/v1/me/progress')).json()).analytics.some(
      ({ courseId }: { courseId: string }) => courseId === id,
    );
  const before = await enrolled();
  await student.post('/api/v1/enrollments', { data: { courseId: id } });
  expect([await enrolled(), await mine()]).toEqual([before + 1, true]);
  await student.delete(`/api/v1/enrollments/${id}`);
  expect([await enrolled(), await mine()]).toEqual([before, false]);
  const others = await (await (await http('instructor')).get('/api/v1/me/progress')).json();
  expect(others.analytics).toEqual([]);
});
