import type { Database } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

const batchSize = 5_000;

const oldNotifications = statement(
  'notifications.prune',
  `WITH gone AS (
     DELETE FROM notifications WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM notifications WHERE created_at < now() - interval '1 year' LIMIT $1))
     RETURNING 1)
   SELECT count(*)::int AS removed FROM gone`,
);
const oldEmails = statement(
  'notifications.prune-emails',
  `WITH gone AS (
     DELETE FROM outgoing_emails WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM outgoing_emails WHERE created_at < now() - interval '90 days'
         AND (sent_at IS NOT NULL OR failed_at IS NOT NULL OR cancelled_at IS NOT NULL) LIMIT $1))
     RETURNING 1)
   SELECT count(*)::int AS removed FROM gone`,
);

/**
 * Forgets notifications after a year and what became of e-mails after 90 days, in batches that each commit, until
 * none is left or `signal` is aborted. Messages and notes are records, and have days of their own. Returns how many rows went.
 */
export async function pruneNotifications(database: Database, signal: AbortSignal): Promise<number> {
  return (await pruneAll(oldNotifications, database, signal)) + (await pruneAll(oldEmails, database, signal));
}

async function pruneAll(prune: Statement, database: Database, signal: AbortSignal): Promise<number> {
  let total = 0;
  let removed = batchSize;
  while (removed === batchSize && !signal.aborted) {
    const [row] = await asSystem((tx) => tx.rows<{ removed: number }>(prune, [batchSize]), database);
    removed = row?.removed ?? 0;
    total += removed;
  }
  return total;
}
