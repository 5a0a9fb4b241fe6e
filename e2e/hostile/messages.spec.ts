import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures';

const own = 'Python, First Steps';

test('notifications are for whoever they are meant for', async ({ http }) => {
  const student = await http('student');
  const { items } = await (await student.get('/api/v1/me/notifications')).json();
  expect(items.length).toBeGreaterThan(0);
  const read = '/api/v1/me/notifications/read';
  for (const id of [items[0].id, randomUUID()]) {
    const answer = await (await http('instructor')).post(read, { data: { id } });
    expect(await answer.json()).toEqual({ marked: 0 });
  }
  for (const data of [{}, { id: 'x' }, [items[0].id]])
    expect((await student.post(read, { data })).status()).toBe(400);
  for (const query of ['show=all', 'cursor=x', 'limit=1000', 'userId=x', 'cursor=WzEsMl0'])
    expect((await student.get(`/api/v1/me/notifications?${query}`)).status(), query).toBe(400);
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
