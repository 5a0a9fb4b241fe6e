import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { isTerm, type Term } from './phases';

/** A term holds at least this share of an institution’s courses with dates; else it is a course with dates of its own. */
const leastShare = 0.02;
const mostTerms = 200;

const dated = statement(
  'performance.terms',
  `SELECT starts_on AS "startsOn", ends_on AS "endsOn"
   FROM (SELECT starts_on, ends_on, count(*) AS courses, sum(count(*)) OVER (PARTITION BY institution_id) AS "all"
         FROM courses WHERE deleted_at IS NULL AND status <> 'DRAFT' AND starts_on IS NOT NULL AND ends_on IS NOT NULL
         GROUP BY institution_id, starts_on, ends_on) t
   WHERE courses >= ${leastShare} * "all" GROUP BY starts_on, ends_on ORDER BY ends_on DESC LIMIT ${mostTerms}`,
);

/** The terms of all institutions, from the dates of their courses; the latest first. */
export async function readTerms(tx: Transaction): Promise<Term[]> {
  const found = await tx.rows<Term>(dated);
  return found.filter(isTerm);
}
