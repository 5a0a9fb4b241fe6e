import { expect, test } from '../fixtures';

const page = '/admin/performance';

test('the sections of the performance page show nothing of themselves to others', async ({ http }) => {
  for (const person of ['student', 'instructor'] as const)
    for (const address of [page, `${page}?plan=1`, `${page}?plan='`])
      expect((await (await http(person)).get(address)).status(), address).toBe(404);
});

test('timings are said on own pages and to administrators only', async ({ http }) => {
  const timing = async (person: 'student' | 'admin' | null, path: string) =>
    (await (await http(person)).get(path)).headers()['server-timing'];
  expect(await timing('admin', '/api/v1/admin/performance')).toMatch(/^db;dur=\d+/);
  expect(await timing('student', '/api/v1/me/progress')).toMatch(/^db;dur=\d+/);
  expect(await timing('student', '/api/v1/admin/performance')).toBeUndefined();
  expect(await timing(null, '/api/v1/courses')).toBeUndefined();
  expect(await timing(null, '/courses')).toBeUndefined();
});

test('an administrator sees a statement’s plan; a wrong number is refused in words or left out', async ({
  reader,
}) => {
  const opened = await reader('admin');
  await opened.goto(page);
  await opened.locator('#statements summary').first().click();
  await opened.locator('#statements details[open]').getByRole('link').click();
  await expect(opened.getByRole('heading', { name: /^Plan of / })).toBeVisible();
  await opened.goto(`${page}?plan=1`);
  await expect(opened.getByText('This statement is not in the statistics any more.')).toBeVisible();
  await opened.goto(`${page}?plan=1;DROP`);
  await expect(opened.getByRole('heading', { name: 'What runs now' })).toBeVisible();
});
