import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { settleCollection } from './settle-collection';

const ofAge = statement(
  'records.resting-of-age',
  `SELECT u.id FROM rights_facts f JOIN users u ON u.id = f.user_id JOIN institutions i ON i.id = u.institution_id
   WHERE f.collection_suspended_at IS NOT NULL AND u.deleted_at IS NULL
     AND f.birth_date <= (now() AT TIME ZONE i.time_zone)::date - interval '13 years' ORDER BY u.id`,
);

/**
 * Wakes the accounts that rested until their child was 13, where the institution is. Each is a transaction.
 *
 * @returns how many were of age
 */
export async function wakeOfAge(database: Database, signal: AbortSignal): Promise<number> {
  const children = await asSystem((tx) => tx.rows<{ id: string }>(ofAge), database);
  let woken = 0;
  for (const { id } of children) {
    if (signal.aborted) break;
    await asSystem((tx) => settleCollection(tx, null, id), database);
    woken += 1;
  }
  return woken;
}
