import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import type { ContentBlock, LessonContent } from './content';
import { institutions, users } from './people';
import { instant, timestamps, tsvector } from './types';

export const difficulty = pgEnum('difficulty_enum', ['BEGINNER', 'INTERMEDIATE', 'ADVANCED']);
export const courseStatus = pgEnum('course_status_enum', ['DRAFT', 'PUBLISHED', 'ARCHIVED']);
export const educationalLevel = pgEnum('educational_level_enum', [
  'PRIMARY',
  'SECONDARY',
  'UNDERGRADUATE',
  'GRADUATE',
  'PROFESSIONAL',
]);
export const completionRule = pgEnum('completion_rule_enum', ['MARK', 'VIEW']);

/** Characters that the title of a course or lesson has room for. */
export const longestTitle = 500;

export const courses = pgTable(
  'courses',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    code: varchar('code', { length: 80 }),
    title: varchar('title', { length: longestTitle }).notNull(),
    description: text('description'),
    instructorId: uuid('instructor_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    difficultyLevel: difficulty('difficulty_level').notNull(),
    /** Minutes. */
    estimatedDuration: integer('estimated_duration'),
    thumbnailUrl: text('thumbnail_url'),
    status: courseStatus('status').notNull().default('DRAFT'),
    aiGenerated: boolean('ai_generated').notNull().default(false),
    learningObjectives: jsonb('learning_objectives').$type<string[]>().notNull().default([]),
    prerequisiteSkills: text('prerequisite_skills').array().notNull().default(sql`'{}'`),
    targetAudience: educationalLevel('target_audience').array().notNull().default(sql`'{}'`),
    department: varchar('department', { length: 120 }),
    /** As the institution writes them: `4`, `1-4`. */
    credits: varchar('credits', { length: 20 }),
    license: text('license'),
    startsOn: date('starts_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }),
    /** The version that new enrolments study; sections say from and until which version they belong. */
    version: integer('version').notNull().default(1),
    sourcedId: text('sourced_id'),
    searchVector: tsvector('search_vector').generatedAlwaysAs(
      (): SQL =>
        sql`setweight(to_tsvector('english', coalesce(${courses.code}, '') || ' ' || ${courses.title}), 'A') || setweight(to_tsvector('english', coalesce(${courses.department}, '')), 'B') || setweight(to_tsvector('english', coalesce(${courses.description}, '')), 'C')`,
    ),
    publishedAt: instant('published_at'),
    deletedAt: instant('deleted_at'),
    ...timestamps,
  },
  (t) => [
    index('courses_search_idx').using('gin', t.searchVector),
    uniqueIndex('courses_institution_sourced_id_key').on(t.institutionId, t.sourcedId),
  ],
);

export const lessons = pgTable(
  'lessons',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id, { onDelete: 'cascade' }),
    title: varchar('title', { length: longestTitle }).notNull(),
    description: text('description'),
    lessonOrder: integer('lesson_order').notNull(),
    /** Minutes. */
    estimatedDuration: integer('estimated_duration'),
    content: jsonb('content').$type<LessonContent>().notNull(),
    learningObjectives: text('learning_objectives').array().notNull().default(sql`'{}'`),
    difficultyLevel: difficulty('difficulty_level'),
    completionTracking: jsonb('completion_tracking').notNull().default({ analytics: true }),
    deletedAt: instant('deleted_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('lessons_course_order_key').on(t.courseId, t.lessonOrder).where(sql`${t.deletedAt} is null`),
    unique('lessons_course_id_key').on(t.courseId, t.id),
  ],
);

export const sections = pgTable(
  'sections',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    courseId: uuid('course_id').notNull(),
    lessonId: uuid('lesson_id').notNull(),
    title: varchar('title', { length: 255 }).notNull(),
    sectionOrder: integer('section_order').notNull(),
    /** Minutes. */
    estimatedDuration: integer('estimated_duration'),
    content: jsonb('content').$type<ContentBlock[]>().notNull().default([]),
    contentText: text('content_text').notNull().default(''),
    required: boolean('required').notNull().default(true),
    completionRule: completionRule('completion_rule').notNull().default('MARK'),
    addedInVersion: integer('added_in_version').notNull().default(1),
    removedInVersion: integer('removed_in_version'),
    sourcedId: text('sourced_id'),
    searchVector: tsvector('search_vector').generatedAlwaysAs(
      (): SQL =>
        sql`setweight(to_tsvector('english', ${sections.title}), 'A') || setweight(to_tsvector('english', ${sections.contentText}), 'C')`,
    ),
    deletedAt: instant('deleted_at'),
    ...timestamps,
  },
  (t) => [
    foreignKey({
      name: 'sections_lesson_fk',
      columns: [t.courseId, t.lessonId],
      foreignColumns: [lessons.courseId, lessons.id],
    }).onDelete('cascade'),
    unique('sections_course_lesson_id_key').on(t.courseId, t.lessonId, t.id),
    uniqueIndex('sections_lesson_order_key')
      .on(t.lessonId, t.sectionOrder)
      .where(sql`${t.deletedAt} is null`),
    uniqueIndex('sections_course_sourced_id_key').on(t.courseId, t.sourcedId),
    index('sections_search_idx').using('gin', t.searchVector),
  ],
);

/**
 * One row a course: what a catalog card shows and the class totals. A trigger copies the course's own
 * words; the counters are folded in from course_deltas. `histogram` has 102 buckets: 0 = exactly 0 %,
 * 1..100 = the one-percent bands strictly between, 101 = exactly 100 %.
 */
export const courseCards = pgTable(
  'course_cards',
  {
    courseId: uuid('course_id')
      .primaryKey()
      .references(() => courses.id, { onDelete: 'cascade' }),
    published: boolean('published').notNull(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    institutionName: varchar('institution_name', { length: 255 }).notNull(),
    instructorId: uuid('instructor_id')
      .notNull()
      .references(() => users.id),
    instructorName: varchar('instructor_name', { length: 255 }).notNull(),
    difficultyLevel: difficulty('difficulty_level').notNull(),
    createdAt: instant('created_at').notNull(),
    enrolled: integer('enrolled').notNull().default(0),
    completed: integer('completed').notNull().default(0),
    dropped: integer('dropped').notNull().default(0),
    /** Sum of the current students' average completion, in hundredths of a percent. */
    completionTotal: bigint('completion_total', { mode: 'number' }).notNull().default(0),
    /** Seconds, current and former students. */
    timeTotal: bigint('time_total', { mode: 'number' }).notNull().default(0),
    histogram: integer('histogram').array().notNull().default(sql`array_fill(0, array[102])`),
    /**
     * The averages at the three ranks around the middle of the current students, of which any median with
     * or without one of them is made; null below two students. Holds while no delta waits for the course.
     */
    middle: integer('middle').array(),
    /**
     * Whether class_days and class_weeks hold this course's activity. False only for courses that are older than
     * those tables, until the worker has counted them.
     */
    activityCounted: boolean('activity_counted').notNull().default(true),
  },
  (t) => [
    index('course_cards_institution_idx').on(
      t.institutionId,
      t.published,
      t.enrolled.desc().nullsFirst(),
      t.createdAt.desc().nullsFirst(),
      t.courseId.desc().nullsFirst(),
    ),
    index('course_cards_instructor_idx').on(
      t.instructorId,
      t.published,
      t.enrolled.desc().nullsFirst(),
      t.createdAt.desc().nullsFirst(),
      t.courseId.desc().nullsFirst(),
    ),
  ],
);

/**
 * Changes of a course's totals that are not folded into its card yet; reads add them. A row with a `day` also carries
 * what happened on that day: its `time` and `interactions`, and whether the student was new on that day or in its week.
 */
export const courseDeltas = pgTable(
  'course_deltas',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    // No reference: each event would lock the row of its course, and all of a popular course the same one.
    courseId: uuid('course_id').notNull(),
    enrolled: integer('enrolled').notNull().default(0),
    completed: integer('completed').notNull().default(0),
    dropped: integer('dropped').notNull().default(0),
    completion: bigint('completion', { mode: 'number' }).notNull().default(0),
    time: bigint('time', { mode: 'number' }).notNull().default(0),
    bucketFrom: integer('bucket_from'),
    bucketTo: integer('bucket_to'),
    day: date('day', { mode: 'string' }),
    interactions: integer('interactions'),
    newOnDay: integer('new_on_day'),
    newInWeek: integer('new_in_week'),
  },
  (t) => [index('course_deltas_course_idx').on(t.courseId)],
);

/**
 * What a whole class did on one day, in the institution's time zone: distinct students with any activity (role STUDENT,
 * whatever their enrolment status), their seconds and interactions. Folded in from course_deltas.
 */
export const classDays = pgTable(
  'class_days',
  {
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    students: integer('students').notNull(),
    seconds: bigint('seconds', { mode: 'number' }).notNull(),
    interactions: bigint('interactions', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.courseId, t.day] })],
);

/** Distinct students of a class with any activity in one week, which is named by its Monday. */
export const classWeeks = pgTable(
  'class_weeks',
  {
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id, { onDelete: 'cascade' }),
    week: date('week', { mode: 'string' }).notNull(),
    students: integer('students').notNull(),
  },
  (t) => [primaryKey({ columns: [t.courseId, t.week] })],
);
