import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

const takeTurns = statement(
  'classes.risk.turns',
  `SELECT pg_advisory_xact_lock(k) FROM (
     SELECT hashtextextended('syllabase:risk-list:' || id, 0) AS k FROM unnest($1::text[]) AS id ORDER BY k) keys`,
);
const forget = statement('classes.risk.forget', 'DELETE FROM risk_lists WHERE course_id = ANY ($1::uuid[])');

/** Makes whoever works out or forgets the stored lists of these classes take turns until the transaction ends. */
export async function lockRiskLists(tx: Transaction, courseIds: readonly string[]): Promise<void> {
  await tx.rows(takeTurns, [courseIds]);
}

/**
 * Forgets the stored lists of classes whose past has changed, as by an import: until they are worked out again, the
 * page works them out itself. Waits for a list that is being made, which may not have seen the change.
 */
export async function forgetRiskLists(tx: Transaction, courseIds: readonly string[]): Promise<void> {
  await lockRiskLists(tx, courseIds);
  await tx.rows(forget, [courseIds]);
}
