import { type Database, database, type Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '@/lib/audit/append';
import { loadViewer } from './session';
import type { SessionToken } from './session-token';
import { asViewer } from './transaction';

const end = statement(
  'access.end-session',
  `INSERT INTO ended_sessions (user_id, session_id, expires_at) VALUES ($1, $2, to_timestamp($3))
   ON CONFLICT DO NOTHING RETURNING session_id`,
);
const forget = statement(
  'access.forget-ended-sessions',
  "DELETE FROM ended_sessions WHERE expires_at < now() - interval '1 day' RETURNING session_id",
);

/**
 * Ends the session of a token, in every process and for every copy of its cookie; other sessions of the person go on. Does
 * nothing where it has ended already.
 */
export async function endSessionOf(token: SessionToken, on: Database = database()): Promise<void> {
  const viewer = await loadViewer(token, on);
  if (!viewer) return;
  const { userId, sessionId, endsAt } = token;
  await asViewer(
    viewer,
    async (tx) => {
      const ended = await tx.rows(end, [userId, sessionId, endsAt]);
      if (ended.length === 0) return;
      await appendAudit(tx, viewer, { action: 'session.end', objectType: 'user', objectId: userId });
    },
    on,
  );
}

/** Removes ended sessions whose cookies are over by themselves; run daily. Returns how many. */
export async function forgetEndedSessions(tx: Transaction): Promise<number> {
  return (await tx.rows(forget)).length;
}
