import { cookies } from 'next/headers';
import { cache } from 'react';
import { type Database, database } from '@/db/client';
import { statement } from '@/db/statement';
import { refuseInSharedAnswer } from '@/lib/answer-in-making';
import type { Origin } from '@/lib/audit/append';
import { originOfRequest } from './call';
import { sessionCookieName } from './session-cookie';
import { readSessionToken, type SessionToken } from './session-token';
import { mintViewer, type Role, type Viewer } from './viewer';

const livePerson = statement(
  'access.live-person',
  `SELECT id AS "userId", role, institution_id AS "institutionId", display_name AS "displayName", email
   FROM users
   WHERE id = $1 AND session_version = $2 AND disabled_at IS NULL AND deleted_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM ended_sessions e WHERE e.user_id = $1 AND e.session_id = $3)`,
);

type LivePerson = {
  userId: string;
  role: Role;
  institutionId: string | null;
  displayName: string;
  email: string | null;
};

/** Whoever makes this request, as the database knows them now; read once a request. Null for nobody. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  refuseInSharedAnswer('Who asks');
  const token = await tokenOfRequest();
  return token && loadViewer(token, database(), await originOfRequest());
});

/** What the cookie of this request carries; null where it is none. Says nothing about revocation. */
export async function tokenOfRequest(): Promise<SessionToken | null> {
  const cookie = (await cookies()).get(sessionCookieName());
  return cookie ? readSessionToken(cookie.value) : null;
}

/** Whose session a cookie is, as the database knows them now; null for nobody. */
export async function viewerOf(sessionCookie: string | undefined): Promise<Viewer | null> {
  const token = sessionCookie ? await readSessionToken(sessionCookie) : null;
  return token && loadViewer(token);
}

/** The person of a token, unless the session has ended since it was made. Two rows by primary key, in one round trip. */
export async function loadViewer(
  token: SessionToken,
  on: Database = database(),
  origin: Origin | null = null,
): Promise<Viewer | null> {
  const identity = { userId: token.userId, role: null, institutionId: null };
  const [person] = await on.transaction(identity, (tx) =>
    tx.rows<LivePerson>(livePerson, [token.userId, token.sessionVersion, token.sessionId]),
  );
  return person ? mintViewer(person, origin) : null;
}
