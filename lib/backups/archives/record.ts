import { z } from 'zod';
import { BackupDamage, BackupRefusal } from '../errors';
import { keysNeeded } from '../keys-needed';
import { readJson, type Vault } from '../vault';

const count = z.number().int().nonnegative();

const archivedTable = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** In the order in which they stand in the file; what the server works out by itself is not among them. */
  columns: z.array(z.string()).min(1),
  rows: count,
  /** Of the rows as COPY writes them as text, before they are compressed, and the SHA-256 of that in hex. */
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  storedBytes: count,
});

export type ArchivedTable = z.output<typeof archivedTable>;

/** What a logical archive is. It is written last: an archive without it does not exist. */
export const archiveRecord = z.object({
  format: z.literal(1),
  id: z.string(),
  /** By the server's clock: the moment whose state it is, and when it had been read again. */
  takenAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  serverVersion: z.string(),
  /** The newest migration of the database: an archive is restored into exactly that schema. */
  schema: z.object({ tag: z.string(), hash: z.string(), createdAt: count }),
  tables: z.array(archivedTable),
  /** Months of which the trail has a partition, `2026_11`. */
  trailMonths: z.array(z.string().regex(/^\d{4}_\d{2}$/)),
  sequences: z.array(z.object({ name: z.string(), value: z.number().int() })),
  keys: keysNeeded,
  dataClasses: z.array(z.string()),
  /** Tables that are not in it, because they hold nothing that has to be kept. */
  leftOut: z.array(z.string()),
});

export type ArchiveRecord = z.output<typeof archiveRecord>;

export const archiveFolder = (id: string): string => `archives/${id}`;
export const tableFile = (id: string, table: string): string => `${archiveFolder(id)}/${table}.copy`;
export const recordFile = (id: string): string => `${archiveFolder(id)}/archive.json`;

/** What an archive amounts to. */
export const totalsOf = ({ tables }: Pick<ArchiveRecord, 'tables'>) => ({
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  plainBytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
  storedBytes: tables.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
});

export type ArchiveListing = { archives: ArchiveRecord[]; damaged: BackupDamage[] };

/** All complete archives, oldest first, and the records that cannot be read. */
export async function listArchives(vault: Vault): Promise<ArchiveListing> {
  const files = await vault.storage.list('archives/');
  const names = files.map(({ name }) => name).filter((name) => name.endsWith('/archive.json'));
  const listing: ArchiveListing = { archives: [], damaged: [] };
  for (const name of names) {
    try {
      listing.archives.push(await readJson(vault, name, archiveRecord));
    } catch (error) {
      if (!(error instanceof BackupDamage)) throw error;
      listing.damaged.push(error);
    }
  }
  listing.archives.sort((a, b) => a.takenAt.localeCompare(b.takenAt));
  return listing;
}

/** @throws BackupRefusal naming the archives that there are; BackupDamage where its record cannot be read */
export async function archiveNamed(vault: Vault, id: string): Promise<ArchiveRecord> {
  const { archives, damaged } = await listArchives(vault);
  const found = archives.find((archive) => archive.id === id);
  if (found) return found;
  const unreadable = damaged.find(({ file }) => file === recordFile(id));
  if (unreadable) throw unreadable;
  throw new BackupRefusal(
    `There is no complete archive “${id}”. There are: ${archives.map((one) => one.id).join(', ') || 'none'}`,
  );
}
