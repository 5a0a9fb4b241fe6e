import { expect, test } from '../fixtures';

test('an administrator rotates a key, and what was written before still reads', async ({ as, http }) => {
  const page = await as('admin');
  await page.goto('/admin/keys');
  await page.getByText('Rotate now: Messages and notes').click();
  await page.getByRole('button', { name: 'Rotate the key: Messages and notes' }).click();
  await expect(page.getByText(/^Version \d+ seals from now on\.$/)).toBeVisible();
  const { items } = await (await (await http('admin')).get('/api/v1/admin/audit?action=key.rotate')).json();
  expect(items[0].details.class).toBe('COMMUNICATIONS');
});

test('how backups stand names no secret', async ({ http }) => {
  const text = await (await (await http('admin')).get('/api/v1/admin/backups')).text();
  expect(JSON.parse(text).policy).toContain('30 days');
  expect(text).not.toMatch(/password|secret|masterKey/i);
});
