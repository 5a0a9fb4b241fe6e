import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

const batchSize = 5_000;
const daysKept = 90;

const prune = statement(
  'progress.prune-events',
  `WITH gone AS (
     DELETE FROM progress_events WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM progress_events WHERE received_at < now() - make_interval(days => $1) LIMIT $2))
     RETURNING 1)
   SELECT count(*) AS removed FROM gone`,
);

/**
 * Forgets the ids of progress events older than 90 days, in batches that each commit, until none is left
 * or `signal` is aborted. What the events counted stays.
 *
 * @returns how many ids were removed
 */
export async function pruneProgressEvents(database: Database, signal: AbortSignal): Promise<number> {
  let total = 0;
  let removed = batchSize;
  while (removed === batchSize && !signal.aborted) {
    removed = await pruneBatch(database);
    total += removed;
  }
  return total;
}

const pruneBatch = (database: Database) =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ removed: number }>(prune, [daysKept, batchSize]);
    return row?.removed ?? 0;
  }, database);
