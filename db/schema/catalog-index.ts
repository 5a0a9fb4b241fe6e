import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { courses, difficulty, educationalLevel } from './courses';
import { instant, tsvector } from './types';

/**
 * What the catalog is listed and searched by: one narrow row a published course. A trigger copies the
 * filters; the indexer adds the words. The catalog's orders are kept twice, for the present generation and
 * the one before, so that somebody who walks through pages sees one order while enrolments go on.
 */
export const catalogEntries = pgTable(
  'catalog_entries',
  {
    /** Short name of the course within the index. */
    number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
    courseId: uuid('course_id')
      .notNull()
      .unique('catalog_entries_course_key')
      .references(() => courses.id, { onDelete: 'cascade' }),
    published: boolean('published').notNull(),
    institutionId: uuid('institution_id').notNull(),
    instructorId: uuid('instructor_id').notNull(),
    difficultyLevel: difficulty('difficulty_level').notNull(),
    department: varchar('department', { length: 120 }),
    targetAudience: educationalLevel('target_audience').array().notNull(),
    /** Minutes. */
    estimatedDuration: integer('estimated_duration'),
    createdAt: instant('created_at').notNull(),
    enrolledEven: integer('enrolled_even').notNull().default(0),
    enrolledOdd: integer('enrolled_odd').notNull().default(0),
    /** Mean completion of the current students, hundredths of a percent. */
    completionEven: integer('completion_even').notNull().default(0),
    completionOdd: integer('completion_odd').notNull().default(0),
    /** The code without case, blanks and signs; null where there is none. */
    codeKey: text('code_key'),
    /** Stems of title, subject, skills, objectives and description with their places: phrases and exclusions. */
    stems: tsvector('stems').notNull().default(''),
    /** Distinct words as written, for completing and correcting what somebody types. */
    words: text('words').array().notNull().default(sql`'{}'`),
  },
  (t) => [
    index('catalog_entries_enrolled_even_idx')
      .on(t.enrolledEven.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_enrolled_odd_idx')
      .on(t.enrolledOdd.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_difficulty_even_idx')
      .on(t.difficultyLevel, t.enrolledEven.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_difficulty_odd_idx')
      .on(t.difficultyLevel, t.enrolledOdd.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_institution_even_idx')
      .on(t.institutionId, t.enrolledEven.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_institution_odd_idx')
      .on(t.institutionId, t.enrolledOdd.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_completion_even_idx')
      .on(t.completionEven.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_completion_odd_idx')
      .on(t.completionOdd.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_newest_idx')
      .on(t.createdAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`${t.published}`),
    index('catalog_entries_instructor_idx').on(t.instructorId),
    index('catalog_entries_department_idx').on(t.department),
    index('catalog_entries_code_idx').on(t.codeKey.op('text_pattern_ops')),
  ],
);

/** One row: which generation of orders is the present one, and by which rules the words were indexed. */
export const catalogState = pgTable('catalog_state', {
  one: boolean('one').primaryKey().default(true),
  generation: integer('generation').notNull().default(0),
  orderedAt: instant('ordered_at').notNull().defaultNow(),
  rules: text('rules').notNull().default(''),
});

/** Courses whose words have changed since they were indexed. */
export const catalogChanges = pgTable('catalog_changes', {
  courseId: uuid('course_id').primaryKey(),
});

/** Everything that courses can be found under, and in how many each occurs. */
export const searchTerms = pgTable('search_terms', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  term: text('term').notNull().unique('search_terms_term_key'),
  frequency: integer('frequency').notNull(),
});

/** Which course is found under which term, and how much it is about it. Ordered by impact for the common terms. */
export const searchPostings = pgTable(
  'search_postings',
  {
    /** Of a catalog entry; the indexer keeps this table by itself, so no foreign key checks its every row. */
    number: integer('number').notNull(),
    termId: integer('term_id').notNull(),
    impact: real('impact').notNull(),
    /** 1 beginner, 2 intermediate, 3 advanced: beside the impact, so that a search touches this index alone. */
    level: smallint('level').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.number, t.termId] }),
    index('search_postings_impact_idx').on(t.termId, t.impact.desc().nullsFirst(), t.number, t.level),
  ],
);

/** Words as people write them, with the number of courses: completion and correction. */
export const searchWords = pgTable(
  'search_words',
  {
    word: text('word').primaryKey(),
    /** The term it is found under. */
    stem: text('stem').notNull(),
    frequency: integer('frequency').notNull(),
  },
  (t) => [
    index('search_words_prefix_idx').on(t.word.op('text_pattern_ops')),
    index('search_words_similar_idx').using('gin', t.word.op('gin_trgm_ops')),
  ],
);
