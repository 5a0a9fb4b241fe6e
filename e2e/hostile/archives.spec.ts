import { expect, test } from '../fixtures';

const pages = ['/admin/backups', '/admin/backups/restore', '/admin/backups/restore?what=latest'];

test('the guide to a restore shows nothing of itself to others', async ({ http }) => {
  for (const person of ['student', 'instructor'] as const)
    for (const address of pages)
      expect((await (await http(person)).get(address)).status(), address).toBe(404);
});

test('what is typed into the guide’s address becomes no command', async ({ reader }) => {
  const page = await reader('admin');
  const typed = encodeURIComponent('x; touch /tmp/owned #');
  for (const query of [
    `what=point&point=${typed}`,
    `what=backup&backup=${typed}`,
    `what=archive&archive=${typed}`,
  ]) {
    await page.goto(`/admin/backups/restore?${query}`);
    await expect(page.getByText('Choose one from the list.')).toBeVisible();
    await expect(page.getByText('touch /tmp/owned')).toHaveCount(0);
    await expect(page.getByText('npm run ops')).toHaveCount(0);
  }
  await page.goto(
    `/admin/backups/restore?what=moment&at=${encodeURIComponent('<img src=x onerror=alert(1)>')}`,
  );
  await expect(page.getByText('The moment is not clear')).toBeVisible();
  await expect(page.locator('main img')).toHaveCount(0);
});

test('an administrator asks for an archive once, and the worker takes it', async ({ as, http }) => {
  const page = await as('admin');
  await page.goto('/admin/backups');
  await page.getByRole('button', { name: 'Archive now' }).click();
  await expect(page.getByText('The worker begins within seconds')).toBeVisible();
  const state = async () => (await (await http('admin')).get('/api/v1/admin/backups')).json();
  await expect.poll(async () => (await state()).archives.length, { timeout: 60_000 }).toBeGreaterThan(0);
  const { items } = await (
    await (await http('admin')).get('/api/v1/admin/audit?action=backup.request')
  ).json();
  expect(items[0].details.work).toBe('ARCHIVE');
  expect(items[0].actorId ?? items[0].actor?.id).toBeTruthy();
});
