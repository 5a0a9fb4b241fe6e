import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { bytes, instant, sealed, sealedForm, timestamps } from './types';

export const academicEntryKind = pgEnum('academic_entry_kind_enum', ['GRADE', 'TRANSCRIPT', 'DISCIPLINARY']);

const sealingIndex = (name: string, column: AnyPgColumn, key: AnyPgColumn) =>
  index(name).on(sql`sealing_key(${column})`, key);

/** What an institution keeps about a student that is nobody's business else. One row a student. */
export const studentDetails = pgTable(
  'student_details',
  {
    studentId: uuid('student_id')
      .primaryKey()
      .references(() => users.id),
    /** Whose keys seal it. */
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    ssnSealed: sealed('ssn_sealed'),
    /** Finds the number without opening any: a keyed hash, see lib/keys/lookup.ts. */
    ssnLookup: bytes('ssn_lookup'),
    parentContactSealed: sealed('parent_contact_sealed'),
    financialAidSealed: sealed('financial_aid_sealed'),
    /** Raised by every change. */
    version: integer('version').notNull().default(1),
    changedBy: varchar('changed_by', { length: 255 }).notNull(),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('student_details_lookup_key')
      .on(t.institutionId, t.ssnLookup)
      .where(sql`${t.ssnLookup} is not null`),
    index('student_details_institution_idx').on(t.institutionId),
    sealedForm('student_details_ssn_form', t.ssnSealed),
    sealedForm('student_details_parent_contact_form', t.parentContactSealed),
    sealedForm('student_details_financial_aid_form', t.financialAidSealed),
    sealingIndex('student_details_ssn_sealing_idx', t.ssnSealed, t.studentId),
    sealingIndex('student_details_parent_contact_sealing_idx', t.parentContactSealed, t.studentId),
    sealingIndex('student_details_financial_aid_sealing_idx', t.financialAidSealed, t.studentId),
  ],
);

/**
 * A grade, a transcript or a disciplinary matter, as somebody wrote it down. Entries are added, never changed; a wrong one is withdrawn:
 * it is kept, and no record and no copy has it any more.
 */
export const academicEntries = pgTable(
  'academic_entries',
  {
    /** Made by the author's browser: saving twice is once. */
    id: uuid('id').primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => users.id),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    kind: academicEntryKind('kind').notNull(),
    happenedOn: date('happened_on', { mode: 'string' }).notNull(),
    contentSealed: sealed('content_sealed').notNull(),
    authorName: varchar('author_name', { length: 255 }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    withdrawnAt: instant('withdrawn_at'),
    withdrawerName: varchar('withdrawer_name', { length: 255 }),
  },
  (t) => [
    index('academic_entries_student_idx').on(t.studentId, t.happenedOn),
    index('academic_entries_institution_idx').on(t.institutionId),
    sealedForm('academic_entries_content_form', t.contentSealed),
    sealingIndex('academic_entries_content_sealing_idx', t.contentSealed, t.id),
  ],
);
