import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { env } from '@/lib/env';
import { freeBytes } from '@/lib/free-bytes';
import { type Alarm, alarmsOf } from './alarms';
import { clockSkew } from './clock-skew';
import { retention } from './prune/policy';
import { mergeRestorable, type Restorable } from './restorable';
import type { RunKind, Summary } from './runs';
import { slotName } from './wal/slot';

export type KnownBackup = {
  id: string;
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

export type BackupState = {
  asOf: string;
  /** Whether it is the embedded database. Any other is backed up where it runs, and how well is not known here. */
  isOurs: boolean;
  policy: string;
  /** Newest first; at most a hundred. */
  backups: KnownBackup[];
  restorable: Restorable[];
  archive: {
    timeline: number;
    lsn: string;
    coveredUntil: string | null;
    updatedAt: string;
    fault: string | null;
  } | null;
  /** Log that the server keeps because it is not archived yet. */
  retainedBytes: number;
  /** On the disk for backups; null when it cannot be told from here. */
  freeBytes: number | null;
  /** On the disk of the embedded database; null for any other. */
  databaseFreeBytes: number | null;
  /** Seconds by which the database's clock is ahead of this process's; 0 within what asking takes. */
  clockSkew: number;
  lastDrill: BackupRun | null;
  /** Newest first. */
  runs: BackupRun[];
  alarms: Alarm[];
};

const known = statement(
  'backups.known',
  `SELECT b.id, b.timeline, b.started_at AS "startedAt", b.ended_at AS "endedAt",
     greatest(b.covered_until, CASE WHEN b.ended_at = max(b.ended_at) OVER (PARTITION BY b.system_id, b.timeline)
       AND b.covered_until > a.covered_until - interval '2 hours' THEN a.covered_until END) AS "coveredUntil",
     b.files, b.plain_bytes AS "plainBytes", b.stored_bytes AS "storedBytes"
   FROM backups b LEFT JOIN backup_archive a ON a.system_id = b.system_id AND a.timeline = b.timeline
   WHERE b.removed_at IS NULL ORDER BY b.ended_at DESC LIMIT 100`,
);
const runColumns = `id, kind, status, started_at AS "startedAt", finished_at AS "finishedAt", summary, fault`;
const newestRuns = statement(
  'backups.newest-runs',
  `SELECT ${runColumns} FROM backup_runs ORDER BY started_at DESC LIMIT 20`,
);
const newestDrill = statement(
  'backups.newest-drill',
  `SELECT ${runColumns} FROM backup_runs WHERE kind = 'DRILL' AND status <> 'RUNNING'
   ORDER BY started_at DESC NULLS LAST LIMIT 1`,
);
const archiveState = statement(
  'backups.archive-state',
  `SELECT timeline, lsn, covered_until AS "coveredUntil", updated_at AS "updatedAt", fault FROM backup_archive
   ORDER BY updated_at DESC LIMIT 1`,
);
const retained = statement(
  'backups.retained',
  `SELECT coalesce(sum(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint AS bytes
   FROM pg_replication_slots WHERE slot_name = $1`,
);
const clock = statement('backups.clock', 'SELECT clock_timestamp() AS now');

/** How backups stand. Row security shows it to administrators and the product. */
export async function readBackupState(tx: Transaction): Promise<BackupState> {
  const backups = await tx.rows<KnownBackup>(known);
  const [archive = null] = await tx.rows<NonNullable<BackupState['archive']>>(archiveState);
  const [slot] = await tx.rows<{ bytes: number }>(retained, [slotName]);
  const [lastDrill = null] = await tx.rows<BackupRun>(newestDrill);
  const runs = await tx.rows<BackupRun>(newestRuns);
  const skew = await readClockSkew(tx);
  const { EMBEDDED_DATABASE, DATA_DIR, BACKUP_DIR } = env();
  const state = {
    asOf: new Date().toISOString(),
    isOurs: EMBEDDED_DATABASE,
    policy: retention.label,
    backups,
    restorable: mergeRestorable(
      backups.map(({ endedAt, coveredUntil }) => ({ from: endedAt, until: coveredUntil })),
    ),
    archive,
    retainedBytes: slot?.bytes ?? 0,
    freeBytes: await freeBytes(BACKUP_DIR),
    databaseFreeBytes: EMBEDDED_DATABASE ? await freeBytes(DATA_DIR) : null,
    clockSkew: skew,
    lastDrill,
    runs,
  };
  return { ...state, alarms: alarmsOf(state) };
}

async function readClockSkew(tx: Transaction): Promise<number> {
  const asked = Date.now();
  const [row] = await tx.rows<{ now: string }>(clock);
  return row ? clockSkew(Date.parse(row.now), asked, Date.now()) : 0;
}
