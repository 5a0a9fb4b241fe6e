import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { AnswerCell } from './analysis';

/**
 * First answers to what is asked now in course $1, of everybody who ever registered, grouped by what the analysis needs:
 * one pass, and as many rows as there are different ways to have answered.
 */
const cellsSql = `WITH first_answers AS MATERIALIZED (
     SELECT a.user_id, a.question_id, a.question_version, a.chosen, a.correct
     FROM questions q JOIN sections s ON s.id = q.section_id AND s.deleted_at IS NULL
     JOIN question_answers a ON a.question_id = q.id AND a.question_version = q.version
     WHERE q.course_id = $1 AND q.deleted_at IS NULL AND a.course_id = $1 AND a.attempt = 1),
   totals AS (
     SELECT user_id, count(*)::int AS answered, (count(*) FILTER (WHERE correct))::int AS correct
     FROM first_answers GROUP BY user_id)
   SELECT f.question_id AS "questionId", f.question_version AS version, f.chosen, f.correct, t.answered - 1 AS others,
     t.correct - f.correct::int AS "othersRight", count(*)::int AS students
   FROM first_answers f JOIN totals t ON t.user_id = f.user_id GROUP BY 1, 2, 3, 4, 5, 6`;

/** Of a question as it was worded in this version. */
export type QuestionCell = AnswerCell & { questionId: string; version: number };

const present = statement('assessment.class-cells', cellsSql);
const kept = statement(
  'assessment.kept-cells',
  'SELECT cells, as_of AS "asOf" FROM answer_cells WHERE course_id = $1',
);
const keep = statement(
  'assessment.keep-cells',
  `INSERT INTO answer_cells AS old (course_id, cells, as_of)
   SELECT $1, coalesce(jsonb_agg(to_jsonb(c)), '[]'), now() FROM (${cellsSql}) c
   ON CONFLICT (course_id) DO UPDATE SET cells = excluded.cells, as_of = excluded.as_of`,
);

/** How a class answers: as last worked out for a large one, otherwise as it is (`asOf` null). */
export async function readAnswerCells(
  tx: Transaction,
  courseId: string,
): Promise<{ cells: QuestionCell[]; asOf: string | null }> {
  const [known] = await tx.rows<{ cells: QuestionCell[]; asOf: string }>(kept, [courseId]);
  return known ?? { cells: await tx.rows<QuestionCell>(present, [courseId]), asOf: null };
}

/** Works out anew how a class answers, and keeps it for whoever looks. */
export async function keepAnswerCells(tx: Transaction, courseId: string): Promise<void> {
  await tx.rows(keep, [courseId]);
}
