import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  real,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { institutions } from './people';
import { instant } from './types';

/** What the storage holds, as of `seen_at`. The truth is the storage; this is for the page and the alarms. */
export const backups = pgTable('backups', {
  id: text('id').primaryKey(),
  /** The backup that this one holds the changes since; null for a full one. */
  parentId: text('parent_id'),
  systemId: text('system_id').notNull(),
  timeline: integer('timeline').notNull(),
  /** Where in the log it began; null where it was last seen before that was noted. */
  startLsn: text('start_lsn'),
  startedAt: instant('started_at').notNull(),
  endedAt: instant('ended_at').notNull(),
  verifiedAt: instant('verified_at').notNull(),
  schemaVersion: text('schema_version').notNull(),
  files: integer('files').notNull(),
  plainBytes: bigint('plain_bytes', { mode: 'number' }).notNull(),
  storedBytes: bigint('stored_bytes', { mode: 'number' }).notNull(),
  /** Until when the log continues it without a hole. */
  coveredUntil: instant('covered_until').notNull(),
  /** Why its record, or the log that continues it, cannot be read. */
  damage: text('damage'),
  seenAt: instant('seen_at').notNull().defaultNow(),
  /** When the storage did not hold it any more. */
  removedAt: instant('removed_at'),
});

export const backupRunKind = pgEnum('backup_run_kind_enum', [
  'BACKUP',
  'POINT',
  'RESTORE',
  'DRILL',
  'PRUNE',
  'ARCHIVE',
]);
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
  /** From where the log is there without a hole up to `lsn`. */
  fromLsn: text('from_lsn'),
  lsn: text('lsn').notNull(),
  coveredUntil: instant('covered_until'),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  fault: text('fault'),
});

/** Logical archives that the storage holds, as of `seen_at`. The truth is the storage; this is for the page. */
export const logicalArchives = pgTable('logical_archives', {
  id: text('id').primaryKey(),
  /** The moment whose state it is. */
  takenAt: instant('taken_at').notNull(),
  endedAt: instant('ended_at').notNull(),
  serverVersion: text('server_version').notNull(),
  schemaVersion: text('schema_version').notNull(),
  tables: integer('tables').notNull(),
  rowCount: bigint('row_count', { mode: 'number' }).notNull(),
  plainBytes: bigint('plain_bytes', { mode: 'number' }).notNull(),
  storedBytes: bigint('stored_bytes', { mode: 'number' }).notNull(),
  dataClasses: text('data_classes').array().notNull(),
  /** Data keys in it that its sealed columns need, and the master keys that these are wrapped by. */
  dataKeys: integer('data_keys').notNull(),
  masterKeys: text('master_keys').array().notNull(),
  /** Why no policy removes it; null where one may. */
  heldFor: text('held_for'),
  seenAt: instant('seen_at').notNull().defaultNow(),
  removedAt: instant('removed_at'),
});

export const backupWork = pgEnum('backup_work_enum', ['BACKUP', 'ARCHIVE', 'DRILL']);

/** What administrators asked the worker to do with backups, and how far it is. */
export const backupRequests = pgTable(
  'backup_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    work: backupWork('work').notNull(),
    institutionId: uuid('institution_id')
      .notNull()
      .references(() => institutions.id),
    requestedBy: uuid('requested_by').notNull(),
    requesterName: varchar('requester_name', { length: 255 }).notNull(),
    /** Why, in the words of whoever asked. */
    reason: varchar('reason', { length: 200 }),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    /** From 0 to 1, and what is being done; `notedAt` is the last sign of life. */
    done: real('done').notNull().default(0),
    doing: text('doing'),
    notedAt: instant('noted_at'),
    fault: text('fault'),
  },
  (t) => [
    uniqueIndex('backup_requests_waiting_key').on(t.work).where(sql`${t.startedAt} is null`),
    index('backup_requests_institution_idx').on(t.institutionId, t.requestedAt.desc()),
  ],
);

/**
 * How long an institution wants backups kept, where it says so for itself. A policy, not a law. Backups are of all
 * institutions together: they follow the longest.
 */
export const backupRetentions = pgTable(
  'backup_retentions',
  {
    institutionId: uuid('institution_id')
      .primaryKey()
      .references(() => institutions.id),
    /** What the institution calls it: its records schedule, a decision of its board. */
    label: varchar('label', { length: 200 }).notNull(),
    everyDays: integer('every_days').notNull(),
    anyMomentDays: integer('any_moment_days').notNull(),
    monthlyDays: integer('monthly_days').notNull(),
    setBy: uuid('set_by').notNull(),
    setterName: varchar('setter_name', { length: 255 }).notNull(),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (t) => [
    check(
      'backup_retentions_days',
      sql`${t.everyDays} between 1 and 36500 and ${t.anyMomentDays} between 1 and 36500 and ${t.monthlyDays} between 1 and 36500`,
    ),
  ],
);
