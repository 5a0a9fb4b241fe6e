import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { auditPrune } from './prune';
import { retentionSchedule } from './schedule';

const batchSize = 200;

/** A message has one text for all whom it reached: it goes when nobody of them is protected. */
const old = statement(
  'records.prune-messages',
  `WITH old AS (
     SELECT m.id FROM messages m WHERE m.created_at < now() - make_interval(days => $1)
       AND NOT EXISTS (SELECT FROM message_recipients r WHERE r.message_id = m.id AND is_protected(r.student_id))
     LIMIT $2),
   reached AS (DELETE FROM message_recipients r USING old WHERE r.message_id = old.id),
   gone AS (DELETE FROM messages m USING old WHERE m.id = old.id RETURNING 1)
   SELECT count(*)::int AS removed FROM gone`,
);

/**
 * Deletes messages once their days are over, with whom they reached, in batches that each commit with an event in the trail, until none
 * is left or `signal` is aborted. Returns how many went.
 */
export async function pruneMessages(database: Database, signal: AbortSignal): Promise<number> {
  const { keptFor } = retentionSchedule.messages;
  let total = 0;
  for (let removed = batchSize; removed === batchSize && !signal.aborted; total += removed)
    removed = await asSystem(async (tx) => {
      const [row] = await tx.rows<{ removed: number }>(old, [keptFor, batchSize]);
      return auditPrune(tx, 'messages', row?.removed ?? 0, keptFor);
    }, database);
  return total;
}
