import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { catalogTags } from '@/lib/catalog/tags';
import { requireClass } from '@/lib/classes/class-access';
import { type AnswerCell, analyseQuestion, answeredOf, type QuestionFigures } from './analysis';
import { type Flag, flagQuestion } from './flags';
import type { Choice, QuestionKind } from './schema';
import { answersTag } from './tags';

const classQuestions = statement(
  'assessment.class-questions',
  `SELECT q.id, q.version, v.kind, v.prompt, v.choices, k.correct, l.id AS "lessonId", l.title AS "lessonTitle",
     l.lesson_order AS "lessonOrder", s.id AS "sectionId", s.title AS "sectionTitle",
     (row_number() OVER (PARTITION BY l.id ORDER BY s.section_order, q.question_order, q.id))::int AS number
   FROM questions q JOIN sections s ON s.id = q.section_id AND s.deleted_at IS NULL
   JOIN lessons l ON l.id = s.lesson_id AND l.deleted_at IS NULL
   JOIN question_versions v ON v.question_id = q.id AND v.version = q.version
   JOIN question_keys k ON k.question_id = q.id AND k.version = q.version
   WHERE q.course_id = $1 AND q.deleted_at IS NULL
   ORDER BY l.lesson_order, number`,
);

/**
 * First answers to what is asked now, of everybody who ever registered, grouped by what the analysis needs: one
 * pass, and as many rows as there are different ways to have answered.
 */
export const classCells = statement(
  'assessment.class-cells',
  `WITH first_answers AS MATERIALIZED (
     SELECT a.user_id, a.question_id, a.chosen, a.correct
     FROM questions q JOIN sections s ON s.id = q.section_id AND s.deleted_at IS NULL
     JOIN question_answers a ON a.question_id = q.id AND a.question_version = q.version
     WHERE q.course_id = $1 AND q.deleted_at IS NULL AND a.course_id = $1 AND a.attempt = 1),
   totals AS (
     SELECT user_id, count(*)::int AS answered, (count(*) FILTER (WHERE correct))::int AS correct
     FROM first_answers GROUP BY user_id)
   SELECT f.question_id AS "questionId", f.chosen, f.correct, t.answered - 1 AS others,
     t.correct - f.correct::int AS "othersRight", count(*)::int AS students
   FROM first_answers f JOIN totals t ON t.user_id = f.user_id GROUP BY 1, 2, 3, 4, 5`,
);

type Row = {
  id: string;
  version: number;
  kind: QuestionKind;
  prompt: string;
  choices: Choice[];
  correct: string[];
  lessonId: string;
  lessonTitle: string;
  lessonOrder: number;
  sectionId: string;
  sectionTitle: string;
  number: number;
};

type QuestionCell = AnswerCell & { questionId: string };

export type ClassQuestion = Omit<Row, 'choices' | 'correct'> & {
  /** Students whose first answer to this version is known, withdrawn ones included. */
  answered: number;
  /** Null while too few have answered. */
  figures: QuestionFigures | null;
  flags: Flag[];
};

const cachedQuestions = personalRead(
  'analytics',
  'assessment.class-questions',
  (viewer, courseId: string) =>
    asViewer(viewer, async (tx) => {
      const rows = await tx.rows<Row>(classQuestions, [courseId]);
      const cells = await tx.rows<QuestionCell>(classCells, [courseId]);
      const byQuestion = groupCells(cells);
      return rows.map((row) => toClassQuestion(row, byQuestion.get(row.id) ?? []));
    }),
  (_viewer, courseId) => [answersTag(courseId), catalogTags.course(courseId)],
);

/** How the class answers each question of the course, in the order of its lessons. Who may ask is checked on every call. */
export async function getClassQuestions(viewer: Viewer, courseId: string): Promise<ClassQuestion[]> {
  await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  return cachedQuestions(viewer, courseId);
}

function toClassQuestion({ choices, correct, ...row }: Row, cells: AnswerCell[]): ClassQuestion {
  const answered = answeredOf(cells);
  const figures = analyseQuestion({ choices, correct }, cells);
  return { ...row, answered, figures, flags: figures ? flagQuestion(figures, answered) : [] };
}

function groupCells(cells: QuestionCell[]): Map<string, AnswerCell[]> {
  const groups = new Map<string, AnswerCell[]>();
  for (const { questionId, ...cell } of cells) {
    const group = groups.get(questionId);
    if (group) group.push(cell);
    else groups.set(questionId, [cell]);
  }
  return groups;
}
