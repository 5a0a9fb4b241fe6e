import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { idOfRecord, listBackups } from './base/record';
import type { Vault } from './vault';
import type { ArchiveState } from './wal/archive-wal';
import { readCoverage } from './wal/coverage';

const seen = statement(
  'backups.seen',
  `INSERT INTO backups (id, parent_id, system_id, timeline, start_lsn, started_at, ended_at, verified_at, schema_version, files,
     plain_bytes, stored_bytes, covered_until, damage)
   SELECT id, parent, "systemId", timeline, "startLsn", "startedAt", "endedAt", "verifiedAt", "schemaVersion", files,
     "plainBytes", "storedBytes", "coveredUntil", damage
   FROM json_to_recordset($1::json) AS b(id text, parent text, "systemId" text, timeline int, "startLsn" text,
     "startedAt" timestamptz, "endedAt" timestamptz, "verifiedAt" timestamptz, "schemaVersion" text, files int,
     "plainBytes" bigint, "storedBytes" bigint, "coveredUntil" timestamptz, damage text)
   ON CONFLICT (id) DO UPDATE SET start_lsn = excluded.start_lsn, covered_until = excluded.covered_until,
     damage = excluded.damage, seen_at = now(), removed_at = NULL`,
);
/** Of one whose record cannot be read, nothing can be restored: it counts as gone, and the reason is told. */
const removed = statement(
  'backups.removed',
  `UPDATE backups b SET removed_at = coalesce(b.removed_at, now()), damage = found.damage
   FROM backups own LEFT JOIN json_to_recordset($2::json) AS found(id text, damage text) ON found.id = own.id
   WHERE b.id = own.id AND b.id <> ALL ($1::text[])
     AND (b.removed_at IS NULL OR b.damage IS DISTINCT FROM found.damage)`,
);
const archived = statement(
  'backups.archived',
  `INSERT INTO backup_archive (system_id, timeline, from_lsn, lsn, covered_until) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (system_id) DO UPDATE SET timeline = excluded.timeline, from_lsn = excluded.from_lsn, lsn = excluded.lsn,
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
  const { backups, damaged } = await listBackups(vault);
  const coverage = await readCoverage(vault, backups);
  const rows = backups.map(({ secrets: _, ...backup }) => ({
    ...backup,
    coveredUntil: coverage.get(backup.id)?.until ?? backup.endedAt,
    damage: coverage.get(backup.id)?.damage ?? null,
  }));
  const unreadable = damaged.map(({ file, message }) => ({ id: idOfRecord(file), damage: message }));
  await asSystem(async (tx) => {
    await tx.rows(seen, [JSON.stringify(rows)]);
    await tx.rows(removed, [rows.map(({ id }) => id), JSON.stringify(unreadable)]);
  }, database);
}

export const noteArchive = (
  database: Database,
  { systemId, timeline, from, lsn, until }: ArchiveState,
): Promise<unknown> => asSystem((tx) => tx.rows(archived, [systemId, timeline, from, lsn, until]), database);

export const noteArchiveFault = (database: Database, fault: string): Promise<unknown> =>
  asSystem((tx) => tx.rows(archiveFailed, [fault]), database);
