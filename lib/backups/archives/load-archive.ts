import pg from 'pg';
import { applyMigrations, migrationsUpTo } from '@/db/migrate-to';
import { BackupDamage, BackupRefusal } from '../errors';
import { metered, type OnProgress } from '../progress';
import { copyInto } from '../replication/copy-in';
import type { Vault } from '../vault';
import { copyIntoText, copyOut, copyOutText } from './copy-out';
import { inLoadOrder } from './load-order';
import { readShape, readTrailMonths, type TableShape } from './read-shape';
import { type ArchiveRecord, recordFile, tableFile, totalsOf } from './record';
import { RowTally, tallied } from './row-tally';
import { readTable } from './verify-archive';

/** Of the time that loading takes, the part until all rows are in; the rest is reading them again. */
const filling = 0.7;

/**
 * Makes an empty database what the archive holds, in the caller's transaction: the schema of then, every row with all
 * constraints in force, the counters. Then reads every table and holds it against what came out of the archive.
 *
 * @throws BackupRefusal where this version of the product cannot restore it, BackupDamage where something is not as it was
 */
export async function loadArchive(
  client: pg.Client,
  vault: Vault,
  record: ArchiveRecord,
  onProgress: OnProgress,
): Promise<void> {
  const migrations = migrationsUpTo(record.schema);
  if (!migrations)
    throw new BackupRefusal(
      `The archive has the schema ${record.schema.tag}, which this version of the product does not know. Use the one that took it, or a newer one.`,
    );
  await applyMigrations(client, migrations);
  await addTrailMonths(client, record.trailMonths);
  const tables = await matchTables(client, record);
  await letRowsIn(client, tables);
  const { plainBytes } = totalsOf(record);
  let passed = 0;
  const say = (part: number, from: number, doing: string) => (bytes: number) =>
    onProgress(from + (part * Math.min(plainBytes, passed + bytes)) / Math.max(1, plainBytes), doing);
  const sums = new Map<string, string>();
  for (const table of tables) {
    const rows = metered(readTable(vault, record.id, table), say(filling, 0, `filling ${table.name}`));
    sums.set(table.name, await fillTable(client, record.id, table, rows));
    passed += table.bytes;
  }
  for (const { name, value } of record.sequences)
    await client.query('SELECT setval($1, $2)', [`public.${pg.escapeIdentifier(name)}`, value]);
  passed = 0;
  for (const table of tables) {
    const rows = copyOut(client, copyOutText(table.name, table.columns));
    const seen = metered(rows, say(1 - filling, filling, `comparing ${table.name}`));
    await compareTable(record.id, table, seen, sums.get(table.name) ?? '');
    passed += table.bytes;
  }
  await letNobodyIn(client, tables);
}

type Table = ArchiveRecord['tables'][number] & Omit<TableShape, 'columns'>;

/** The archived tables in the order to fill them; each must be in the schema exactly as it was. */
async function matchTables(client: pg.Client, record: ArchiveRecord): Promise<Table[]> {
  const { kept } = await readShape(client);
  const archived = new Map(record.tables.map((table) => [table.name, table]));
  const matched = inLoadOrder(kept).map((shape) => {
    const table = archived.get(shape.name);
    archived.delete(shape.name);
    if (!table || table.columns.toSorted().join() !== shape.columns.toSorted().join())
      throw new BackupDamage(recordFile(record.id), `does not fit the schema of then: ${shape.name}`);
    return { ...table, needs: shape.needs, isForced: shape.isForced };
  });
  const [left] = archived.keys();
  if (left !== undefined)
    throw new BackupDamage(recordFile(record.id), `does not fit the schema of then: ${left}`);
  return matched;
}

/** The trail's migration makes the months from now on; the archive's are earlier ones. */
async function addTrailMonths(client: pg.Client, wanted: string[]): Promise<void> {
  const present = new Set(await readTrailMonths(client));
  for (const name of wanted.filter((month) => !present.has(month))) {
    const [year = 0, month = 0] = name.split('_').map(Number);
    const firstDay = (of: number) => new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10);
    await client.query(
      `CREATE TABLE public.audit_log_${name} PARTITION OF public.audit_log
       FOR VALUES FROM ('${firstDay(month - 1)} 00:00:00+00') TO ('${firstDay(month)} 00:00:00+00');
       SELECT public.guard_audit_partition('public.audit_log_${name}')`,
    );
  }
}

/**
 * What triggers would add is in the archive already, and so is what a migration put into its new table; COPY refuses a
 * table whose row security holds its owner.
 */
async function letRowsIn(client: pg.Client, tables: Table[]): Promise<void> {
  for (const { name } of tables.toReversed())
    await client.query(
      `ALTER TABLE public.${name} DISABLE TRIGGER USER; ALTER TABLE public.${name} NO FORCE ROW LEVEL SECURITY;
       DELETE FROM public.${name}`,
    );
}

async function letNobodyIn(client: pg.Client, tables: Table[]): Promise<void> {
  for (const { name, isForced } of tables) {
    await client.query(`ALTER TABLE public.${name} ENABLE TRIGGER USER`);
    if (isForced) await client.query(`ALTER TABLE public.${name} FORCE ROW LEVEL SECURITY`);
  }
}

/** @returns the sum of the rows that went in */
async function fillTable(
  client: pg.Client,
  id: string,
  { name, columns, rows }: Table,
  source: AsyncIterable<Buffer>,
): Promise<string> {
  const tally = new RowTally();
  const taken = await copyInto(client, copyIntoText(name, columns), tallied(source, tally)).catch(
    (error: unknown) => {
      if (!(error instanceof pg.DatabaseError)) throw error;
      throw new BackupDamage(tableFile(id, name), `does not go into its table: ${error.message}`);
    },
  );
  if (taken !== rows)
    throw new BackupDamage(tableFile(id, name), `holds ${rows} rows, ${taken} went into its table`);
  return tally.digest();
}

async function compareTable(
  id: string,
  { name, rows }: Table,
  found: AsyncIterable<Buffer>,
  sum: string,
): Promise<void> {
  const tally = new RowTally();
  for await (const piece of found) tally.add(piece);
  if (tally.rows !== rows || tally.digest() !== sum)
    throw new BackupDamage(tableFile(id, name), 'is not in its table as it was');
}
