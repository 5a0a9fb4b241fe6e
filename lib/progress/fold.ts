import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

const fold = statement('progress.fold', 'SELECT fold_course_deltas(5000) AS folded');
const idlePause = 1_000;

/**
 * Adds waiting deltas to their courses' cards until none is left, and again once a second for `linger`
 * milliseconds. Stops early, after the batch at hand, when `signal` is aborted.
 *
 * @returns how many deltas were folded
 */
export async function foldCourseTotals(
  database: Database,
  { signal, linger }: { signal: AbortSignal; linger: number },
): Promise<number> {
  const end = Date.now() + linger;
  let total = 0;
  while (!signal.aborted) {
    const folded = await foldBatch(database);
    total += folded;
    if (folded > 0) continue;
    if (Date.now() + idlePause > end) break;
    await sleep(idlePause, undefined, { signal }).catch(() => undefined);
  }
  return total;
}

const foldBatch = (database: Database) =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ folded: number }>(fold);
    return row?.folded ?? 0;
  }, database);
