import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { announceInvalidation } from '@/lib/cache/announce';
import { keepAnswerCells } from './answer-cells';
import { answersTag } from './tags';

/** From so many possible first answers on, going through them takes longer than whoever looks should wait. */
const largeClass = 60_000;

// An answer changes its enrolment as well. A minute earlier than the last time: what was being written then was not seen.
const outdated = statement(
  'assessment.outdated-cells',
  `SELECT k.course_id AS id FROM course_cards k
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE q.deleted_at IS NULL) AS asked, max(q.updated_at) AS changed
     FROM questions q WHERE q.course_id = k.course_id) q
   LEFT JOIN answer_cells a ON a.course_id = k.course_id
   WHERE (a.as_of IS NULL AND q.asked * (k.enrolled + k.dropped) >= $1::bigint)
     OR q.changed > a.as_of - interval '1 minute'
     OR EXISTS (SELECT 1 FROM enrollments e
       WHERE e.course_id = a.course_id AND e.role = 'STUDENT' AND e.updated_at > a.as_of - interval '1 minute')
   ORDER BY k.course_id`,
);

/**
 * Works out how large classes answer, where something changed since the last time; each commits by itself, so a run that
 * was cut off goes on with the classes that are left. Once large, a class stays so.
 *
 * @returns how many classes
 */
export async function tallyAnswers(
  database: Database,
  signal: AbortSignal,
  from = largeClass,
): Promise<number> {
  const courses = await asSystem((tx) => tx.rows<{ id: string }>(outdated, [from]), database);
  let done = 0;
  for (const { id } of courses) {
    if (signal.aborted) break;
    await asSystem(async (tx) => {
      await keepAnswerCells(tx, id);
      await announceInvalidation(tx, [answersTag(id)]);
    }, database);
    done += 1;
  }
  return done;
}
