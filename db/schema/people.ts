import { sql } from 'drizzle-orm';
import {
  check,
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
import { instant, timestamps } from './types';

export const educationalRole = pgEnum('educational_role_enum', ['STUDENT', 'INSTRUCTOR', 'ADMIN']);

export const institutions = pgTable(
  'institutions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: varchar('name', { length: 255 }).notNull(),
    slug: varchar('slug', { length: 80 }).notNull(),
    timeZone: text('time_zone').notNull().default('UTC'),
    sourcedId: text('sourced_id'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('institutions_slug_key').on(t.slug),
    uniqueIndex('institutions_sourced_id_key').on(t.sourcedId),
  ],
);

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Absent for people whom a roster names without an address; they cannot sign in by password. */
    email: varchar('email', { length: 255 }),
    passwordHash: varchar('password_hash', { length: 255 }),
    role: educationalRole('role').notNull(),
    institutionId: uuid('institution_id').references(() => institutions.id),
    displayName: varchar('display_name', { length: 255 }).notNull(),
    givenName: varchar('given_name', { length: 120 }),
    familyName: varchar('family_name', { length: 120 }),
    sourcedId: text('sourced_id'),
    /** Raised by every change that must end open sessions: role, password, disabling, sign-out everywhere. */
    sessionVersion: integer('session_version').notNull().default(1),
    disabledAt: instant('disabled_at'),
    lastActiveAt: instant('last_active_at'),
    deletedAt: instant('deleted_at'),
    ...timestamps,
  },
  (t) => [
    uniqueIndex('users_email_key').on(t.email).where(sql`${t.deletedAt} is null`),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
    uniqueIndex('users_institution_sourced_id_key').on(t.institutionId, t.sourcedId),
    index('users_institution_name_idx').on(t.institutionId, t.displayName, t.id),
  ],
);

/** Sessions that people have signed out of while their cookies could still be used. */
export const endedSessions = pgTable(
  'ended_sessions',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    sessionId: uuid('session_id').notNull(),
    endedAt: instant('ended_at').notNull().defaultNow(),
    /** When the cookie would have ended by itself. */
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.sessionId] })],
);

/** Failed sign-ins per account and per address; keys are keyed hashes, so no address is kept in clear. */
export const signInAttempts = pgTable('sign_in_attempts', {
  keyHash: text('key_hash').primaryKey(),
  failures: integer('failures').notNull().default(0),
  windowStartedAt: instant('window_started_at').notNull().defaultNow(),
  lockedUntil: instant('locked_until'),
});
