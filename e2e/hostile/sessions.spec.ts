import { expect, test } from '../fixtures';
import { password, people } from '../people';
import { raw } from '../raw-http';

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
