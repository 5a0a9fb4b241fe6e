import { raw } from './raw-http';

/** Signs in as a program does, by next-auth's own address, and answers with the cookie of the session. */
export async function signIn(origin: string, email: string, password: string): Promise<string> {
  const asked = await raw(origin, '/api/auth/csrf');
  const { csrfToken } = JSON.parse(asked.text);
  const answer = await raw(
    origin,
    '/api/auth/callback/credentials',
    {
      cookie: cookiesOf(asked.headers['set-cookie']).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
    },
    'POST',
    new URLSearchParams({ csrfToken, email, password }).toString(),
  );
  const session = cookiesOf(answer.headers['set-cookie']).find((cookie) => /session-token=./.test(cookie));
  if (!session) throw new Error(`${email} is not let in: ${answer.status} ${answer.headers.location}`);
  return session;
}

const cookiesOf = (lines: string[] = []): string[] => lines.map((line) => line.split(';')[0] ?? '');
