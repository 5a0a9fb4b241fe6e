import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions, users } from './people';
import { instant } from './types';

/**
 * What the rules of lib/audit/oversight found remarkable about one person's hour in the trail. Insert-only. The actor is
 * without a foreign key, as in the trail; the name is as it was then.
 */
export const auditFlags = pgTable(
  'audit_flags',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    rule: varchar('rule', { length: 40 }).notNull(),
    rulesVersion: integer('rules_version').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    /** Where the hour begins. */
    hour: instant('hour').notNull(),
    /** What was counted, and from which count on the rule finds it remarkable. */
    counted: integer('counted').notNull(),
    threshold: integer('threshold').notNull(),
    foundAt: instant('found_at').notNull().defaultNow(),
  },
  (t) => [
    unique('audit_flags_once_key').on(t.institutionId, t.hour, t.actorId, t.rule),
    unique('audit_flags_institution_id_key').on(t.institutionId, t.id),
  ],
);

export const flagVerdict = pgEnum('flag_verdict_enum', ['EXPLAINED', 'CONCERN', 'INCIDENT']);

/** What an administrator made of a flag. Insert-only: another look is another row, and the newest counts. */
export const auditFlagReviews = pgTable(
  'audit_flag_reviews',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    institutionId: uuid('institution_id').notNull(),
    flagId: bigint('flag_id', { mode: 'number' }).notNull(),
    verdict: flagVerdict('verdict').notNull(),
    note: text('note').notNull(),
    reviewerId: uuid('reviewer_id').notNull(),
    reviewerName: text('reviewer_name').notNull(),
    reviewedAt: instant('reviewed_at').notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: 'audit_flag_reviews_flag_fk',
      columns: [t.institutionId, t.flagId],
      foreignColumns: [auditFlags.institutionId, auditFlags.id],
    }),
    index('audit_flag_reviews_flag_idx').on(t.institutionId, t.flagId, t.id),
    check('audit_flag_reviews_note_length', sql`length(${t.note}) between 10 and 2000`),
  ],
);

/** Views of the trail that somebody keeps under a name: what is in the address of the page. */
export const auditViews = pgTable(
  'audit_views',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    name: varchar('name', { length: 80 }).notNull(),
    search: text('search').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('audit_views_name_key').on(t.userId, t.name),
    check('audit_views_search_length', sql`length(${t.search}) <= 1000`),
  ],
);
