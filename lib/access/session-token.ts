import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { authSecret } from './secret';
import { sessionCookieName } from './session-cookie';

/** All that a session cookie carries; everything else about a person comes from the database. */
export const sessionToken = z.object({ userId: z.guid(), sessionVersion: z.int() });
export type SessionToken = z.output<typeof sessionToken>;

/** Signing in lasts one working day. */
export const sessionSeconds = 12 * 60 * 60;

/** The token in a session cookie; null when it is forged or expired. Says nothing about revocation. */
export async function readSessionToken(cookie: string): Promise<SessionToken | null> {
  const payload = await decode({ token: cookie, secret: authSecret(), salt: sessionCookieName() }).catch(
    () => null,
  );
  return sessionToken.safeParse(payload).data ?? null;
}
