import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { lessons } from './courses';
import { enrollments } from './learning';
import { institutions } from './people';
import { instant } from './types';

/**
 * What an institution changed of the product's rules. Rows are only added; the newest of an institution
 * counts, and earlier ones say what counted before. `createdBy` is without a foreign key, as in the trail.
 */
export const analyticsRules = pgTable(
  'analytics_rules',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** The version of the product's rules that the change was made on. */
    baseVersion: integer('base_version').notNull(),
    /** All changes that count from here on: `part.rule` → value. */
    changes: jsonb('changes').$type<Record<string, number>>().notNull(),
    reason: text('reason').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('analytics_rules_institution_idx').on(t.institutionId, t.id)],
);

/**
 * Status and style of one student in one course as they were when a night's record was made, with what they
 * were concluded from and by which rules. `day` is the institution's; written only where something changed.
 */
export const standings = pgTable(
  'standings',
  {
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    evidence: jsonb('evidence').notNull(),
    status: text('status'),
    statusConfidence: text('status_confidence'),
    style: text('style'),
    styleConfidence: text('style_confidence'),
    rulesVersion: integer('rules_version').notNull(),
    /** The row of analytics_rules that counted; null where the institution had changed nothing. */
    rulesOverride: bigint('rules_override', { mode: 'number' }),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.courseId, t.day] }),
    foreignKey({
      name: 'standings_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
  ],
);

/**
 * How long a lesson takes those who finished it, and how well they answered: null while too few stand behind
 * it, and rounded so coarsely that no two answers give one student's value (docs/decisions/0012).
 */
export const lessonNorms = pgTable(
  'lesson_norms',
  {
    courseId: uuid('course_id').notNull(),
    lessonId: uuid('lesson_id').notNull(),
    students: integer('students').notNull(),
    medianSeconds: integer('median_seconds'),
    /** Percent. */
    meanComprehension: integer('mean_comprehension'),
    asOf: instant('as_of').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.courseId, t.lessonId] }),
    foreignKey({
      name: 'lesson_norms_lesson_fk',
      columns: [t.courseId, t.lessonId],
      foreignColumns: [lessons.courseId, lessons.id],
    }).onDelete('cascade'),
  ],
);

export const recommendationEvent = pgEnum('recommendation_event_enum', ['SHOWN', 'DISMISSED', 'FOLLOWED']);

/**
 * What became of a recommendation, once a day and kind: shown, dismissed, followed. An answer has rules and evidence of the
 * showing that it answers.
 */
export const recommendationEvents = pgTable(
  'recommendation_events',
  {
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    rule: text('rule').notNull(),
    /** The section it points to. */
    sectionId: uuid('section_id').notNull(),
    kind: recommendationEvent('kind').notNull(),
    /** In UTC. */
    day: date('day', { mode: 'string' }).notNull(),
    rulesVersion: integer('rules_version').notNull(),
    rulesOverride: bigint('rules_override', { mode: 'number' }),
    /** From which its rules give the recommendation again; null in events from before it was kept. */
    evidence: jsonb('evidence'),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({
      name: 'recommendation_events_pk',
      columns: [t.userId, t.courseId, t.rule, t.sectionId, t.kind, t.day],
    }),
    index('recommendation_events_at_idx').using('brin', t.at),
    foreignKey({
      name: 'recommendation_events_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
  ],
);
