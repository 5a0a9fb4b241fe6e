import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { auditPrune, retentionTurn } from './prune';
import { retentionSchedule } from './schedule';

/** Whoever got one is asked for and deleted with it, at about 0.1 ms each: so many at once, or those of one message. */
const reachedAtOnce = 20_000;
const messagesAtOnce = 200;

/** A message has one text for all whom it reached: it goes when nobody of them is protected. Those after $3 and $4, the oldest first. */
const old = statement(
  'records.prune-messages',
  `WITH next AS (
     SELECT id, created_at, sum(recipients) OVER (ORDER BY created_at, id) - recipients AS reached_before FROM (
       SELECT id, created_at, recipients FROM messages
       WHERE created_at < now() - make_interval(days => $1) AND (created_at, id) > ($3::timestamptz, $4::uuid)
       ORDER BY created_at, id LIMIT $2) ripe),
   batch AS MATERIALIZED (SELECT id, created_at FROM next WHERE reached_before < $5),
   old AS MATERIALIZED (
     SELECT b.id FROM batch b
     WHERE NOT EXISTS (SELECT FROM message_recipients r WHERE r.message_id = b.id AND is_protected(r.student_id))),
   reached AS (DELETE FROM message_recipients r USING old WHERE r.message_id = old.id),
   gone AS (DELETE FROM messages m USING old WHERE m.id = old.id RETURNING 1)
   SELECT b.created_at::text AS at, b.id, (SELECT count(*)::int FROM gone) AS removed FROM batch b
   ORDER BY b.created_at DESC, b.id DESC LIMIT 1`,
);

/** Where a batch ended, and how many messages of it went. */
type Last = { at: string; id: string; removed: number };

const beginning: Last = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000', removed: 0 };

/**
 * Deletes messages once their days are over, with whom they reached, in batches that each commit with an event in the trail, until none
 * is left or `signal` is aborted. Returns how many went.
 */
export async function pruneMessages(database: Database, signal: AbortSignal): Promise<number> {
  const { keptFor } = retentionSchedule.messages;
  let total = 0;
  let last: Last | undefined = beginning;
  while (last && !signal.aborted) {
    last = await pruneBatch(database, last, keptFor);
    total += last?.removed ?? 0;
  }
  return total;
}

const pruneBatch = (database: Database, { at, id }: Last, keptFor: number): Promise<Last | undefined> =>
  asSystem(async (tx) => {
    await tx.rows(retentionTurn);
    const [batch] = await tx.rows<Last>(old, [keptFor, messagesAtOnce, at, id, reachedAtOnce]);
    await auditPrune(tx, 'messages', batch?.removed ?? 0, keptFor);
    return batch;
  }, database);
