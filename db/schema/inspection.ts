import { sql } from 'drizzle-orm';
import { boolean, check, date, index, pgTable, text, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { instant } from './types';

/**
 * The record of disclosures (34 CFR 99.32): who got what of a student's record, with which interest, and who else may
 * get it from them. Apart from the log of accesses, and kept as long as the record: rows are only added, and one that somebody
 * entered by mistake says so.
 */
export const disclosures = pgTable(
  'disclosures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    disclosedOn: date('disclosed_on', { mode: 'string' }).notNull(),
    party: varchar('party', { length: 500 }).notNull(),
    interest: text('interest').notNull(),
    records: varchar('records', { length: 500 }).notNull(),
    /** Whom the party may pass it on to. */
    furtherRecipients: varchar('further_recipients', { length: 500 }),
    recordedBy: uuid('recorded_by').notNull(),
    recorderName: varchar('recorder_name', { length: 255 }).notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    /** By whom, when and why the entry was found to be a mistake; null: it stands. */
    retractedAt: instant('retracted_at'),
    retractedBy: uuid('retracted_by'),
    retractorName: varchar('retractor_name', { length: 255 }),
    retraction: varchar('retraction', { length: 500 }),
  },
  (t) => [
    check(
      'disclosures_retracted_in_full',
      sql`num_nonnulls(${t.retractedAt}, ${t.retractedBy}, ${t.retractorName}, ${t.retraction}) IN (0, 4)`,
    ),
    index('disclosures_student_idx').on(t.studentId, t.recordedAt),
    index('disclosures_institution_idx').on(t.institutionId),
  ],
);

/** Requests to inspect a record (34 CFR 99.10), each with 45 days. Days are the institution's. */
export const inspectionRequests = pgTable(
  'inspection_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    /** The student, or the guardian who holds the rights. */
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    requestedOn: date('requested_on', { mode: 'string' }).notNull(),
    wants: text('wants').notNull(),
    /** The administrator who entered what the student asked by letter; null: asked here. */
    recordedBy: uuid('recorded_by'),
    recorderName: varchar('recorder_name', { length: 255 }),
    withdrawnAt: instant('withdrawn_at'),
    answeredAt: instant('answered_at'),
    answeredOn: date('answered_on', { mode: 'string' }),
    answererId: uuid('answerer_id'),
    answererName: varchar('answerer_name', { length: 255 }),
    answer: text('answer'),
    /** Whether the complete record was made available: notes about the student are shown up to the answer. */
    released: boolean('released').notNull().default(false),
  },
  (t) => [
    uniqueIndex('inspection_requests_open_key')
      .on(t.studentId)
      .where(sql`${t.answeredAt} is null and ${t.withdrawnAt} is null`),
    index('inspection_requests_student_idx').on(t.studentId, t.answeredAt),
    index('inspection_requests_queue_idx').on(t.institutionId, t.requestedAt),
    check('inspection_requests_ended_once', sql`${t.answeredAt} is null or ${t.withdrawnAt} is null`),
  ],
);
