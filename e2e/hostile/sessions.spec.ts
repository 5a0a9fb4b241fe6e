import { expect, test } from '../fixtures';
import { password, people } from '../people';
import { raw } from '../raw-http';
import { signIn } from '../sign-in';

const origin = process.env.BASE_URL ?? '';

test('signing in leads back only to this site', async ({ as }) => {
  const page = await as(null);
  await page.goto('/sign-in?next=https://evil.example/');
  await page.getByLabel('E-mail').fill(people.student);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard');
});

test('a forged session is nobody’s, under every name that a session ever had', async () => {
  for (const name of ['authjs.session-token', '__Secure-authjs.session-token', 'next-auth.session-token']) {
    const cookie = `${name}=eyJhbGciOiJub25lIn0.e30.`;
    expect((await raw(origin, '/api/v1/me/progress', { cookie })).status, name).toBe(401);
    expect((await raw(origin, '/api/auth/session', { cookie })).text, name).toBe('null');
  }
});

test('next-auth’s own addresses let nobody in without the token of the form, and lead nowhere else', async () => {
  const callback = '/api/auth/callback/credentials';
  const typed = { email: people.student, password };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = (headers: object, fields: Record<string, string>) =>
    raw(origin, callback, { ...type, ...headers }, 'POST', new URLSearchParams(fields).toString());
  for (const headers of [{}, { origin: 'https://evil.example' }, { cookie: 'authjs.csrf-token=a%7Cb' }]) {
    const answer = await send(headers, { ...typed, csrfToken: 'a' });
    expect(answer.status, JSON.stringify(headers)).toBeLessThan(500);
    expect(String(answer.headers['set-cookie'])).not.toMatch(/session-token=[^;]/);
  }
  const asked = await raw(origin, '/api/auth/csrf');
  const cookie = asked.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? '';
  const { csrfToken } = JSON.parse(asked.text);
  const admitted = await send({ cookie }, { ...typed, csrfToken, callbackUrl: 'https://evil.example/' });
  expect(String(admitted.headers['set-cookie'])).toMatch(/session-token=[^;]/);
  expect(admitted.headers.location).not.toContain('evil.example');
});

test('a copied cookie ends with signing out, on pages, in the API, for writes and at next-auth’s own address', async () => {
  const cookie = await signIn(origin, people.student, password);
  const other = await signIn(origin, people.student, password);
  expect((await raw(origin, '/api/v1/me/progress', { cookie })).status).toBe(200);
  expect((await raw(origin, '/api/v1/me/sign-out', { cookie, origin }, 'POST')).status).toBe(303);
  expect((await raw(origin, '/api/v1/me/progress', { cookie })).status).toBe(401);
  expect(JSON.parse((await raw(origin, '/api/v1/me', { cookie })).text).viewer).toBeNull();
  expect((await raw(origin, '/api/auth/session', { cookie })).text).toBe('null');
  expect((await raw(origin, '/api/v1/me/sign-out?everywhere', { cookie, origin }, 'POST')).status).toBe(303);
  const page = await raw(origin, '/dashboard', { cookie });
  expect(page.status === 307 || !page.text.includes(people.student)).toBe(true);
  expect(page.headers.location ?? page.text).toContain('/sign-in');
  const json = { cookie, origin, 'content-type': 'application/json' };
  expect((await raw(origin, '/api/v1/me/notifications/read', json, 'POST', '{}')).status).toBe(401);
  expect((await raw(origin, '/api/v1/me/progress', { cookie: other })).status).toBe(200);
  const admin = await signIn(origin, people.admin, password);
  const trail = '/api/v1/admin/audit?action=access.refused&objectType=session&limit=200';
  const { items } = JSON.parse((await raw(origin, trail, { cookie: admin })).text);
  type Told = { details: { reason?: string; at: string } };
  const ended = items.filter(({ details }: Told) => details.reason === 'with a session that has ended');
  expect(ended.map(({ details }: Told) => details.at)).toEqual(
    expect.arrayContaining(['/dashboard', 'GET /api/v1/me/progress', 'POST /api/v1/me/notifications/read']),
  );
});

test('signing out by next-auth’s own address ends the copies too', async () => {
  const cookie = await signIn(origin, people.student, password);
  const asked = await raw(origin, '/api/auth/csrf', { cookie });
  const own = asked.headers['set-cookie']?.map((line) => line.split(';')[0]) ?? [];
  const { csrfToken } = JSON.parse(asked.text);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const withoutToken = { ...form, cookie };
  await raw(origin, '/api/auth/signout', withoutToken, 'POST', 'csrfToken=a');
  expect((await raw(origin, '/api/v1/me/progress', { cookie })).status).toBe(200);
  const both = { ...form, cookie: [cookie, ...own].join('; ') };
  await raw(origin, '/api/auth/signout', both, 'POST', new URLSearchParams({ csrfToken }).toString());
  expect((await raw(origin, '/api/v1/me/progress', { cookie })).status).toBe(401);
});
