import { decompress } from '../compression';
import { BackupDamage } from '../errors';
import { getSealed, type Vault } from '../vault';
import { type ArchivedTable, type ArchiveRecord, tableFile } from './record';
import { StreamTally, tallied } from './row-tally';

type Archive = Pick<ArchiveRecord, 'id' | 'tables'>;

/**
 * The rows of an archived table, as they were stored.
 *
 * @throws BackupDamage as soon as something is not as it was, at the end at the latest
 */
export async function* readTable(
  vault: Vault,
  id: string,
  { name, rows, bytes, sha256 }: ArchivedTable,
): AsyncGenerator<Buffer> {
  const file = tableFile(id, name);
  const tally = new StreamTally();
  yield* tallied(decompress(getSealed(vault, file), file), tally);
  if (tally.rows !== rows || tally.bytes !== bytes || tally.sha256() !== sha256)
    throw new BackupDamage(file, 'is not what the archive’s record says');
}

type Options = { signal?: AbortSignal };

export type ArchiveReading = { tables: number; rows: number; bytes: number };

/**
 * Reads an archive from its first byte to its last: every frame opens, every table is what the record says.
 *
 * @throws BackupDamage
 */
export async function readArchive(
  vault: Vault,
  { id, tables }: Archive,
  { signal }: Options = {},
): Promise<ArchiveReading> {
  const read = { tables: 0, rows: 0, bytes: 0 };
  for (const table of tables) {
    for await (const piece of readTable(vault, id, table)) {
      signal?.throwIfAborted();
      read.bytes += piece.length;
    }
    read.tables += 1;
    read.rows += table.rows;
  }
  return read;
}
