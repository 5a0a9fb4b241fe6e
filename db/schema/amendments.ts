import { sql } from 'drizzle-orm';
import { check, date, index, pgEnum, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { recordLevel } from './rights';
import { instant } from './types';

export const amendmentState = pgEnum('amendment_state_enum', [
  'REQUESTED',
  'AMENDED',
  'REFUSED',
  'HEARING_REQUESTED',
  'UPHELD',
  'STATED',
  'WITHDRAWN',
]);

/** Requests to amend a record that is inaccurate or misleading, up to hearing and statement (34 CFR 99.20–22). */
export const amendmentRequests = pgTable(
  'amendment_requests',
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
    /** The administrator who entered what was asked by letter; null: asked here. */
    recordedBy: uuid('recorded_by'),
    recorderName: varchar('recorder_name', { length: 255 }),
    /** The institution's day on which a letter came. */
    receivedOn: date('received_on', { mode: 'string' }),
    state: amendmentState('state').notNull().default('REQUESTED'),
    contested: varchar('contested', { length: 500 }).notNull(),
    /** Where that stands: in one course of the student, or in none or several; */
    courseId: uuid('course_id'),
    /** and the least of the record with which it is given out. */
    level: recordLevel('level').notNull().default('summary'),
    wanted: text('wanted').notNull(),
    reason: text('reason').notNull(),
    decidedBy: uuid('decided_by'),
    deciderName: varchar('decider_name', { length: 255 }),
    decidedAt: instant('decided_at'),
    decision: text('decision'),
    hearingRequestedAt: instant('hearing_requested_at'),
    /** When and where the hearing is, and when that was told (99.22(b)); null: not set yet. */
    hearingAt: instant('hearing_at'),
    hearingPlace: varchar('hearing_place', { length: 500 }),
    hearingSetAt: instant('hearing_set_at'),
    heardBy: uuid('heard_by'),
    hearerName: varchar('hearer_name', { length: 255 }),
    heardAt: instant('heard_at'),
    /** Written: a summary of the evidence, and the reasons (99.22(f)). */
    hearingDecision: text('hearing_decision'),
  },
  (t) => [
    index('amendment_requests_student_idx').on(t.studentId),
    index('amendment_requests_queue_idx').on(t.institutionId, t.requestedAt),
    check('amendment_requests_heard_by_another', sql`${t.heardBy} <> ${t.decidedBy}`),
    check('amendment_requests_decided_by_another', sql`${t.decidedBy} <> ${t.requestedBy}`),
    check(
      'amendment_requests_hearing_in_full',
      sql`num_nonnulls(${t.hearingAt}, ${t.hearingPlace}, ${t.hearingSetAt}) IN (0, 3)`,
    ),
  ],
);

/** What a student says of a part of the record that stands: it goes wherever that part goes (34 CFR 99.21(c)). */
export const recordStatements = pgTable(
  'record_statements',
  {
    amendmentId: uuid('amendment_id')
      .primaryKey()
      .references(() => amendmentRequests.id),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    contested: varchar('contested', { length: 500 }).notNull(),
    courseId: uuid('course_id'),
    level: recordLevel('level').notNull().default('summary'),
    statement: text('statement').notNull(),
    statedBy: uuid('stated_by').notNull(),
    statedAt: instant('stated_at').notNull().defaultNow(),
  },
  (t) => [
    index('record_statements_student_idx').on(t.studentId),
    index('record_statements_institution_idx').on(t.institutionId),
  ],
);
