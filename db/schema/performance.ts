import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions } from './people';
import { instant } from './types';

export const readingGrain = pgEnum('reading_grain_enum', ['FIVE_MINUTES', 'HOUR', 'DAY']);

/**
 * What happened in a period, by what it happened to: a statement, a table, a route. Each reading is booked in its five
 * minutes, its hour and its day at once. `counters` add up; those whose name begins with `max` are the largest seen.
 */
export const performanceReadings = pgTable(
  'performance_readings',
  {
    grain: readingGrain('grain').notNull(),
    kind: varchar('kind', { length: 20 }).notNull(),
    /** Where the period begins. */
    at: instant('at').notNull(),
    object: text('object').notNull(),
    counters: jsonb('counters').notNull(),
  },
  (t) => [primaryKey({ name: 'performance_readings_pk', columns: [t.grain, t.kind, t.at, t.object] })],
);

export const termPhase = pgEnum('term_phase_enum', ['ENROLMENT', 'TEACHING', 'EXAMS']);

/** What of a phase of a term was seen: on how many days readings were taken, and which indexes were used how often. */
export const performancePhases = pgTable(
  'performance_phases',
  {
    phase: termPhase('phase').notNull(),
    /** First and last day, in UTC. */
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    untilDay: date('until_day', { mode: 'string' }).notNull(),
    /** Days of which readings cover at least the half. */
    coveredDays: integer('covered_days').notNull(),
    /** Scans by index; those without any are left out. */
    scans: jsonb('scans').notNull(),
    countedAt: instant('counted_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ name: 'performance_phases_pk', columns: [t.phase, t.fromDay] })],
);

/** How far the server’s counters had come at the last reading. Another `epoch` means that they began anew since. */
export const performanceBases = pgTable(
  'performance_bases',
  {
    kind: varchar('kind', { length: 20 }).notNull(),
    object: text('object').notNull(),
    epoch: text('epoch').notNull(),
    counters: jsonb('counters').notNull(),
    takenAt: instant('taken_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ name: 'performance_bases_pk', columns: [t.kind, t.object] })],
);

/** What the statements of the readings say, without values, and the product’s names for its own. */
export const performanceStatements = pgTable('performance_statements', {
  queryId: text('query_id').primaryKey(),
  name: text('name'),
  text: text('text').notNull(),
  seenAt: instant('seen_at').notNull().defaultNow(),
});

/** From when until when a check had something to say about an object; `object` is empty for the database as a whole. */
export const performanceSpells = pgTable(
  'performance_spells',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    checkName: varchar('check_name', { length: 40 }).notNull(),
    object: text('object').notNull(),
    state: varchar('state', { length: 10 }).notNull(),
    evidence: jsonb('evidence').notNull(),
    advice: text('advice').notNull(),
    began: instant('began').notNull().defaultNow(),
    ended: instant('ended'),
  },
  (t) => [
    uniqueIndex('performance_spells_open_key')
      .on(t.checkName, t.object, t.state)
      .where(sql`${t.ended} is null`),
    index('performance_spells_began_idx').on(t.began),
  ],
);

/** Findings that the administrators of an institution do not want to see for a while, and why. `object` empty: all of the check. */
export const performanceMutes = pgTable(
  'performance_mutes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    checkName: varchar('check_name', { length: 40 }).notNull(),
    object: text('object').notNull(),
    reason: text('reason').notNull(),
    mutedBy: uuid('muted_by').notNull(),
    muterName: text('muter_name').notNull(),
    mutedAt: instant('muted_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    liftedAt: instant('lifted_at'),
    liftedBy: uuid('lifted_by'),
  },
  (t) => [
    index('performance_mutes_institution_idx').on(t.institutionId, t.expiresAt),
    check('performance_mutes_reason_length', sql`length(${t.reason}) between 10 and 500`),
    check('performance_mutes_expires_later', sql`${t.expiresAt} > ${t.mutedAt}`),
  ],
);
