import { expect, test } from './fixtures';

test('the keys page shows nothing of itself to others', async ({ as }) => {
  for (const person of ['student', 'instructor'] as const) {
    const page = await as(person, {}, ['404']);
    expect((await page.goto('/admin/keys'))?.status()).toBe(404);
  }
});

test('an administrator rotates a key, and what was written before still reads', async ({ as, http }) => {
  const page = await as('admin');
  await page.goto('/admin/keys');
  await page.getByRole('button', { name: 'Rotate the key: Messages and notes' }).click();
  await expect(page.getByText(/^Version \d+ seals from now on\.$/)).toBeVisible();
  const { items } = await (await (await http('admin')).get('/api/v1/admin/audit?action=key.rotate')).json();
  expect(items[0].details.class).toBe('COMMUNICATIONS');
});
