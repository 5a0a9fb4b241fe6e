import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { announceInvalidation } from '@/lib/cache/announce';

const uncounted = statement(
  'progress.uncounted-classes',
  'SELECT course_id AS id FROM course_cards WHERE NOT activity_counted LIMIT 1',
);
const rebuild = statement('progress.count-class', 'SELECT rebuild_course_cards(ARRAY[$1::uuid])');

/**
 * Counts the activity by day and week of the classes that are older than the tables of it, one class a
 * transaction, until none is left or `signal` is aborted.
 *
 * @returns how many classes were counted
 */
export async function countClassActivity(database: Database, signal: AbortSignal): Promise<number> {
  let counted = 0;
  while (!signal.aborted && (await countNext(database))) counted++;
  return counted;
}

const countNext = (database: Database): Promise<boolean> =>
  asSystem(async (tx) => {
    const [course] = await tx.rows<{ id: string }>(uncounted);
    if (!course) return false;
    await tx.rows(rebuild, [course.id]);
    await announceInvalidation(tx, [`class:${course.id}`]);
    return true;
  }, database);
