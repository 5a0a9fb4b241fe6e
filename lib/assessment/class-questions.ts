import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { catalogTags } from '@/lib/catalog/tags';
import { requireClass } from '@/lib/classes/class-access';
import { type AnswerCell, analyseQuestion, answeredOf, type QuestionFigures } from './analysis';
import { type QuestionCell, readAnswerCells } from './answer-cells';
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

export type ClassQuestion = Omit<Row, 'choices' | 'correct'> & {
  /** Students whose first answer to this version is known, withdrawn ones included. */
  answered: number;
  /** Null while too few have answered. */
  figures: QuestionFigures | null;
  flags: Flag[];
};

export type ClassQuestions = {
  questions: ClassQuestion[];
  /** Of when the figures are; null for now. In a large class they are worked out every ten minutes. */
  asOf: string | null;
};

const cachedQuestions = personalRead(
  'analytics',
  'assessment.class-questions',
  (viewer, courseId: string): Promise<ClassQuestions> =>
    asViewer(viewer, async (tx) => {
      const rows = await tx.rows<Row>(classQuestions, [courseId]);
      const { cells, asOf } = await readAnswerCells(tx, courseId);
      const byQuestion = groupCells(cells);
      return {
        questions: rows.map((row) => toClassQuestion(row, byQuestion.get(keyOf(row.id, row.version)) ?? [])),
        asOf,
      };
    }),
  (_viewer, courseId) => [answersTag(courseId), catalogTags.course(courseId)],
);

/** How the class answers each question of the course, in the order of its lessons. Who may ask is checked on every call. */
export async function getClassQuestions(viewer: Viewer, courseId: string): Promise<ClassQuestions> {
  await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  return cachedQuestions(viewer, courseId);
}

function toClassQuestion({ choices, correct, ...row }: Row, cells: AnswerCell[]): ClassQuestion {
  const answered = answeredOf(cells);
  const figures = analyseQuestion({ choices, correct }, cells);
  return { ...row, answered, figures, flags: figures ? flagQuestion(figures, answered) : [] };
}

const keyOf = (questionId: string, version: number) => `${questionId} ${version}`;

function groupCells(cells: QuestionCell[]): Map<string, AnswerCell[]> {
  const groups = new Map<string, AnswerCell[]>();
  for (const { questionId, version, ...cell } of cells) {
    const key = keyOf(questionId, version);
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return groups;
}
