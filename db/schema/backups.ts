import { bigint, index, integer, jsonb, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './types';

/** What the storage holds, as of `seen_at`. The truth is the storage; this is for the page and the alarms. */
export const backups = pgTable('backups', {
  id: text('id').primaryKey(),
  systemId: text('system_id').notNull(),
  timeline: integer('timeline').notNull(),
  startedAt: instant('started_at').notNull(),
  endedAt: instant('ended_at').notNull(),
  verifiedAt: instant('verified_at').notNull(),
  schemaVersion: text('schema_version').notNull(),
  files: integer('files').notNull(),
  plainBytes: bigint('plain_bytes', { mode: 'number' }).notNull(),
  storedBytes: bigint('stored_bytes', { mode: 'number' }).notNull(),
  /** Until when the log continues it without a hole. */
  coveredUntil: instant('covered_until').notNull(),
  seenAt: instant('seen_at').notNull().defaultNow(),
  /** When the storage did not hold it any more. */
  removedAt: instant('removed_at'),
});

export const backupRunKind = pgEnum('backup_run_kind_enum', ['BACKUP', 'POINT', 'RESTORE', 'DRILL', 'PRUNE']);
export const backupRunStatus = pgEnum('backup_run_status_enum', ['RUNNING', 'DONE', 'FAILED']);

/** Every time something was done with backups, and how it ended. */
export const backupRuns = pgTable(
  'backup_runs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: backupRunKind('kind').notNull(),
    status: backupRunStatus('status').notNull().default('RUNNING'),
    startedAt: instant('started_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    summary: jsonb('summary').notNull().default({}),
    fault: text('fault'),
  },
  (t) => [index('backup_runs_kind_idx').on(t.kind, t.startedAt.desc())],
);

/** How far the log is archived, one row a server. */
export const backupArchive = pgTable('backup_archive', {
  systemId: text('system_id').primaryKey(),
  timeline: integer('timeline').notNull(),
  lsn: text('lsn').notNull(),
  coveredUntil: instant('covered_until'),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  fault: text('fault'),
});
