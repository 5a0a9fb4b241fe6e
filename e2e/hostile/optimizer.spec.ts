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

test('the page of improvements shows nothing of itself to others', async ({ as }) => {
  for (const person of ['student', 'instructor'] as const) {
    const page = await as(person, {}, ['404']);
    expect((await page.goto('/admin/optimizer'))?.status()).toBe(404);
  }
});
