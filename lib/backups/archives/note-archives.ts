import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { whyHeld } from '../prune/holds';
import type { Vault } from '../vault';
import { listArchiveHolds } from './holds';
import { listArchives, totalsOf } from './record';

const seen = statement(
  'backups.archives-seen',
  `INSERT INTO logical_archives (id, taken_at, ended_at, server_version, schema_version, tables, row_count, plain_bytes,
     stored_bytes, data_classes, data_keys, master_keys, held_for)
   SELECT a.id, "takenAt", "endedAt", "serverVersion", "schemaVersion", tables, rows, "plainBytes", "storedBytes",
     ARRAY(SELECT json_array_elements_text("dataClasses")), "dataKeys", ARRAY(SELECT json_array_elements_text("masterKeys")),
     "heldFor"
   FROM json_to_recordset($1::json) AS a(id text, "takenAt" timestamptz, "endedAt" timestamptz, "serverVersion" text,
     "schemaVersion" text, tables int, rows bigint, "plainBytes" bigint, "storedBytes" bigint, "dataClasses" json,
     "dataKeys" int, "masterKeys" json, "heldFor" text)
   ON CONFLICT (id) DO UPDATE SET held_for = excluded.held_for, seen_at = now(), removed_at = NULL`,
);
const removed = statement(
  'backups.archives-removed',
  'UPDATE logical_archives SET removed_at = now() WHERE removed_at IS NULL AND id <> ALL ($1::text[])',
);

/** Brings the table of archives to what the storage holds. */
export async function noteArchives(database: Database, vault: Vault): Promise<void> {
  const { archives } = await listArchives(vault);
  const holds = await listArchiveHolds(
    vault,
    archives.map(({ id }) => id),
  );
  const heldFor = (id: string) => {
    const held = holds.get(id);
    return held ? whyHeld(held) : null;
  };
  const rows = archives.map((archive) => ({
    id: archive.id,
    takenAt: archive.takenAt,
    endedAt: archive.endedAt,
    serverVersion: archive.serverVersion,
    schemaVersion: archive.schema.tag,
    tables: archive.tables.length,
    ...totalsOf(archive),
    dataClasses: archive.dataClasses,
    dataKeys: archive.keys.dataKeys.length,
    masterKeys: archive.keys.masterKeys,
    heldFor: heldFor(archive.id),
  }));
  await asSystem(async (tx) => {
    await tx.rows(seen, [JSON.stringify(rows)]);
    await tx.rows(removed, [rows.map(({ id }) => id)]);
  }, database);
}
