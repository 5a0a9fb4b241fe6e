import { randomUUID } from 'node:crypto';
import { courseNotTaughtBy, courseTitled } from './catalog';
import { expect, test } from './fixtures';

const own = 'Python, First Steps';
const routes = ['class/activity', 'class/pulse', 'class/scores'];
const pages = ['activity', 'compare'];

test('the figures of a class are refused alike to everybody who does not answer for it', async ({ http }) => {
  const mine = await courseTitled(await http(null), own);
  const other = await courseNotTaughtBy(await http(null), mine.instructor.id);
  for (const route of routes) {
    const path = (id: string) => `/api/v1/courses/${id}/${route}`;
    expect((await (await http(null)).get(path(mine.id))).status()).toBe(401);
    expect((await (await http('student')).get(path(mine.id))).status()).toBe(404);
    const instructor = await http('instructor');
    const refused = await instructor.get(path(other.id));
    expect(refused.status()).toBe(404);
    expect(refused.headers()['content-type']).toContain('application/problem+json');
    expect(await refused.json()).toEqual(await (await instructor.get(path(randomUUID()))).json());
    const answer = await instructor.get(path(mine.id));
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toContain('no-store');
    expect((await instructor.get(path('not-an-id'))).status()).toBe(404);
  }
});

test('its pages show nothing of themselves to others', async ({ http }) => {
  const mine = await courseTitled(await http(null), own);
  const other = await courseNotTaughtBy(await http(null), mine.instructor.id);
  for (const page of pages) {
    expect((await (await http('student')).get(`/teach/${mine.id}/${page}`)).status()).toBe(404);
    expect((await (await http('instructor')).get(`/teach/${other.id}/${page}`)).status()).toBe(404);
    const nobody = await (await http(null)).get(`/teach/${mine.id}/${page}`, { maxRedirects: 0 });
    expect(nobody.headers().location).toContain('/sign-in');
  }
});

test('what cannot be a day, an order, a column or a place is refused by the interface and passed over by the pages', async ({
  http,
}) => {
  const { id } = await courseTitled(await http(null), own);
  const instructor = await http('instructor');
  for (const query of [
    'class/activity?from=2026-02-30',
    'class/activity?to=0000-01-01',
    "class/activity?from=' OR 1=1",
    'class/activity?by=day',
    'class?sort=password_hash',
    'class?order=desc;',
    'class?columns=status',
    `class?sort=status&cursor=${Buffer.from('["GONE","x"]').toString('base64url')}`,
    `class?sort=velocity&cursor=${Buffer.from(`["1","${id}"]`).toString('base64url')}`,
    `class?cursor=${Buffer.from(`[1,"${id}","beside"]`).toString('base64url')}`,
  ]) {
    const answer = await instructor.get(`/api/v1/courses/${id}/${query}`);
    expect(answer.status(), query).toBe(400);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
  for (const path of [
    `/teach/${id}?order=up&columns=password&sort=nothing`,
    `/teach/${id}?columns=a&columns=b`,
    `/teach/${id}/activity?from=yesterday&by=hour`,
  ]) {
    expect((await instructor.get(path)).status(), path).toBe(200);
  }
});
