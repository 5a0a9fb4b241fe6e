import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { everStudent } from '@/lib/access/ever-student';

const cameBack = statement(
  'records.came-back',
  `SELECT u.id FROM users u WHERE (u.id = ANY ($1::uuid[]) OR u.id IN (SELECT user_id FROM erasures))
     AND (u.deleted_at IS NULL OR u.email IS NOT NULL OR NOT EXISTS (SELECT 1 FROM erasures e WHERE e.user_id = u.id))
     AND ${everStudent('u')}`,
);

/**
 * Students, and whoever was one, who were erased and are there again, because an older state was put in place of the database.
 *
 * @param listed ids of everybody who is known from outside the database to have been erased
 */
export async function findReturned(tx: Transaction, listed: Iterable<string>): Promise<string[]> {
  return (await tx.rows<{ id: string }>(cameBack, [[...listed]])).map(({ id }) => id);
}
