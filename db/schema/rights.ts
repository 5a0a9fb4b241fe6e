import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  pgEnum,
  pgTable,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { instant } from './types';

/** How much of a record is opened; `directory` is least. As in lib/records/schema.ts. */
export const recordLevel = pgEnum('record_level_enum', ['directory', 'summary', 'academic', 'full']);

const student = () =>
  uuid('student_id')
    .notNull()
    .references(() => users.id);
const institution = () =>
  uuid('institution_id')
    .notNull()
    .references(() => institutions.id);

/** What decides whose the rights in a record are (34 CFR 99.5): the student's, or still a parent's. */
export const rightsFacts = pgTable('rights_facts', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id),
  birthDate: date('birth_date', { mode: 'string' }),
  /** The first day at an institution of postsecondary education. */
  postsecondarySince: date('postsecondary_since', { mode: 'string' }),
  /** Since when the account rests because the child is under 13 and no guardian agrees. */
  collectionSuspendedAt: instant('collection_suspended_at'),
  recordedBy: uuid('recorded_by').notNull(),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
});

/** Who is a parent or guardian of a student, and how that was verified. Ended, never deleted. */
export const guardianships = pgTable(
  'guardianships',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    guardianId: uuid('guardian_id')
      .notNull()
      .references(() => users.id),
    studentId: student(),
    institutionId: institution(),
    relationship: varchar('relationship', { length: 60 }).notNull(),
    /** What was looked at: an identity card, a court order … */
    verification: text('verification').notNull(),
    verifiedBy: uuid('verified_by').notNull(),
    verifiedAt: instant('verified_at').notNull().defaultNow(),
    /** When the guardian agreed that data of a child under 13 is collected; null where that does not hold now. */
    collectionAgreedAt: instant('collection_agreed_at'),
    /** When the guardian last took that back, whatever was agreed to since. */
    collectionWithdrawnAt: instant('collection_withdrawn_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    unique('guardianships_student_guardian_key').on(t.studentId, t.guardianId),
    index('guardianships_guardian_idx').on(t.guardianId),
    index('guardianships_institution_idx').on(t.institutionId),
    check('guardianships_two_people', sql`${t.guardianId} <> ${t.studentId}`),
  ],
);

/** A signed and dated consent to a disclosure (34 CFR 99.30): which records, for what, to whom. Revoked, never deleted. */
export const consents = pgTable(
  'consents',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: student(),
    institutionId: institution(),
    /** The student, or the guardian who holds the rights; the consent of a guardian ends when they pass. */
    givenBy: uuid('given_by').notNull(),
    records: recordLevel('records').notNull(),
    purpose: varchar('purpose', { length: 100 }).notNull(),
    partyName: varchar('party_name', { length: 200 }).notNull(),
    /** The address of the party, whose account is in `consentParties`; null: the institution discloses on paper. */
    partyEmail: varchar('party_email', { length: 255 }),
    /** The name as the person typed it to sign. */
    signature: varchar('signature', { length: 255 }).notNull(),
    signedOn: date('signed_on', { mode: 'string' }).notNull(),
    /** The last day on which it counts. */
    expiresOn: date('expires_on', { mode: 'string' }).notNull(),
    revokedAt: instant('revoked_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('consents_student_idx').on(t.studentId),
    index('consents_institution_idx').on(t.institutionId),
    check('consents_period', sql`${t.expiresOn} >= ${t.signedOn}`),
    check('consents_party_lower', sql`${t.partyEmail} = lower(${t.partyEmail})`),
  ],
);

/**
 * The account that a consent opens the record to: the one that had the address when it was signed, entered by the database alone.
 * No row: nobody had it, and an account that gets it later is somebody else.
 */
export const consentParties = pgTable(
  'consent_parties',
  {
    consentId: uuid('consent_id')
      .primaryKey()
      .references(() => consents.id),
    accountId: uuid('account_id').notNull(),
  },
  (t) => [index('consent_parties_account_idx').on(t.accountId)],
);

/** Records opened in a health or safety emergency (34 CFR 99.36), each for one look, and what a reviewer found. */
export const emergencyAccesses = pgTable(
  'emergency_accesses',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    studentId: student(),
    institutionId: institution(),
    accessorId: uuid('accessor_id').notNull(),
    accessorName: varchar('accessor_name', { length: 255 }).notNull(),
    level: recordLevel('level').notNull(),
    threat: text('threat').notNull(),
    recipients: text('recipients').notNull(),
    openedAt: instant('opened_at').notNull().defaultNow(),
    reviewedBy: uuid('reviewed_by'),
    reviewerName: varchar('reviewer_name', { length: 255 }),
    reviewedAt: instant('reviewed_at'),
    /** Whether the reviewer found that there was such a threat. */
    justified: boolean('justified'),
    review: text('review'),
  },
  (t) => [
    index('emergency_accesses_student_idx').on(t.studentId),
    index('emergency_accesses_queue_idx').on(t.institutionId, t.openedAt.desc().nullsFirst()),
    check('emergency_accesses_another_reviewer', sql`${t.reviewedBy} <> ${t.accessorId}`),
  ],
);

/** Whether a student's directory information may be given out (34 CFR 99.37). No row: it may. It outlasts the studies. */
export const directoryChoices = pgTable('directory_choices', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id),
  optedOut: boolean('opted_out').notNull(),
  chosenBy: uuid('chosen_by').notNull(),
  chosenAt: instant('chosen_at').notNull().defaultNow(),
});
