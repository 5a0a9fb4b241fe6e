import { expect, test } from '../fixtures';

const routes = ['/api/v1/admin/optimizer', '/api/v1/admin/optimizer/history?format=markdown'];

test('what the optimizer knows is for administrators', async ({ http }) => {
  for (const route of routes) {
    expect((await (await http(null)).get(route)).status()).toBe(401);
    for (const person of ['student', 'instructor'] as const) {
      const answer = await (await http(person)).get(route);
      expect(answer.status()).toBe(404);
      expect(answer.headers()['content-type']).toContain('application/problem+json');
    }
    const answer = await (await http('admin')).get(route);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toBe('private, no-store');
    expect(await answer.text()).not.toMatch(/password|postgres:\/\//i);
  }
});

test('a strange format is refused, and says which', async ({ http }) => {
  const answer = await (await http('admin')).get('/api/v1/admin/optimizer/history?format=exe');
  expect(answer.status()).toBe(400);
  expect((await answer.json()).detail).toContain('format');
});

test('the pages of improvements show nothing of themselves to others', async ({ http }) => {
  for (const person of ['student', 'instructor'] as const)
    for (const address of ['/admin/optimizer', '/admin/optimizer/research'])
      expect((await (await http(person)).get(address)).status(), address).toBe(404);
});

test('a note is text whatever it holds, and no feed leads inside', async ({ as }) => {
  const page = await as('admin');
  await page.goto('/admin/optimizer/research');
  const finding = `<img src=x onerror="document.title='mine'"> ${Date.now()}`;
  await page.getByText('Write a note').click();
  await page.getByLabel('Source').fill('A test of refusals');
  await page.getByLabel('Finding').fill(finding);
  await page.getByLabel('Does it apply here?').fill('It was written by a test.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await expect(page.getByText(finding)).toBeVisible();
  await expect(page).toHaveTitle(/Research log/);
  await page.getByText('Add a feed').click();
  await page.getByLabel('Address').fill('https://169.254.169.254/latest/meta-data/');
  await page.getByLabel('Title').fill('Inside');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Its address lies in a private network.')).toBeVisible();
});
