import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';

const own = 'Python, First Steps';

test('the filter of the class list takes one status of each kind and nothing else', async ({ http }) => {
  const { id } = await courseTitled(await http(null), own);
  const instructor = await http('instructor');
  for (const query of [
    'class?status=ON_TRACK,NEEDS_SUPPORT',
    'class?status=ACTIVE,DROPPED',
    'class?status=ACTIVE&status=ON_TRACK',
    "class?status=ON_TRACK' OR 1=1",
    'class?status=on_track',
    'class?sort=learning&cursor=WyJPTl9UUkFDSyIsIngiXQ',
    `class?cursor=${Buffer.from(`[99999999999,"${id}"]`).toString('base64url')}`,
    'class.csv?status=EVERYBODY',
    'class.csv?limit=10',
    `class.csv?q=${'x'.repeat(101)}`,
  ]) {
    const answer = await instructor.get(`/api/v1/courses/${id}/${query}`);
    expect(answer.status(), query).toBe(400);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
  const both = await instructor.get(`/api/v1/courses/${id}/class?status=ACTIVE,ON_TRACK`);
  expect(both.status()).toBe(200);
  expect((await instructor.get(`/teach/${id}?status=ACTIVE&status=DROPPED&status=x`)).status()).toBe(200);
});

test('the file of a filtered list holds these students alone', async ({ http }) => {
  const { id } = await courseTitled(await http(null), own);
  const instructor = await http('instructor');
  const { total } = await (await instructor.get(`/api/v1/courses/${id}/class?status=ON_TRACK`)).json();
  const csv = await (await instructor.get(`/api/v1/courses/${id}/class.csv?status=ON_TRACK`)).text();
  const rows = csv.trimEnd().split('\r\n').slice(1);
  expect(rows.length).toBe(total);
  expect(total).toBeGreaterThan(0);
  expect(rows.every((row) => row.split(',').includes('ON_TRACK'))).toBe(true);
});

test('a recommendation goes from the page of all courses without JavaScript', async ({ as }) => {
  const page = await as('student', { javaScript: false });
  await page.goto('/dashboard');
  const buttons = page.getByRole('button', { name: /^Not now/ });
  const name = (await buttons.last().textContent()) ?? '';
  await buttons.last().click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
});
