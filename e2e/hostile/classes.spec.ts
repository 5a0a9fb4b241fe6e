import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';

const own = 'Python, First Steps';

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
