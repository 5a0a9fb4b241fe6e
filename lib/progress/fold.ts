import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';

const fold = statement('progress.fold', 'SELECT fold_course_deltas(5000) AS folded');

/** Milliseconds between two batches while students are at work: reads add up what waits, and a batch costs a transaction. */
export const foldBreath = 200;

/** Adds a batch of waiting deltas to their courses' cards; returns how many, 0 when none waits. */
export const foldCourseTotals = (database: Database): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ folded: number }>(fold);
    return row?.folded ?? 0;
  }, database);
