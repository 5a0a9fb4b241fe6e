import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { courses } from './courses';
import { enrollments } from './learning';
import { instant } from './types';

/**
 * What the at-risk list said of each student of a running course on one day, kept as it was shown: `evidence`
 * holds the student's figures and the class's, from which the rules it names give score and reasons again.
 */
export const riskSnapshots = pgTable(
  'risk_snapshots',
  {
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** 0–100. */
    score: smallint('score').notNull(),
    reasons: jsonb('reasons').notNull(),
    evidence: jsonb('evidence').notNull(),
    /** The version of the rules. 1 and 2 are older than the weights' place among the rules, which give them the same values. */
    weightsVersion: integer('weights_version').notNull(),
    /** The row of analytics_rules that counted; null where the institution had changed nothing. */
    rulesOverride: bigint('rules_override', { mode: 'number' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.courseId, t.day] }),
    foreignKey({
      name: 'risk_snapshots_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    check('risk_snapshots_score_range', sql`${t.score} between 0 and 100`),
  ],
);

/**
 * A class's at-risk list of one day, worked out ahead so that the page only reads it: one row a class, replaced each
 * night. What history needs is in `risk_snapshots`.
 */
export const riskLists = pgTable('risk_lists', {
  courseId: uuid('course_id')
    .primaryKey()
    .references(() => courses.id, { onDelete: 'cascade' }),
  /** As of the end of this day, in the institution's calendar. */
  day: date('day', { mode: 'string' }).notNull(),
  workedOutAt: instant('worked_out_at').notNull().defaultNow(),
  rulesVersion: integer('rules_version').notNull(),
  /** The row of analytics_rules that counted; null where the institution had changed nothing. */
  rulesOverride: bigint('rules_override', { mode: 'number' }),
  /** Why there is no list; null where there is one. */
  notEnough: text('not_enough'),
  /** The class's medians; null where there is no list. */
  usual: jsonb('usual'),
  judged: integer('judged').notNull(),
  /** Whether a week before there was enough to compare with. */
  compared: boolean('compared').notNull(),
  /** Who left the list within the week: the first hundred, and how many did. */
  gone: jsonb('gone').notNull(),
  goneTotal: integer('gone_total').notNull(),
});

/**
 * The students of a stored list. Read beside enrolments: who has left the class since is not shown. Without a foreign key
 * to them, which would lock a class's enrolments while its list is written.
 */
export const riskListStudents = pgTable(
  'risk_list_students',
  {
    courseId: uuid('course_id')
      .notNull()
      .references(() => riskLists.courseId, { onDelete: 'cascade' }),
    userId: uuid('user_id').notNull(),
    /** 0–100. */
    score: smallint('score').notNull(),
    confidence: text('confidence').notNull(),
    /** What the week did: new, worse, better, same; null where nothing could be said a week before. */
    change: text('change'),
    /** The change with what it comes from. */
    changed: jsonb('changed'),
    reasons: jsonb('reasons').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.courseId, t.userId] }),
    index('risk_list_students_order_idx').on(t.courseId, t.score.desc().nullsFirst(), t.userId),
    check('risk_list_students_score_range', sql`${t.score} between 0 and 100`),
  ],
);
