import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { compress } from '../compression';
import { migrationTag } from '../content';
import { type KeyRow, keyRowsSql, keysFrom } from '../keys-needed';
import { metered, type OnProgress } from '../progress';
import { putJson, putSealed, type Vault } from '../vault';
import { copyOut, copyOutText } from './copy-out';
import { classesIn } from './data-classes';
import { readSequences, readShape, readTrailMonths, type TableShape } from './read-shape';
import { type ArchivedTable, type ArchiveRecord, archiveFolder, recordFile, tableFile } from './record';
import { StreamTally, tallied } from './row-tally';
import { inTransaction } from './session';
import { readArchive } from './verify-archive';

export type CreateArchive = {
  vault: Vault;
  /** A login that reads every column of all tables as the product itself: the owner's. */
  url: string;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

/** Of the time an archive takes, the part that goes by until all is stored; the rest is reading it again. */
const storing = 0.7;

/**
 * Archives the state of one moment, table by table, and reads it again before it is listed. Stopped or failed, it leaves
 * nothing; killed, nothing that would be listed. What goes on in the database meanwhile is not held up, but rows that are
 * changed are not cleaned up either until it ends.
 */
export async function createArchive(options: CreateArchive): Promise<ArchiveRecord> {
  const { vault, url, signal, onProgress = () => undefined } = options;
  const id = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-${randomBytes(3).toString('hex')}`;
  try {
    const stored = await inTransaction(url, 'ISOLATION LEVEL REPEATABLE READ READ ONLY', signal, (client) =>
      storeTables(client, vault, id, onProgress),
    );
    onProgress(storing, 'reading it again');
    await readArchive(vault, { id, tables: stored.tables }, { signal });
    const record: ArchiveRecord = { format: 1, id, ...stored, endedAt: new Date().toISOString() };
    signal?.throwIfAborted();
    await putJson(vault, recordFile(id), record);
    onProgress(1, 'done');
    return record;
  } catch (error) {
    for (const { name } of await vault.storage.list(`${archiveFolder(id)}/`))
      await vault.storage.remove(name);
    signal?.throwIfAborted();
    throw error;
  }
}

type Stored = Omit<ArchiveRecord, 'format' | 'id' | 'endedAt'>;

async function storeTables(
  client: pg.Client,
  vault: Vault,
  id: string,
  onProgress: OnProgress,
): Promise<Stored> {
  // When the transaction began: whatever had been committed by then is in what it sees.
  const { rows } = await client.query<{ takenAt: Date; serverVersion: string; bytes: string }>(
    `SELECT now() AS "takenAt", current_setting('server_version') AS "serverVersion",
       (SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS bytes`,
  );
  const [about] = rows;
  if (!about) throw new Error('The server did not say what it is.');
  const { kept, passing } = await readShape(client);
  const tables: ArchivedTable[] = [];
  let before = 0;
  for (const shape of kept) {
    const say = (bytes: number) =>
      onProgress(
        storing * Math.min(1, (before + bytes) / Math.max(1, Number(about.bytes))),
        `archiving ${shape.name}`,
      );
    const table = await storeTable(client, vault, id, shape, say);
    tables.push(table);
    before += table.bytes;
  }
  return {
    takenAt: about.takenAt.toISOString(),
    serverVersion: about.serverVersion,
    schema: await readSchema(client),
    tables,
    trailMonths: await readTrailMonths(client),
    sequences: await readSequences(client),
    keys: await readKeys(client),
    dataClasses: classesIn(tables.map(({ name }) => name)),
    leftOut: [...passing, 'pgboss.*'],
  };
}

async function storeTable(
  client: pg.Client,
  vault: Vault,
  id: string,
  { name, columns }: TableShape,
  say: (bytes: number) => void,
): Promise<ArchivedTable> {
  const tally = new StreamTally();
  const rows = metered(tallied(copyOut(client, copyOutText(name, columns)), tally), say);
  const storedBytes = await putSealed(vault, tableFile(id, name), compress(rows));
  return { name, columns, rows: tally.rows, bytes: tally.bytes, sha256: tally.sha256(), storedBytes };
}

/** As the database has it: it may be ahead of this process, where a new version has just been started beside it. */
async function readSchema(client: pg.Client): Promise<ArchiveRecord['schema']> {
  const { rows } = await client.query<{ hash: string; createdAt: string }>(
    'SELECT hash, created_at AS "createdAt" FROM newest_migration()',
  );
  const [newest] = rows;
  if (!newest) throw new Error('This database has no migrations.');
  const createdAt = Number(newest.createdAt);
  return { tag: migrationTag(createdAt), hash: newest.hash, createdAt };
}

const readKeys = async (client: pg.Client): Promise<ArchiveRecord['keys']> =>
  keysFrom((await client.query<KeyRow>(keyRowsSql)).rows);
