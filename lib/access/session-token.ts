import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { authSecret } from './secret';
import { sessionCookieName } from './session-cookie';

/** Whose session it is. */
const session = z.object({ userId: z.guid(), sessionVersion: z.int() });
export type Session = z.output<typeof session>;

/**
 * All that a session cookie carries; everything else about a person comes from the database. `sessionId` is the same in every copy
 * of the cookie. `endsAt`: seconds since 1970.
 */
export const sessionToken = session.extend({ sessionId: z.guid(), endsAt: z.int() });
export type SessionToken = z.output<typeof sessionToken>;

/** Signing in lasts one working day. */
export const sessionSeconds = 12 * 60 * 60;

const now = () => Math.floor(Date.now() / 1000);

/** What the cookie of a session that begins now carries. */
export const beginSession = ({ userId, sessionVersion }: Session): SessionToken => ({
  userId,
  sessionVersion,
  sessionId: crypto.randomUUID(),
  endsAt: now() + sessionSeconds,
});

/**
 * The token in what a cookie carried; null where it is no token or its time is over. next-auth's session endpoint gives each
 * cookie that it is asked with a new life; so the end of the session stands in the token itself.
 */
export function liveTokenIn(payload: unknown): SessionToken | null {
  const token = sessionToken.safeParse(payload).data ?? null;
  return token && token.endsAt > now() ? token : null;
}

/** The token in a session cookie; null when it is forged or expired. Says nothing about revocation. */
export async function readSessionToken(cookie: string): Promise<SessionToken | null> {
  const payload = await decode({ token: cookie, secret: authSecret(), salt: sessionCookieName() }).catch(
    () => null,
  );
  return liveTokenIn(payload);
}
