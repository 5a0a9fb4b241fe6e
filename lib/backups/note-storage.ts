import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { listBackups } from './base/record';
import type { Vault } from './vault';
import type { ArchiveState } from './wal/archive-wal';
import { readCoverage } from './wal/coverage';

const seen = statement(
  'backups.seen',
  `INSERT INTO backups (id, parent_id, system_id, timeline, started_at, ended_at, verified_at, schema_version, files, plain_bytes,
     stored_bytes, covered_until)
   SELECT id, parent, "systemId", timeline, "startedAt", "endedAt", "verifiedAt", "schemaVersion", files, "plainBytes",
     "storedBytes", "coveredUntil"
   FROM json_to_recordset($1::json) AS b(id text, parent text, "systemId" text, timeline int, "startedAt" timestamptz,
     "endedAt" timestamptz, "verifiedAt" timestamptz, "schemaVersion" text, files int, "plainBytes" bigint,
     "storedBytes" bigint, "coveredUntil" timestamptz)
   ON CONFLICT (id) DO UPDATE SET covered_until = excluded.covered_until, seen_at = now(), removed_at = NULL`,
);
const removed = statement(
  'backups.removed',
  'UPDATE backups SET removed_at = now() WHERE removed_at IS NULL AND id <> ALL ($1::text[])',
);
const archived = statement(
  'backups.archived',
  `INSERT INTO backup_archive (system_id, timeline, lsn, covered_until) VALUES ($1, $2, $3, $4)
   ON CONFLICT (system_id) DO UPDATE SET timeline = excluded.timeline, lsn = excluded.lsn,
     covered_until = excluded.covered_until, updated_at = now(), fault = NULL`,
);
/** Of a server that has not archived anything yet, only the fault is known. */
const archiveFailed = statement(
  'backups.archive-failed',
  `INSERT INTO backup_archive (system_id, timeline, lsn, fault)
   SELECT coalesce((SELECT system_id FROM backup_archive ORDER BY updated_at DESC LIMIT 1), ''), 0, '0/0', $1
   ON CONFLICT (system_id) DO UPDATE SET fault = excluded.fault, updated_at = now()`,
);

/** Brings the table of backups to what the storage holds. */
export async function noteStorage(database: Database, vault: Vault): Promise<void> {
  const { backups } = await listBackups(vault);
  const coverage = await readCoverage(vault, backups);
  const rows = backups.map(({ secrets: _, ...backup }) => ({
    ...backup,
    coveredUntil: coverage.get(backup.id) ?? backup.endedAt,
  }));
  await asSystem(async (tx) => {
    await tx.rows(seen, [JSON.stringify(rows)]);
    await tx.rows(removed, [rows.map(({ id }) => id)]);
  }, database);
}

export const noteArchive = (
  database: Database,
  { systemId, timeline, lsn, until }: ArchiveState,
): Promise<unknown> => asSystem((tx) => tx.rows(archived, [systemId, timeline, lsn, until]), database);

export const noteArchiveFault = (database: Database, fault: string): Promise<unknown> =>
  asSystem((tx) => tx.rows(archiveFailed, [fault]), database);
