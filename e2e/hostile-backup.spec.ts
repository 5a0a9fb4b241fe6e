import { expect, test } from './fixtures';

const route = '/api/v1/admin/backups';

test('how backups stand is for administrators, and names no secret', async ({ http }) => {
  expect((await (await http(null)).get(route)).status()).toBe(401);
  for (const person of ['student', 'instructor'] as const) {
    const answer = await (await http(person)).get(route);
    expect(answer.status()).toBe(404);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
  const answer = await (await http('admin')).get(route);
  expect(answer.headers()['cache-control']).toBe('private, no-store');
  const text = await answer.text();
  expect(JSON.parse(text).policy).toContain('30 days');
  expect(text).not.toMatch(/password|secret|masterKey/i);
});

test('the page of backups shows nothing of itself to others', async ({ as }) => {
  for (const person of ['student', 'instructor'] as const) {
    const page = await as(person, {}, ['404']);
    expect((await page.goto('/admin/backups'))?.status()).toBe(404);
  }
});
