import { randomUUID } from 'node:crypto';
import { courseTitled, studentOf } from './catalog';
import { expect, test } from './fixtures';

const routes = [
  '/api/v1/admin/audit/export',
  '/api/v1/admin/audit/export?format=csv',
  '/api/v1/admin/compliance',
];

test('files of the trail and of the checks are for administrators, and taking them is recorded', async ({
  http,
}) => {
  for (const path of routes) {
    expect((await (await http(null)).get(path)).status(), path).toBe(401);
    for (const person of ['student', 'instructor'] as const)
      expect((await (await http(person)).get(path)).status(), `${person} ${path}`).toBe(404);
    const answer = await (await http('admin')).get(path);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toBe('private, no-store');
    expect(answer.headers()['content-disposition']).toContain('attachment');
  }
  for (const [action, least] of [
    ['audit.download', 2],
    ['compliance.report', 1],
  ] as const) {
    const trail = await (await http('admin')).get(`/api/v1/admin/audit?action=${action}`);
    expect((await trail.json()).items.length, action).toBeGreaterThanOrEqual(least);
  }
});

test('a wrong filter is refused in words, before anything is recorded', async ({ http }) => {
  const admin = await http('admin');
  for (const query of [
    'format=xml',
    'institutionId=x',
    'studentId=x',
    'why=%00',
    'cursor=x',
    'limit=5',
    'outcome=OK',
  ]) {
    const answer = await admin.get(`/api/v1/admin/audit/export?${query}`);
    expect(answer.status(), query).toBe(400);
    expect(await answer.text()).not.toMatch(/SELECT |node_modules|\.ts:\d/);
  }
  for (const words of ["' OR 1=1 --", '& | ! ( ) :*', '"', '\\', '-'])
    expect((await admin.get(`/api/v1/admin/audit?why=${encodeURIComponent(words)}`)).status(), words).toBe(
      200,
    );
});

test('pages of oversight show nothing of themselves to others; a timeline is of a student here', async ({
  as,
  http,
}) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const student = await studentOf(await http('instructor'), course.id);
  for (const person of ['student', 'instructor'] as const) {
    const page = await as(person, {}, ['404']);
    for (const path of ['/admin/audit/flags', '/admin/compliance', `/admin/audit/records/${student}`])
      expect((await page.goto(path))?.status(), `${person} ${path}`).toBe(404);
  }
  const page = await as('admin', {}, ['404']);
  for (const id of [randomUUID(), 'x'])
    expect((await page.goto(`/admin/audit/records/${id}`))?.status(), id).toBe(404);
  expect((await page.goto(`/admin/audit/records/${student}`))?.status()).toBe(200);
});

test('a view is kept, opens, and goes', async ({ as }) => {
  const page = await as('admin');
  const name = `Refused ${randomUUID().slice(0, 8)}`;
  await page.goto('/admin/audit?outcome=DENIED');
  await page.getByLabel('Keep this view as').fill(name);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('Kept.')).toBeVisible();
  await page.goto('/admin/audit');
  await page.getByRole('link', { name }).click();
  await expect(page).toHaveURL(/outcome=DENIED/);
  await page.getByRole('button', { name: `Remove the view ${name}` }).click();
  await expect(page.getByText('Removed.')).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});
