import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { env } from '@/lib/env';
import { freeBytes } from '@/lib/free-bytes';
import { type Alarm, alarmsOf } from './alarms';
import type { LogicalState } from './archives/alarms';
import { clockSkew } from './clock-skew';
import { type Platform, platform, takesFullBackups } from './platform';
import { policyInForce } from './prune/keeping';
import type { RetentionDays } from './prune/policy';
import type { Missing } from './readiness/missing';
import { readMissingIn } from './readiness/read-missing';
import { mergeRestorable, type Restorable } from './restorable';
import type { RunKind, Summary } from './runs';
import { slotName } from './wal/slot';

export type KnownBackup = {
  id: string;
  /** The one that this one holds the changes since; null for a full one. */
  parentId: string | null;
  timeline: number;
  startedAt: string;
  endedAt: string;
  coveredUntil: string;
  files: number;
  plainBytes: number;
  storedBytes: number;
};

export type BackupRun = {
  id: string;
  kind: RunKind;
  status: 'RUNNING' | 'DONE' | 'FAILED';
  startedAt: string;
  finishedAt: string | null;
  summary: Summary;
  fault: string | null;
};

/** `mostBytes` of log that the server keeps for it at most; null for any amount, until its disk is full. */
export type ArchiveSlot = { isLost: boolean; isActive: boolean; mostBytes: number | null };

export type BackupState = {
  asOf: string;
  /** Whether full backups are taken from here. Any other is backed up where it runs, and how well is not known here. */
  isOurs: boolean;
  platform: Platform;
  /** What keeps a server of one's own from being backed up from here, and what would change that. */
  missing: Missing[];
  policy: string;
  /** The policy in force, in days. */
  retention: RetentionDays;
  /** Newest first. */
  backups: KnownBackup[];
  restorable: Restorable[];
  /** Backups that cannot be read, or whose log cannot, and why. Newest first, the first few. */
  unreadable: { id: string; damage: string }[];
  archive: {
    timeline: number;
    lsn: string;
    coveredUntil: string | null;
    updatedAt: string;
    fault: string | null;
  } | null;
  /** Log that the server keeps because it is not archived yet. */
  retainedBytes: number;
  /** What makes the server keep it; null where nothing does. */
  slot: ArchiveSlot | null;
  /** On the disk for backups; null when it cannot be told from here. */
  freeBytes: number | null;
  /** On the disk of the embedded database; null for any other. */
  databaseFreeBytes: number | null;
  /** Seconds by which the database's clock is ahead of this process's; 0 within what asking takes. */
  clockSkew: number;
  lastDrill: BackupRun | null;
  lastPrune: BackupRun | null;
  /** The newest logical archive, and how the last attempt to take one ended. */
  logical: LogicalState;
  /** Newest first. */
  runs: BackupRun[];
  alarms: Alarm[];
};

/** Newer than what was last seen in the storage is the archive's own word, for backups that it continues without a hole. */
const known = statement(
  'backups.known',
  `SELECT b.id, b.parent_id AS "parentId", b.timeline, b.started_at AS "startedAt", b.ended_at AS "endedAt",
     greatest(b.covered_until, CASE WHEN a.from_lsn::pg_lsn <= b.start_lsn::pg_lsn AND b.damage IS NULL
       THEN a.covered_until END) AS "coveredUntil",
     b.files, b.plain_bytes AS "plainBytes", b.stored_bytes AS "storedBytes"
   FROM backups b LEFT JOIN backup_archive a ON a.system_id = b.system_id AND a.timeline = b.timeline
   WHERE b.removed_at IS NULL ORDER BY b.ended_at DESC`,
);
const unreadable = statement(
  'backups.unreadable',
  'SELECT id, damage FROM backups WHERE damage IS NOT NULL ORDER BY ended_at DESC LIMIT 5',
);
const runColumns = `id, kind, status, started_at AS "startedAt", finished_at AS "finishedAt", summary, fault`;
const newestRuns = statement(
  'backups.newest-runs',
  `SELECT ${runColumns} FROM backup_runs ORDER BY started_at DESC LIMIT 20`,
);
const newestEnded = (kind: RunKind) =>
  statement(
    `backups.newest-${kind.toLowerCase()}`,
    `SELECT ${runColumns} FROM backup_runs WHERE kind = '${kind}' AND status <> 'RUNNING'
   ORDER BY started_at DESC NULLS LAST LIMIT 1`,
  );
const newestDrill = newestEnded('DRILL');
const newestPruning = newestEnded('PRUNE');
const newestArchiving = newestEnded('ARCHIVE');
const newestArchive = statement(
  'backups.newest-logical-archive',
  'SELECT max(taken_at) AS "takenAt" FROM logical_archives WHERE removed_at IS NULL',
);
const archiveState = statement(
  'backups.archive-state',
  `SELECT timeline, lsn, covered_until AS "coveredUntil", updated_at AS "updatedAt", fault FROM backup_archive
   ORDER BY updated_at DESC LIMIT 1`,
);
const retained = statement(
  'backups.retained',
  `SELECT coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint AS bytes,
     coalesce(wal_status = 'lost', false) AS "isLost", active AS "isActive",
     (SELECT nullif(setting::bigint, -1) * 1048576 FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS "mostBytes"
   FROM pg_replication_slots WHERE slot_name = $1`,
);
const clock = statement('backups.clock', 'SELECT clock_timestamp() AS now');

/** How backups stand. Row security shows it to administrators and the product. */
export async function readBackupState(tx: Transaction): Promise<BackupState> {
  const backups = await tx.rows<KnownBackup>(known);
  const [archive = null] = await tx.rows<NonNullable<BackupState['archive']>>(archiveState);
  const [kept] = await tx.rows<ArchiveSlot & { bytes: number }>(retained, [slotName]);
  const [lastDrill = null] = await tx.rows<BackupRun>(newestDrill);
  const [lastPrune = null] = await tx.rows<BackupRun>(newestPruning);
  const runs = await tx.rows<BackupRun>(newestRuns);
  const skew = await readClockSkew(tx);
  const { EMBEDDED_DATABASE, DATA_DIR, BACKUP_DIR } = env();
  const { label, ...days } = await policyInForce(tx);
  const state = {
    asOf: new Date().toISOString(),
    isOurs: takesFullBackups(platform()),
    platform: platform(),
    missing: await readMissingIn(tx),
    policy: label,
    retention: days,
    backups,
    restorable: mergeRestorable(
      backups.map(({ endedAt, coveredUntil }) => ({ from: endedAt, until: coveredUntil })),
    ),
    unreadable: await tx.rows<{ id: string; damage: string }>(unreadable),
    archive,
    retainedBytes: kept?.bytes ?? 0,
    slot: kept ? { isLost: kept.isLost, isActive: kept.isActive, mostBytes: kept.mostBytes } : null,
    freeBytes: await freeBytes(BACKUP_DIR),
    databaseFreeBytes: EMBEDDED_DATABASE ? await freeBytes(DATA_DIR) : null,
    clockSkew: skew,
    lastDrill,
    lastPrune,
    logical: await readLogical(tx),
    runs,
  };
  return { ...state, alarms: alarmsOf(state) };
}

async function readLogical(tx: Transaction): Promise<LogicalState> {
  const [newest] = await tx.rows<{ takenAt: string | null }>(newestArchive);
  const [lastRun = null] = await tx.rows<BackupRun>(newestArchiving);
  return { takenAt: newest?.takenAt ?? null, lastRun };
}

async function readClockSkew(tx: Transaction): Promise<number> {
  const asked = Date.now();
  const [row] = await tx.rows<{ now: string }>(clock);
  return row ? clockSkew(Date.parse(row.now), asked, Date.now()) : 0;
}
