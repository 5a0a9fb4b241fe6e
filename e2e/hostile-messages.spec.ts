import { randomUUID } from 'node:crypto';
import { courseTitled, studentOf } from './catalog';
import { expect, test } from './fixtures';

const own = 'Python, First Steps';

test('notifications are for whoever they are meant for', async ({ http }) => {
  const anybody = await http(null);
  for (const path of ['/api/v1/me/notifications', '/api/v1/me/notifications/unread']) {
    expect((await anybody.get(path)).status(), path).toBe(401);
    for (const person of ['student', 'instructor', 'admin'] as const) {
      const answer = await (await http(person)).get(path);
      expect(answer.status(), `${person} ${path}`).toBe(200);
      expect(answer.headers()['cache-control']).toBe('private, no-store');
    }
  }
  const student = await http('student');
  const { items } = await (await student.get('/api/v1/me/notifications')).json();
  expect(items.length).toBeGreaterThan(0);
  const read = '/api/v1/me/notifications/read';
  expect((await anybody.post(read, { data: { id: items[0].id } })).status()).toBe(401);
  for (const id of [items[0].id, randomUUID()]) {
    const answer = await (await http('instructor')).post(read, { data: { id } });
    expect(await answer.json()).toEqual({ marked: 0 });
  }
  for (const data of [{}, { id: 'x' }, { id: items[0].id, userId: randomUUID() }, [items[0].id]]) {
    expect((await student.post(read, { data })).status()).toBe(400);
  }
  for (const query of ['show=all', 'cursor=x', 'limit=1000', 'userId=x', 'cursor=WzEsMl0']) {
    expect((await student.get(`/api/v1/me/notifications?${query}`)).status(), query).toBe(400);
  }
});

test('pages about messages and students are for those who answer for the class, and a message for who got it', async ({
  http,
}) => {
  const { id: courseId } = await courseTitled(await http(null), own);
  const studentId = await studentOf(await http('instructor'), courseId);
  const [anybody, student, admin] = [await http(null), await http('student'), await http('admin')];
  const forStaff = [`/teach/${courseId}/messages`, `/teach/${courseId}/students/${studentId}`];
  for (const path of [...forStaff, '/notifications', '/notifications/preferences']) {
    const answer = await anybody.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location?.includes('/sign-in')], path).toEqual([307, true]);
  }
  for (const path of forStaff) {
    expect((await student.get(path)).status(), path).toBe(404);
    expect((await admin.get(path)).status(), path).toBe(200);
  }
  const nobody = [
    `/teach/${courseId}/students/${randomUUID()}`,
    `/teach/${randomUUID()}/messages`,
    `/teach/${courseId}/students/x`,
  ];
  for (const path of nobody) expect((await admin.get(path)).status(), path).toBe(404);

  const { items } = await (await student.get('/api/v1/me/notifications')).json();
  const message = items.find(({ kind }: { kind: string }) => kind === 'MESSAGE');
  expect((await student.get(message.href)).status()).toBe(200);
  for (const person of ['instructor', 'admin'] as const)
    expect((await (await http(person)).get(message.href)).status(), person).toBe(404);
  for (const id of [randomUUID(), 'x'])
    expect((await student.get(`/notifications/messages/${id}`)).status()).toBe(404);
});

test('opening an unsubscribe link stops nothing; a forged one neither', async ({ http }) => {
  const anybody = await http(null);
  const payload = Buffer.from(JSON.stringify([randomUUID(), 'MESSAGE'])).toString('base64url');
  for (const token of ['', 'x', payload, `${payload}.x`, `${payload}.${'A'.repeat(43)}`]) {
    const address = `?token=${encodeURIComponent(token)}`;
    expect((await anybody.get(`/unsubscribe${address}`)).status()).toBe(200);
    const answer = await anybody.post(`/api/v1/unsubscribe${address}`);
    expect(answer.status()).toBe(400);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  }
  expect((await anybody.get('/api/v1/unsubscribe?token=x')).status()).toBe(405);
});

test('an instructor writes to a class; a student finds, opens and reads it as it was written', async ({
  as,
}) => {
  const subject = `For everybody <b>${Date.now()}</b>`;
  const staff = await as('instructor');
  await staff.goto('/teach');
  await staff.getByRole('link', { name: own }).click();
  await staff
    .getByRole('navigation', { name: 'Pages about this class' })
    .getByRole('link', { name: 'Messages' })
    .click();
  await staff.getByLabel('Subject').fill(subject);
  await staff
    .getByLabel('Message', { exact: true })
    .fill('<img src=x onerror=alert(1)> [here](javascript:alert(1)) *really*');
  await staff.getByRole('button', { name: 'Look at it first' }).click();
  await expect(staff.getByRole('region', { name: 'How students will see it' })).toContainText('really');
  await staff.getByRole('button', { name: /^Send to \d+ students$/ }).dblclick();
  await expect(staff.getByText(/^Sent to \d+ students\.$/)).toBeVisible();
  await expect(staff.getByText(subject)).toHaveCount(1);

  const student = await as('student', { width: 390 });
  await student.goto('/dashboard');
  await student.getByRole('link', { name: /^Notifications, \d+ unread$/ }).click();
  await student.getByRole('link', { name: subject }).first().click();
  await expect(student.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  const text = student.getByRole('article');
  await expect(text.locator('em')).toHaveText('really');
  await expect(text.locator('img, a[href^=javascript]')).toHaveCount(0);
});
