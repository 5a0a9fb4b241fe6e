import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures';
import type { Person } from '../people';

const gate = '/api/v1/records/access';
const reason = { scope: 'full', purpose: 'Grade review', justification: 'A complaint about the last grade.' };
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
  await page.getByLabel('Until').fill('2020-01-31');
  await page.getByLabel('Your signature').fill('Somebody Else');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByText('Sign with your name').first()).toBeVisible();
  await expect(page.getByText('Choose a last day').first(), 'all that is wrong at once').toBeVisible();
  await page.getByLabel('Until').fill(`${new Date().getUTCFullYear() + 1}-01-31`);
  await page.getByLabel('Your signature').fill(me.displayName);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const consent = page.getByRole('listitem').filter({ hasText: party });
  await consent.getByRole('button', { name: /^Take back/ }).click();
  await expect(consent.getByText('Taken back')).toBeVisible();
});

test('a copy of a record is for whoever has a ground, says for whom it is, and is in the trail', async ({
  http,
}) => {
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer;
  const copy = '/api/v1/records/export';
  const asked = {
    studentId: me.userId,
    purpose: 'Inspection',
    justification: `asked for in a test ${randomUUID()}`,
  };
  const own = await (await http('student')).get('/api/v1/me/record');
  expect(own.headers()).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': expect.stringMatching(/^attachment; filename="my-record-[\d-]{10}\.json"$/),
  });
  expect(await own.json()).toMatchObject({ level: 'full', exportedFor: { name: me.displayName }, notes: [] });
  const teaching = await (await (await http('instructor')).post(copy, { data: asked })).json();
  expect(teaching.level).toBe('academic');
  expect(Object.keys(teaching)).not.toContain('progress');
  expect((await (await (await http('admin')).post(copy, { data: asked })).json()).level).toBe('full');
  for (const [person, data, status] of [
    ['student', { ...asked, studentId: randomUUID() }, 403],
    ['admin', { ...asked, studentId: randomUUID() }, 403],
    ['admin', { ...asked, justification: '' }, 400],
    ['admin', { ...asked, scope: 'full' }, 400],
  ] as const)
    expect((await (await http(person)).post(copy, { data })).status()).toBe(status);
  const trail = await (await http('admin')).get(
    `/api/v1/admin/audit?action=record.export&studentId=${me.userId}`,
  );
  expect(JSON.stringify(await trail.json())).toContain(asked.justification);
});
