import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
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
  varchar,
} from 'drizzle-orm/pg-core';
import { courses } from './courses';
import { enrollments } from './learning';
import { users } from './people';
import { instant, sealed, sealedForm } from './types';

/** A text is sealed, or it is from before texts were. */
const sealedText = (place: string, clear: AnyPgColumn, sealedColumn: AnyPgColumn) => [
  sealedForm(`${place}_sealed_form`, sealedColumn),
  check(`${place}_given`, sql`num_nonnulls(${clear}, ${sealedColumn}) = 1`),
];

/** What somebody who answers for a class wrote to students of it. The sender makes the id: sending twice is once. */
export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    courseId: uuid('course_id')
      .notNull()
      .references(() => courses.id),
    senderId: uuid('sender_id')
      .notNull()
      .references(() => users.id),
    /** As it was then: a student may not read the sender's account. */
    senderName: varchar('sender_name', { length: 255 }).notNull(),
    /** Whom it was meant for, see lib/messages/audiences.ts. */
    audience: varchar('audience', { length: 20 }).notNull(),
    /** From before texts were sealed, as the body: the worker empties both, and a later release drops them. */
    subject: varchar('subject', { length: 150 }),
    subjectSealed: sealed('subject_sealed'),
    body: text('body'),
    bodySealed: sealed('body_sealed'),
    recipients: integer('recipients').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('messages_course_idx').on(t.courseId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('messages_sender_idx').on(t.senderId, t.createdAt),
    index('messages_sealing_idx').on(sql`sealing_key(${t.bodySealed})`, t.id),
    index('messages_subject_sealing_idx').on(sql`sealing_key(${t.subjectSealed})`, t.id),
    check('messages_body_length', sql`length(${t.body}) between 1 and 5000`),
    ...sealedText('messages_body', t.body, t.bodySealed),
    ...sealedText('messages_subject', t.subject, t.subjectSealed),
  ],
);

export const messageRecipients = pgTable(
  'message_recipients',
  {
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id),
    studentId: uuid('student_id').notNull(),
    courseId: uuid('course_id').notNull(),
    /** When the student first opened it. */
    readAt: instant('read_at'),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.studentId] }),
    foreignKey({
      name: 'message_recipients_enrollment_fk',
      columns: [t.studentId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    index('message_recipients_student_idx').on(t.courseId, t.studentId),
  ],
);

/** What those who answer for a class noted about a student of it: theirs alone, and an education record. */
export const studentNotes = pgTable(
  'student_notes',
  {
    /** Made by the author's browser: saving twice is once. */
    id: uuid('id').primaryKey(),
    courseId: uuid('course_id').notNull(),
    studentId: uuid('student_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    authorName: varchar('author_name', { length: 255 }).notNull(),
    /** From before texts were sealed: the worker empties it, and a later release drops it. */
    body: text('body'),
    bodySealed: sealed('body_sealed'),
    followUpOn: date('follow_up_on', { mode: 'string' }),
    followedUpAt: instant('followed_up_at'),
    version: smallint('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    foreignKey({
      name: 'student_notes_enrollment_fk',
      columns: [t.studentId, t.courseId],
      foreignColumns: [enrollments.userId, enrollments.courseId],
    }),
    index('student_notes_student_idx').on(t.courseId, t.studentId),
    index('student_notes_author_idx').on(t.authorId),
    index('student_notes_sealing_idx').on(sql`sealing_key(${t.bodySealed})`, t.id),
    check('student_notes_body_length', sql`length(${t.body}) between 1 and 5000`),
    ...sealedText('student_notes_body', t.body, t.bodySealed),
  ],
);

/** What a note said before it was changed or deleted. Insert-only. */
export const studentNoteVersions = pgTable(
  'student_note_versions',
  {
    noteId: uuid('note_id')
      .notNull()
      .references(() => studentNotes.id),
    version: smallint('version').notNull(),
    courseId: uuid('course_id').notNull(),
    studentId: uuid('student_id').notNull(),
    /** From before texts were sealed: the worker empties it, and a later release drops it. */
    body: text('body'),
    bodySealed: sealed('body_sealed'),
    followUpOn: date('follow_up_on', { mode: 'string' }),
    replacedBy: varchar('replaced_by', { length: 255 }).notNull(),
    replacedAt: instant('replaced_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.noteId, t.version] }),
    index('student_note_versions_student_idx').on(t.studentId, t.courseId),
    index('student_note_versions_sealing_idx').on(sql`sealing_key(${t.bodySealed})`, t.noteId, t.version),
    ...sealedText('student_note_versions_body', t.body, t.bodySealed),
  ],
);

/**
 * What came of a class's contacts, worked out each night so that the page only reads it. Sums over at least ten students
 * on either side, or null; nothing of one student.
 */
export const contactImpacts = pgTable('contact_impacts', {
  courseId: uuid('course_id')
    .primaryKey()
    .references(() => courses.id, { onDelete: 'cascade' }),
  /** The institution's day on which it was worked out: contacts whose two weeks were over by then are in it. */
  day: date('day', { mode: 'string' }).notNull(),
  workedOutAt: instant('worked_out_at').notNull().defaultNow(),
  /** The version of the rules; null in figures from before it was kept, which are not shown any more. */
  rulesVersion: integer('rules_version'),
  /** The row of analytics_rules that counted; null where the institution had changed nothing. */
  rulesOverride: bigint('rules_override', { mode: 'number' }),
  /** Null while no contact is old enough to be looked at. */
  impact: jsonb('impact'),
});
