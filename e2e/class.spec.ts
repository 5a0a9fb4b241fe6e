import { randomUUID } from 'node:crypto';
import { courseTitled, firstSection } from './catalog';
import { expect, test } from './fixtures';

const own = 'Python, First Steps';

test('the class page follows a student without a reload', async ({ as, http }) => {
  const course = await courseTitled(await http(null), own);
  const page = await as('instructor');
  await page.goto(`/teach/${course.id}`);
  const spent = page
    .getByRole('term')
    .filter({ hasText: /^Time spent$/ })
    .locator('..');
  await expect(spent).toContainText('h');
  const student = await http('student');
  await student.post('/api/v1/enrollments', { data: { courseId: course.id } });
  const event = {
    ...(await firstSection(await http(null), course.id)),
    id: randomUUID(),
    seconds: 7_200,
    completion: 1,
    at: new Date().toISOString(),
  };
  const { accepted } = await (await student.post('/api/v1/progress', { data: { events: [event] } })).json();
  expect(accepted).toBe(1);
  await expect(page.getByText(/^The class has moved on since/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Show the list as it is now' }).click();
  await expect(page.getByText(/^The class has moved on since/)).toHaveCount(0, { timeout: 30_000 });
  const instructor = await http('instructor');
  const pulse = await instructor.get(`/api/v1/courses/${course.id}/class/pulse`);
  const again = await instructor.get(`/api/v1/courses/${course.id}/class/pulse`, {
    headers: { 'if-none-match': pulse.headers().etag ?? '' },
  });
  expect(again.status()).toBe(304);
});

test('an instructor reads the activity by week and picks the columns of the list', async ({
  reader,
  http,
}) => {
  const course = await courseTitled(await http(null), own);
  const page = await reader('instructor');
  await page.goto(`/teach/${course.id}`);
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByText('Active students by day')).toBeVisible();
  await page.getByRole('link', { name: 'By week' }).click();
  await expect(page).toHaveURL(/by=week/);
  await page.getByText('Show the numbers').click();
  const weeks = page.getByRole('table', { name: /by week/ }).locator('tbody tr');
  const { weeks: known } = await (
    await (await http('instructor')).get(`/api/v1/courses/${course.id}/class/activity`)
  ).json();
  await expect(weeks).toHaveCount(known.length);

  await page.goto(`/teach/${course.id}?sort=comprehension&columns=comprehension,activity`);
  await expect(page.locator('th[aria-sort=descending]')).toContainText('Mean score');
  await expect(page.getByRole('columnheader', { name: 'Status' })).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('table', { name: 'Students of this class' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages about this class' })).toBeHidden();
});
