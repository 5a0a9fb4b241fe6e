import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { settleCollection } from './settle-collection';

const child =
  'rights_facts f JOIN users u ON u.id = f.user_id JOIN institutions i ON i.id = u.institution_id';
const under13 = "f.birth_date > (now() AT TIME ZONE i.time_zone)::date - interval '13 years'";
const agreed =
  'EXISTS (SELECT 1 FROM guardianships g WHERE g.student_id = f.user_id AND g.ended_at IS NULL AND g.collection_agreed_at IS NOT NULL)';
const unsettled = statement(
  'records.unsettled-collection',
  `SELECT u.id FROM ${child} WHERE f.collection_suspended_at IS NOT NULL AND u.deleted_at IS NULL AND NOT ${under13}
   UNION SELECT u.id FROM ${child} WHERE f.collection_suspended_at IS NOT NULL AND u.deleted_at IS NULL AND ${agreed}
   UNION SELECT u.id FROM ${child} WHERE f.collection_suspended_at IS NULL AND u.deleted_at IS NULL AND u.disabled_at IS NULL
     AND ${under13} AND NOT ${agreed} ORDER BY 1`,
);

/**
 * Wakes the accounts that rested until their child was 13, where the institution is, and settles what a guardian answered where the
 * process ended before it was settled. Each is a transaction.
 *
 * @returns how many there were
 */
export async function settleCollections(database: Database, signal: AbortSignal): Promise<number> {
  const children = await asSystem((tx) => tx.rows<{ id: string }>(unsettled), database);
  let settled = 0;
  for (const { id } of children) {
    if (signal.aborted) break;
    await asSystem((tx) => settleCollection(tx, null, id), database);
    settled += 1;
  }
  return settled;
}
