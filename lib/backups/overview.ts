import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { archiveAlarms } from './archives/alarms';
import { takesFullBackups } from './platform';
import { type Projection, projectStorage } from './projection';
import { type RetentionRule, rulesOf } from './prune/policy';
import type { BackupRequest } from './requests/schema';
import { readOwnRetention } from './retention/own-retention';
import type { OwnRetention } from './retention/schema';
import { type BackupState, readBackupState } from './state';

export type KnownArchive = {
  id: string;
  takenAt: string;
  endedAt: string;
  serverVersion: string;
  schemaVersion: string;
  tables: number;
  rowCount: number;
  plainBytes: number;
  storedBytes: number;
  dataClasses: string[];
  dataKeys: number;
  /** Names of the master keys that its data keys are wrapped by. */
  wrappedBy: string[];
  heldFor: string | null;
  seenAt: string;
};

export type BackupOverview = BackupState & {
  /** Newest first. */
  archives: KnownArchive[];
  /** What administrators of the own institution asked for, newest first. */
  requests: BackupRequest[];
  /** Full backups without the log; null where there is not enough to tell. */
  projection: Projection[] | null;
  rules: RetentionRule[];
  /** What the own institution asks for; null where it leaves it to the installation. */
  ownRetention: OwnRetention | null;
};

const archives = statement(
  'backups.archives',
  `SELECT id, taken_at AS "takenAt", ended_at AS "endedAt", server_version AS "serverVersion",
     schema_version AS "schemaVersion", tables, row_count AS "rowCount", plain_bytes AS "plainBytes",
     stored_bytes AS "storedBytes", data_classes AS "dataClasses", data_keys AS "dataKeys", master_keys AS "wrappedBy",
     held_for AS "heldFor", seen_at AS "seenAt"
   FROM logical_archives WHERE removed_at IS NULL ORDER BY taken_at DESC`,
);
const requests = statement(
  'backups.requests',
  `SELECT id, work, requester_name AS "requesterName", requested_at AS "requestedAt", started_at AS "startedAt",
     finished_at AS "finishedAt", done, doing, noted_at AS "notedAt", fault
   FROM backup_requests ORDER BY requested_at DESC LIMIT 5`,
);

export const readArchives = (tx: Transaction): Promise<KnownArchive[]> => tx.rows<KnownArchive>(archives);

/** How backups of both kinds stand. Row security shows it to administrators and the product. */
export async function readBackupOverview(tx: Transaction): Promise<BackupOverview> {
  const state = await readBackupState(tx);
  const archived = await readArchives(tx);
  const { alarms, asOf, logical, platform } = state;
  return {
    ...state,
    // What is backed up where it runs cannot be judged from here.
    alarms: takesFullBackups(platform)
      ? alarms
      : [...alarms.filter(({ code }) => code === 'slot-left'), ...archiveAlarms(logical, platform, asOf)],
    archives: archived,
    requests: await tx.rows<BackupRequest>(requests),
    projection: projectStorage(
      state.backups.filter(({ parentId }) => parentId === null),
      state.retention,
      Date.parse(state.asOf),
    ),
    rules: rulesOf(state.retention),
    ownRetention: await readOwnRetention(tx),
  };
}
