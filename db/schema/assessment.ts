import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { courses, sections } from './courses';
import { enrollments } from './learning';
import { instant, timestamps } from './types';

export const questionKind = pgEnum('question_kind_enum', ['SINGLE', 'MULTIPLE']);

/** A choice as its question offers it; the id (a, b, c …) is unique within one version of one question. */
export type Choice = { id: string; text: string };

/** A question of a section, whatever its wording has been; `version` is the one that is asked now. */
export const questions = pgTable(
  'questions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id, { onDelete: 'cascade' }),
    sectionId: uuid('section_id')
      .notNull()
      .references(() => sections.id, { onDelete: 'cascade' }),
    questionOrder: integer('question_order').notNull(),
    version: integer('version').notNull().default(1),
    deletedAt: instant('deleted_at'),
    ...timestamps,
  },
  (t) => [
    index('questions_course_idx').on(t.courseId),
    index('questions_section_idx').on(t.sectionId, t.questionOrder),
  ],
);

/** What one version of a question says. Never changed: answers name the version they answer. Markdown. */
export const questionVersions = pgTable(
  'question_versions',
  {
    questionId: uuid('question_id')
      .notNull()
      .references(() => questions.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    kind: questionKind('kind').notNull(),
    prompt: text('prompt').notNull(),
    choices: jsonb('choices').$type<Choice[]>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.questionId, t.version] })],
);

/**
 * Which choices are right, and why. Apart from what is asked, so that row security can keep it from whoever
 * has not answered yet.
 */
export const questionKeys = pgTable(
  'question_keys',
  {
    questionId: uuid('question_id').notNull(),
    version: integer('version').notNull(),
    correct: text('correct').array().notNull(),
    explanation: text('explanation'),
  },
  (t) => [
    primaryKey({ columns: [t.questionId, t.version] }),
    foreignKey({
      name: 'question_keys_version_fk',
      columns: [t.questionId, t.version],
      foreignColumns: [questionVersions.questionId, questionVersions.version],
    }).onDelete('cascade'),
    check('question_keys_correct_some', sql`cardinality(${t.correct}) > 0`),
  ],
);

/**
 * Every answer of every student, never changed. A trigger decides course, attempt, grade and time; `id` is the
 * client's, so that a retry is harmless. Attempts are counted per version.
 */
export const questionAnswers = pgTable(
  'question_answers',
  {
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    questionId: uuid('question_id').notNull(),
    questionVersion: integer('question_version').notNull(),
    attempt: integer('attempt').notNull(),
    chosen: text('chosen').array().notNull(),
    correct: boolean('correct').notNull(),
    answeredAt: instant('answered_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    unique('question_answers_attempt_key').on(
      t.userId,
      t.courseId,
      t.questionId,
      t.questionVersion,
      t.attempt,
    ),
    // Everything the analysis of a class reads: hundreds of thousands of answers, from the index alone.
    index('question_answers_question_idx').on(
      t.questionId,
      t.questionVersion,
      t.attempt,
      t.courseId,
      t.userId,
      t.correct,
      t.chosen,
    ),
    foreignKey({
      name: 'question_answers_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    foreignKey({
      name: 'question_answers_version_fk',
      columns: [t.questionId, t.questionVersion],
      foreignColumns: [questionVersions.questionId, questionVersions.version],
    }),
    check('question_answers_chosen_some', sql`cardinality(${t.chosen}) > 0`),
    check('question_answers_attempt_range', sql`${t.attempt} between 1 and 50`),
  ],
);

/**
 * How the first answers in a large class group together, as of a moment: a worker goes through them, so that nobody who
 * looks has to wait for it. A course without a row is gone through when somebody looks.
 */
export const answerCells = pgTable('answer_cells', {
  courseId: uuid('course_id')
    .primaryKey()
    .references(() => courses.id, { onDelete: 'cascade' }),
  cells: jsonb('cells').notNull(),
  asOf: instant('as_of').notNull(),
});
