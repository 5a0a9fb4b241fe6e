import { randomUUID } from 'node:crypto';
import { courseNotTaughtBy, courseTitled } from './catalog';
import { expect, test } from './fixtures';

const route = (id: string) => `/api/v1/courses/${id}/class/at-risk`;

test('the at-risk list is for those who answer for the class; others cannot tell whether there is one', async ({
  http,
}) => {
  const own = await courseTitled(await http(null), 'Python, First Steps');
  const other = await courseNotTaughtBy(await http(null), own.instructor.id);
  expect((await (await http(null)).get(route(own.id))).status()).toBe(401);
  const missing = await (await (await http('instructor')).get(route(randomUUID()))).json();
  for (const [person, id] of [
    ['student', own.id],
    ['instructor', other.id],
  ] as const) {
    const answer = await (await http(person)).get(route(id));
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toEqual(missing);
  }
  for (const person of ['instructor', 'admin'] as const) {
    const answer = await (await http(person)).get(route(own.id));
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toBe('private, no-store');
  }
  const trail = await (await http('admin')).get('/api/v1/admin/audit?action=class.risk.view');
  expect((await trail.json()).items[0].objectId).toBe(own.id);
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

test('the page shows nothing of itself to a student', async ({ as, http }) => {
  const { id } = await courseTitled(await http(null), 'Python, First Steps');
  const page = await as('student', {}, ['404']);
  expect((await page.goto(`/teach/${id}/at-risk`))?.status()).toBe(404);
});
