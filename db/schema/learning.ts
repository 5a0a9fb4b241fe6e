import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { courses, sections } from './courses';
import { educationalRole, users } from './people';
import { instant, timestamps } from './types';

export const enrollmentStatus = pgEnum('enrollment_status_enum', ['ACTIVE', 'COMPLETED', 'DROPPED']);

/**
 * One row a person and course, teachers included; a student's row carries the exact rollup of that
 * student's progress in the course. Completion and comprehension are integers in hundredths of a percent.
 */
export const enrollments = pgTable(
  'enrollments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id),
    role: educationalRole('role').notNull().default('STUDENT'),
    status: enrollmentStatus('status').notNull().default('ACTIVE'),
    courseVersion: integer('course_version').notNull().default(1),
    /** The person's name, copied by triggers: a class list is read from this table alone. */
    personName: varchar('person_name', { length: 255 }).notNull().default(''),
    sourcedId: text('sourced_id'),
    beginsOn: date('begins_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }),
    enrolledAt: instant('enrolled_at').notNull().defaultNow(),
    completedAt: instant('completed_at'),
    droppedAt: instant('dropped_at'),
    /** Required sections of the version studied, and what of them is done. */
    sectionsRequired: integer('sections_required').notNull().default(0),
    sectionsCompleted: integer('sections_completed').notNull().default(0),
    completionSum: bigint('completion_sum', { mode: 'number' }).notNull().default(0),
    avgCompletion: integer('avg_completion')
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`case when ${enrollments.sectionsRequired} > 0 then least(10000, ${enrollments.completionSum} / ${enrollments.sectionsRequired})::int else 0 end`,
      ),
    progressRows: integer('progress_rows').notNull().default(0),
    /** Seconds. */
    timeSpent: bigint('time_spent', { mode: 'number' }).notNull().default(0),
    interactions: bigint('interactions', { mode: 'number' }).notNull().default(0),
    lessonsAttempted: integer('lessons_attempted').notNull().default(0),
    lessonsCompleted: integer('lessons_completed').notNull().default(0),
    velocitySum: bigint('velocity_sum', { mode: 'number' }).notNull().default(0),
    velocityCount: integer('velocity_count').notNull().default(0),
    difficultySum: integer('difficulty_sum').notNull().default(0),
    difficultyCount: integer('difficulty_count').notNull().default(0),
    comprehensionSum: bigint('comprehension_sum', { mode: 'number' }).notNull().default(0),
    comprehensionCount: integer('comprehension_count').notNull().default(0),
    firstActivityAt: instant('first_activity_at'),
    lastActivityAt: instant('last_activity_at'),
    ...timestamps,
  },
  (t) => [
    unique('enrollments_user_course_key').on(t.userId, t.courseId),
    uniqueIndex('enrollments_course_sourced_id_key').on(t.courseId, t.sourcedId),
    index('enrollments_roster_idx')
      .on(t.courseId, t.avgCompletion.desc().nullsFirst(), t.userId)
      .where(sql`${t.role} = 'STUDENT'`),
  ],
);

/** Progress of one student in one section. No part of the key can be NULL, so no duplicate is possible. */
export const userProgress = pgTable(
  'user_progress',
  {
    id: uuid('id').notNull().defaultRandom(),
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    lessonId: uuid('lesson_id').notNull(),
    sectionId: uuid('section_id').notNull(),
    completionPercentage: numeric('completion_percentage', { precision: 5, scale: 2, mode: 'number' })
      .notNull()
      .default(0),
    /** Seconds. */
    timeSpent: integer('time_spent').notNull().default(0),
    completedAt: instant('completed_at'),
    /** Sections an hour: what this section's time comes to, once it is complete. */
    learningVelocity: numeric('learning_velocity', {
      precision: 8,
      scale: 2,
      mode: 'number',
    }).generatedAlwaysAs(
      (): SQL =>
        sql`case when ${userProgress.completedAt} is not null and ${userProgress.timeSpent} > 0 then round(3600.0 / ${userProgress.timeSpent}, 2) end`,
    ),
    difficultyRating: smallint('difficulty_rating'),
    difficultyRatedAt: instant('difficulty_rated_at'),
    comprehensionScore: numeric('comprehension_score', { precision: 5, scale: 2, mode: 'number' }),
    comprehensionScoredAt: instant('comprehension_scored_at'),
    firstActivityAt: instant('first_activity_at').notNull(),
    lastActivityAt: instant('last_activity_at').notNull(),
    ...timestamps,
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.courseId, t.lessonId, t.sectionId] }),
    foreignKey({
      name: 'user_progress_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    foreignKey({
      name: 'user_progress_section_fk',
      columns: [t.courseId, t.lessonId, t.sectionId],
      foreignColumns: [sections.courseId, sections.lessonId, sections.id],
    }),
    index('user_progress_section_idx').on(t.courseId, t.lessonId, t.sectionId),
    index('user_progress_completed_idx').using('brin', t.completedAt),
    check('user_progress_completion_range', sql`${t.completionPercentage} between 0 and 100`),
    check('user_progress_time_range', sql`${t.timeSpent} >= 0`),
    check('user_progress_difficulty_range', sql`${t.difficultyRating} between 1 and 5`),
    check('user_progress_comprehension_range', sql`${t.comprehensionScore} between 0 and 100`),
  ],
);

/**
 * What one person did on one section on one day, in the institution's time zone. Additive: late and
 * duplicate events add up once. The imported parts are contained in the totals.
 */
export const activityDays = pgTable(
  'activity_days',
  {
    userId: uuid('user_id').notNull(),
    courseId: uuid('course_id').notNull(),
    sectionId: uuid('section_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    seconds: integer('seconds').notNull().default(0),
    interactions: integer('interactions').notNull().default(0),
    importedSeconds: integer('imported_seconds').notNull().default(0),
    importedInteractions: integer('imported_interactions').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.courseId, t.sectionId, t.day] }),
    foreignKey({
      name: 'activity_days_enrollment_fk',
      columns: [t.userId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
  ],
);

/**
 * Ids of progress events already counted; `event_key` is the MD5 of the client's id, as a uuid. Without a
 * foreign key: rows are pruned by age, and each event would pay for the check.
 */
export const progressEvents = pgTable(
  'progress_events',
  {
    userId: uuid('user_id').notNull(),
    eventKey: uuid('event_key').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.eventKey] }),
    index('progress_events_received_idx').using('brin', t.receivedAt),
  ],
);
