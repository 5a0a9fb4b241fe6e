import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { matchQuestions } from './match-questions';
import { continueQuestion, type KnownQuestion } from './question-wording';
import type { PlacedQuestion } from './wanted-question';

const knownQuestions = statement(
  'assessment.known-questions',
  `SELECT q.id, q.section_id AS "sectionId", q.question_order AS "order", q.version,
     q.deleted_at IS NOT NULL AS "isDeleted", v.kind, v.prompt, v.choices, k.correct, k.explanation
   FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
   JOIN question_keys k ON k.question_id = q.id AND k.version = q.version
   WHERE q.course_id = $1 ORDER BY q.question_order, q.id`,
);
const placeQuestions = statement(
  'assessment.place-questions',
  `INSERT INTO questions AS q (id, course_id, section_id, question_order, version)
   SELECT id, $1, "sectionId", "order", version
   FROM jsonb_to_recordset($2::jsonb) AS w(id uuid, "sectionId" uuid, "order" int, version int)
   ON CONFLICT (id) DO UPDATE SET section_id = excluded.section_id, question_order = excluded.question_order,
     version = excluded.version, deleted_at = NULL, updated_at = now()`,
);
const addVersions = statement(
  'assessment.add-versions',
  `INSERT INTO question_versions (question_id, version, kind, prompt, choices)
   SELECT id, version, kind::question_kind_enum, prompt, choices
   FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, version int, kind text, prompt text, choices jsonb)`,
);
const writeKeys = statement(
  'assessment.write-keys',
  `INSERT INTO question_keys (question_id, version, correct, explanation)
   SELECT id, version, ARRAY(SELECT jsonb_array_elements_text(correct)), explanation
   FROM jsonb_to_recordset($1::jsonb) AS w(id uuid, version int, correct jsonb, explanation text)
   ON CONFLICT (question_id, version) DO UPDATE SET explanation = excluded.explanation`,
);
const removeQuestions = statement(
  'assessment.remove-questions',
  'UPDATE questions SET deleted_at = now(), updated_at = now() WHERE id = ANY ($1::uuid[])',
);

export type QuestionCounts = { new: number; changed: number; unchanged: number; removed: number };

/**
 * Makes the questions of a course those that are wanted, as SYSTEM, in the caller's transaction. A question keeps
 * its id and its answers; other words, choices or right choices make a new version of it, which is answered anew.
 * A better explanation does not. The same input changes no row.
 */
export async function writeQuestions(
  tx: Transaction,
  courseId: string,
  wanted: readonly PlacedQuestion[],
): Promise<QuestionCounts> {
  const existing = await tx.rows<KnownQuestion>(knownQuestions, [courseId]);
  const byId = new Map(existing.map((question) => [question.id, question]));
  const ids = matchQuestions(existing, wanted);
  const next = wanted.map((question, index) => continueQuestion(byId.get(ids[index] ?? ''), question));
  const written = next.filter(({ outcome }) => outcome !== 'unchanged');
  const gone = existing.filter(({ id, isDeleted }) => !isDeleted && !ids.includes(id)).map(({ id }) => id);
  if (written.length > 0) {
    const reworded = written.filter(({ isReworded }) => isReworded);
    await tx.rows(placeQuestions, [courseId, JSON.stringify(written.map(({ row }) => row))]);
    await tx.rows(addVersions, [JSON.stringify(reworded.map(({ row }) => row))]);
    await tx.rows(writeKeys, [JSON.stringify(written.map(({ row }) => row))]);
  }
  if (gone.length > 0) await tx.rows(removeQuestions, [gone]);
  const count = (what: string) => next.filter(({ outcome }) => outcome === what).length;
  return {
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    removed: gone.length,
  };
}
