import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { optimizerProposals } from './optimizer';
import { instant } from './types';

/** Feeds (RSS or Atom) that the product may read for ideas; off until an administrator turns one on. */
export const researchFeeds = pgTable(
  'research_feeds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    url: varchar('url', { length: 500 }).notNull(),
    title: varchar('title', { length: 200 }).notNull(),
    enabled: boolean('enabled').notNull().default(false),
    /** Who added it, or turned it on or off last; null for those that the product came with. */
    changedBy: uuid('changed_by'),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** What the server of the feed said of its version, so that the same is not fetched twice. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    triedAt: instant('tried_at'),
    /** When it last answered, with something new or not. */
    answeredAt: instant('answered_at'),
    /** Why the last attempt failed; null where it did not. */
    fault: text('fault'),
  },
  (t) => [
    uniqueIndex('research_feeds_url_key').on(t.url),
    check('research_feeds_url_web', sql`${t.url} ~ '^https?://'`),
  ],
);

/** What a feed told, as plain text. */
export const researchEntries = pgTable(
  'research_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    feedId: uuid('feed_id')
      .notNull()
      .references(() => researchFeeds.id),
    /** By which the feed knows it; the same is kept once. */
    key: varchar('key', { length: 500 }).notNull(),
    title: varchar('title', { length: 300 }).notNull(),
    summary: varchar('summary', { length: 1000 }).notNull(),
    /** A web address (https), or null. */
    link: text('link'),
    publishedAt: instant('published_at'),
    seenAt: instant('seen_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('research_entries_key').on(t.feedId, t.key)],
);

/** What somebody found out, and whether it applies here. Never altered: what is known better is another note. */
export const researchNotes = pgTable(
  'research_notes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Where it comes from: a paper, a page, a measurement of one’s own. */
    source: varchar('source', { length: 500 }).notNull(),
    foundOn: date('found_on', { mode: 'string' }).notNull(),
    finding: text('finding').notNull(),
    applicability: text('applicability').notNull(),
    writtenBy: uuid('written_by').notNull(),
    writtenAt: instant('written_at').notNull().defaultNow(),
  },
  (t) => [
    check('research_notes_finding_length', sql`length(${t.finding}) between 10 and 2000`),
    check('research_notes_applicability_length', sql`length(${t.applicability}) between 10 and 2000`),
  ],
);

/** Which proposal rests on which entry or note. */
export const researchLinks = pgTable(
  'research_links',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    proposalId: bigint('proposal_id', { mode: 'number' })
      .notNull()
      .references(() => optimizerProposals.id),
    entryId: bigint('entry_id', { mode: 'number' }).references(() => researchEntries.id),
    noteId: bigint('note_id', { mode: 'number' }).references(() => researchNotes.id),
    linkedBy: uuid('linked_by').notNull(),
    linkedAt: instant('linked_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('research_links_entry_key').on(t.entryId, t.proposalId),
    uniqueIndex('research_links_note_key').on(t.noteId, t.proposalId),
    index('research_links_proposal_idx').on(t.proposalId),
    check('research_links_one', sql`num_nonnulls(${t.entryId}, ${t.noteId}) = 1`),
  ],
);

/** When changes of the database may be made: the newest row counts, the others are its history. */
export const optimizerWindows = pgTable(
  'optimizer_windows',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Minutes of the day on the wall clock; from the one up to, but without, the other, past midnight too. */
    fromMinute: integer('from_minute').notNull(),
    untilMinute: integer('until_minute').notNull(),
    timeZone: text('time_zone').notNull(),
    reason: text('reason').notNull(),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (t) => [
    check(
      'optimizer_windows_minutes',
      sql`${t.fromMinute} between 0 and 1439 and ${t.untilMinute} between 0 and 1439 and ${t.fromMinute} <> ${t.untilMinute}`,
    ),
  ],
);
