import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { users } from './people';
import { instant, timestamps } from './types';

/** How a kind of notification is sent by e-mail, and what one e-mail collects. */
export const emailMode = pgEnum('email_mode_enum', ['NOW', 'DAILY', 'WEEKLY', 'NEVER']);

/** What one person may send to their mailbox: one row an e-mail, made and sent by the worker only. */
export const outgoingEmails = pgTable(
  'outgoing_emails',
  {
    /** Also the e-mail's Message-ID, so that a repeated delivery can be recognised. */
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    mode: emailMode('mode').notNull(),
    /** The moment it stands for; what is due at the same moment goes into the same e-mail. */
    dueAt: instant('due_at').notNull(),
    /** Not before this moment; while a worker holds it, the moment at which that worker is given up. */
    nextAttemptAt: instant('next_attempt_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    /** Nothing in it was wanted any more when its time came. */
    cancelledAt: instant('cancelled_at'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('outgoing_emails_due_key').on(t.userId, t.mode, t.dueAt),
    index('outgoing_emails_waiting_idx')
      .on(t.nextAttemptAt)
      .where(sql`${t.sentAt} is null and ${t.failedAt} is null and ${t.cancelledAt} is null`),
  ],
);

/**
 * What one person is told. `courseId` has no foreign key: what somebody was told stays told. The kinds are those
 * of lib/notifications/kinds.ts.
 */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    kind: varchar('kind', { length: 40 }).notNull(),
    courseId: uuid('course_id'),
    title: varchar('title', { length: 300 }).notNull(),
    body: varchar('body', { length: 1000 }).notNull(),
    href: varchar('href', { length: 500 }).notNull(),
    /** Names what it is about, so that the same is not told twice. */
    subjectKey: varchar('subject_key', { length: 120 }).notNull(),
    /** False where the person wants it by e-mail only. */
    inApp: boolean('in_app').notNull().default(true),
    /** Whether the worker has decided if and when it goes out by e-mail. */
    emailSettled: boolean('email_settled').notNull().default(false),
    emailId: uuid('email_id').references(() => outgoingEmails.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    readAt: instant('read_at'),
  },
  (t) => [
    uniqueIndex('notifications_subject_key').on(t.userId, t.kind, t.subjectKey),
    index('notifications_centre_idx').on(t.userId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('notifications_unread_idx').on(t.userId).where(sql`${t.readAt} is null and ${t.inApp}`),
    index('notifications_unsettled_idx').on(t.createdAt).where(sql`not ${t.emailSettled}`),
    index('notifications_email_idx').on(t.emailId),
    index('notifications_created_idx').using('brin', t.createdAt),
    check('notifications_href_inside', sql`${t.href} ~ '^/([^/]|$)'`),
  ],
);

/** What a person has chosen; a kind without a row is as lib/notifications/kinds.ts says. */
export const notificationPreferences = pgTable(
  'notification_preferences',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    kind: varchar('kind', { length: 40 }).notNull(),
    inApp: boolean('in_app').notNull(),
    email: emailMode('email').notNull(),
    ...timestamps,
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

/** When a person wants no e-mail, in minutes of the day on the institution's wall clock; no row is the usual. */
export const quietHours = pgTable(
  'quiet_hours',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id),
    /** The same minute for both: no quiet hours. */
    fromMinute: smallint('from_minute').notNull(),
    untilMinute: smallint('until_minute').notNull(),
    ...timestamps,
  },
  (t) => [
    check(
      'quiet_hours_range',
      sql`${t.fromMinute} between 0 and 1439 and ${t.untilMinute} between 0 and 1439`,
    ),
  ],
);
