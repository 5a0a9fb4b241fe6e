import type { Database, Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';

const batchSize = 5_000;

const oldNotifications = statement(
  'notifications.prune',
  `WITH gone AS (
     DELETE FROM notifications WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM notifications WHERE created_at < now() - interval '1 year' AND NOT is_protected(user_id) LIMIT $1))
     RETURNING 1)
   SELECT count(*)::int AS removed FROM gone`,
);
const oldEmails = statement(
  'notifications.prune-emails',
  `WITH gone AS (
     DELETE FROM outgoing_emails WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM outgoing_emails WHERE created_at < now() - interval '90 days'
         AND (sent_at IS NOT NULL OR failed_at IS NOT NULL OR cancelled_at IS NOT NULL)
         AND NOT is_protected(user_id) LIMIT $1))
     RETURNING 1)
   SELECT count(*)::int AS removed FROM gone`,
);

/**
 * Forgets notifications after a year and what became of e-mails after 90 days, in batches that each commit, until
 * none is left or `signal` is aborted; whatever a hold or an open request protects stays. The trail is told. Messages and notes are
 * records, and have days of their own. Returns how many rows went.
 */
export async function pruneNotifications(database: Database, signal: AbortSignal): Promise<number> {
  const notifications = { prune: oldNotifications, of: 'notifications', days: 365 };
  const emails = { prune: oldEmails, of: 'emails', days: 90 };
  return (await pruneAll(notifications, database, signal)) + (await pruneAll(emails, database, signal));
}

type Old = { prune: Statement; of: string; days: number };

async function pruneAll(old: Old, database: Database, signal: AbortSignal): Promise<number> {
  let total = 0;
  let removed = batchSize;
  while (removed === batchSize && !signal.aborted) {
    removed = await asSystem((tx) => pruneBatch(tx, old), database);
    total += removed;
  }
  return total;
}

async function pruneBatch(tx: Transaction, { prune, of, days }: Old): Promise<number> {
  const [row] = await tx.rows<{ removed: number }>(prune, [batchSize]);
  const removed = row?.removed ?? 0;
  if (removed > 0)
    await appendAudit(tx, null, {
      action: 'retention.prune',
      objectType: 'retention schedule',
      objectId: of,
      details: { rows: removed, olderThanDays: days },
    });
  return removed;
}
