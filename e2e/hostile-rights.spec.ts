import { randomUUID } from 'node:crypto';
import { expect, test } from './fixtures';
import type { Person } from './people';

const gate = '/api/v1/records/access';
const reason = { scope: 'full', purpose: 'Grade review', justification: 'A complaint about the last grade.' };
const everybody: (Person | null)[] = [null, 'student', 'instructor', 'admin'];

/** Pages about rights in records, and the one role that each is for. */
const pages: [path: string, allowed: Person][] = [
  ['/dashboard/privacy/choices', 'student'],
  ['/admin/records/students', 'admin'],
  ['/admin/records/emergencies', 'admin'],
];

for (const [path, allowed] of pages) {
  test(`${path} is for the ${allowed}: nobody else learns that it exists`, async ({ http }) => {
    for (const person of everybody) {
      for (const address of [path, `${path}.rsc`, `/${path}`]) {
        const status = (await (await http(person)).get(address, { maxRedirects: 0 })).status();
        if (person === allowed && address === path) expect(status, `${person} ${address}`).toBe(200);
        else expect([307, 308, 404], `${person} ${address}: ${status}`).toContain(status);
      }
    }
  });
}

test('an emergency opens a record to staff alone, and only with a threat and recipients', async ({
  http,
}) => {
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer.userId;
  const emergency = {
    threat: 'A friend called: the student wants to harm himself.',
    recipients: 'the police',
  };
  const ask = async (person: Person | null, more: object) =>
    (await http(person)).post(gate, { data: { ...reason, studentId: me, ...more } });
  for (const wrong of [{ threat: '' }, { recipients: ' ' }, { level: 'full' }, { threat: ' '.repeat(50) }])
    expect((await ask('instructor', { emergency: { ...emergency, ...wrong } })).status()).toBe(400);
  expect((await ask(null, { emergency })).status()).toBe(401);
  expect((await ask('student', { emergency, studentId: randomUUID() })).status()).toBe(403);
  const opened = await (await ask('instructor', { emergency })).json();
  expect(opened).toMatchObject({ ground: 'EMERGENCY', level: 'full' });
  const queue = await (await (await http('admin')).get('/admin/records/emergencies')).text();
  expect(queue).toContain(emergency.threat);
});

test('a student opts out, signs a consent and takes it back, without JavaScript', async ({ as, http }) => {
  const page = await as('student', { javaScript: false });
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer;
  const party = `The other school ${randomUUID().slice(0, 8)} <script>`;
  await page.goto('/dashboard/privacy/choices');
  await page.getByRole('button', { name: 'Do not give out my name' }).click();
  await expect(page.getByText('Not given out')).toBeVisible();
  await page.getByRole('button', { name: 'Let people look me up' }).click();
  await expect(page.getByText('Can be looked up')).toBeVisible();
  await page.getByLabel('Who may see it').fill(party);
  await page.getByLabel('For what').fill('Transfer');
  await page.getByLabel('Until').fill(`${new Date().getUTCFullYear() + 1}-01-31`);
  await page.getByLabel('Your signature').fill('Somebody Else');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByText('Sign with your name').first()).toBeVisible();
  await page.getByLabel('Your signature').fill(me.displayName);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: party });
  await row.getByRole('button', { name: /^Take back/ }).click();
  await expect(row.getByText('Taken back')).toBeVisible();
});
