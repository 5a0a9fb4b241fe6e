import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';

const route = (id: string) => `/api/v1/courses/${id}/class/at-risk`;

test('opening the at-risk list of a class is in the trail', async ({ http }) => {
  const own = await courseTitled(await http(null), 'Python, First Steps');
  expect((await (await http('instructor')).get(route(own.id))).status()).toBe(200);
  const trail = await (await http('admin')).get(
    `/api/v1/admin/audit?action=class.risk.view&objectId=${own.id}`,
  );
  expect((await trail.json()).items[0].actorRole).toBe('INSTRUCTOR');
});

test('a wrong day, filter or cursor is refused in words; a day to come means today', async ({ http }) => {
  const { id } = await courseTitled(await http(null), 'Python, First Steps');
  const instructor = await http('instructor');
  for (const query of [
    'day=yesterday',
    'day=2026-02-30',
    'day=0000-01-01',
    "day=2026-01-01'%20OR%201=1",
    'show=everybody',
    'limit=9999',
    'cursor=e30',
    'userId=x',
  ]) {
    const answer = await instructor.get(`${route(id)}?${query}`);
    expect(answer.status(), query).toBe(400);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
    expect(await answer.text()).not.toMatch(/SELECT |node_modules|\.ts:\d/);
  }
  const [usual, later, latest] = await Promise.all(
    ['', '?day=2500-01-01', '?day=2999-01-01'].map(async (query) =>
      (await instructor.get(`${route(id)}${query}`)).json(),
    ),
  );
  expect(later.asOf).toBe(latest.asOf);
  expect([usual.asOf, later.asOf].toSorted()).toEqual([usual.asOf, later.asOf]);
  expect(Date.parse(later.asOf) - Date.now()).toBeLessThan(86_400_000);
});
