import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures';

test('taking files of the trail and of the checks is recorded', async ({ http }) => {
  const admin = await http('admin');
  for (const [path, action] of [
    ['/api/v1/admin/audit/export', 'audit.download'],
    ['/api/v1/admin/audit/export?format=csv', 'audit.download'],
    ['/api/v1/admin/compliance', 'compliance.report'],
  ] as const) {
    const newest = async () =>
      (await (await admin.get(`/api/v1/admin/audit?action=${action}&limit=1`)).json()).items[0]?.id;
    const before = await newest();
    expect((await admin.get(path)).headers()['content-disposition'], path).toMatch(
      /^attachment; filename="(audit-trail|compliance-report)-[\d-]{10}\.(ndjson|csv|json)"$/,
    );
    expect(await newest(), path).not.toBe(before);
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

test('a wrong link to a later page of a record’s history is said to be one', async ({ http }) => {
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer.userId;
  for (const cursor of ['WyJhIiwiYiJd', 'x', 'e30']) {
    const answer = await (await http('admin')).get(`/admin/audit/records/${me}?cursor=${cursor}`);
    expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining('no longer valid')]);
  }
});

test('a view is kept, opens, and goes', async ({ as }) => {
  const page = await as('admin');
  const name = `Refused ${randomUUID().slice(0, 8)}`;
  await page.goto('/admin/audit?outcome=DENIED');
  await page.getByLabel('Save these filters as').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^View saved\./)).toBeVisible();
  await page.goto('/admin/audit');
  const views = page.getByRole('list', { name: 'Your saved views' });
  await views.getByRole('link', { name }).click();
  await expect(page).toHaveURL(/outcome=DENIED/);
  await page.getByRole('button', { name: `Remove the saved view ${name}` }).click();
  await expect(page.getByText('View removed.')).toBeVisible();
  await expect(views.getByRole('link', { name })).toHaveCount(0);
});
