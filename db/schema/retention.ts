import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { instant } from './types';

/**
 * How long an institution keeps a kind of the retention schedule, where it is other than the product's. Only added to: of one
 * kind the newest counts whose moment has come.
 */
export const retentionTerms = pgTable(
  'retention_terms',
  {
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    kind: varchar('kind', { length: 40 }).notNull(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** Null: as long as the product's schedule says again. */
    days: integer('days'),
    reason: text('reason').notNull(),
    setBy: uuid('set_by').notNull(),
    setterName: varchar('setter_name', { length: 255 }).notNull(),
    setAt: instant('set_at').notNull().defaultNow(),
    countsFrom: instant('counts_from').notNull(),
  },
  (t) => [
    primaryKey({ name: 'retention_terms_pk', columns: [t.institutionId, t.kind, t.id] }),
    check('retention_terms_days', sql`${t.days} between 1 and 36500`),
  ],
);

/** Orders to keep everything of a student, or of everybody at an institution. Released, never deleted. */
export const legalHolds = pgTable(
  'legal_holds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** Null: every student of the institution. */
    studentId: uuid('student_id').references(() => users.id),
    reason: text('reason').notNull(),
    placedBy: uuid('placed_by').notNull(),
    placerName: varchar('placer_name', { length: 255 }).notNull(),
    placedAt: instant('placed_at').notNull().defaultNow(),
    releasedBy: uuid('released_by'),
    releasedAt: instant('released_at'),
    /** Null of those that were released before a reason was asked for. */
    releaseReason: text('release_reason'),
  },
  (t) => [
    index('legal_holds_institution_idx').on(t.institutionId, t.placedAt),
    index('legal_holds_student_idx').on(t.studentId),
  ],
);

export const erasureState = pgEnum('erasure_state_enum', [
  'REQUESTED',
  'WITHDRAWN',
  'REFUSED',
  'APPROVED',
  'ERASED',
]);

/** Requests to be forgotten, and on which ground one was refused. */
export const erasureRequests = pgTable(
  'erasure_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    /** The administrator who entered what the student asked by letter; null: asked here. */
    recordedBy: uuid('recorded_by'),
    recorderName: varchar('recorder_name', { length: 255 }),
    /** The institution's day on which a letter came. */
    receivedOn: date('received_on', { mode: 'string' }),
    state: erasureState('state').notNull().default('REQUESTED'),
    decidedBy: uuid('decided_by'),
    deciderName: varchar('decider_name', { length: 255 }),
    decidedAt: instant('decided_at'),
    /** Why it was refused, in words the student reads. */
    ground: text('ground'),
  },
  (t) => [
    uniqueIndex('erasure_requests_open_key')
      .on(t.studentId)
      .where(sql`${t.state} in ('REQUESTED', 'APPROVED')`),
    index('erasure_requests_student_idx').on(t.studentId),
    index('erasure_requests_queue_idx').on(t.institutionId, t.requestedAt),
  ],
);

/** Who was erased and when: what a restored backup brings back is erased again. No foreign key: it outlives the rest. */
export const erasures = pgTable('erasures', {
  userId: uuid('user_id').primaryKey(),
  erasedAt: instant('erased_at').notNull().defaultNow(),
});
