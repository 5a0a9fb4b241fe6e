import { z } from 'zod';
import { BackupDamage } from '../errors';
import { keysNeeded } from '../keys-needed';
import { listOf, readJson, type Vault } from '../vault';

const instant = z.iso.datetime();
const count = z.number().int().nonnegative();

/** What a backup is. It is written last: a backup without it does not exist. */
export const backupRecord = z.object({
  format: z.literal(1),
  id: z.string(),
  /** The backup before this one, of which this one holds what has changed since; null for a full one. */
  parent: z.string().nullable().default(null),
  systemId: z.string(),
  timeline: z.number().int().positive(),
  /** The log from here to `endLsn` makes the files consistent; it is part of the backup. */
  startLsn: z.string(),
  endLsn: z.string(),
  segmentBytes: count,
  /** By the server's clock. Only moments after `endedAt` can be restored from it. */
  startedAt: instant,
  endedAt: instant,
  verifiedAt: instant,
  serverVersion: z.string(),
  /** The newest migration of the database. */
  schemaVersion: z.string(),
  /** What its sealed columns need. Null, as the policy: not noted when it was taken. */
  keys: keysNeeded.nullable().default(null),
  /** How long it is to be kept, as the policy in force said when it was taken. */
  policy: z.string().nullable().default(null),
  dataClasses: z.array(z.string()),
  files: count,
  plainBytes: count,
  storedBytes: count,
  /** Of a server whose logins are somebody else's: what a copy of it is entered by. Null: the product made the server. */
  origin: z
    .object({
      /** The role that the product's tables belong to. */
      owner: z.string(),
      database: z.string(),
      /** `max_prepared_transactions`: a copy that allows fewer does not replay the log. */
      preparedTransactions: count,
    })
    .nullable()
    .default(null),
  /** What a restored data directory needs besides MASTER_KEY. */
  secrets: z.object({ ownerPassword: z.string(), appPassword: z.string(), authSecret: z.string() }),
});

export type BackupRecord = z.output<typeof backupRecord>;

/** Kinds of data that a physical copy of the whole database holds. */
export const dataClasses = [
  'education records',
  'directory information',
  'sign-in data',
  'messages',
  'course content',
  'audit trail',
  'disclosure records',
];

export const baseFolder = (systemId: string, id: string) => `${systemId}/base/${id}`;
export const recordFile = (systemId: string, id: string) => `${baseFolder(systemId, id)}/backup.json`;
const recordName = /^(\d+)\/base\/([^/]+)\/backup\.json$/;

/** The backup whose record a file is; null where it is none. */
export const idOfRecord = (file: string): string | null => recordName.exec(file)?.[2] ?? null;
export const serverOfRecord = (file: string): string | null => recordName.exec(file)?.[1] ?? null;

export type Listing = { backups: BackupRecord[]; damaged: BackupDamage[] };

/** All complete backups, oldest first, and the records that cannot be read. */
export async function listBackups(vault: Vault): Promise<Listing> {
  const names = (await listOf(vault, 'base')).map(({ name }) => name).filter((name) => recordName.test(name));
  const listing: Listing = { backups: [], damaged: [] };
  for (const name of names) {
    try {
      listing.backups.push(await readJson(vault, name, backupRecord));
    } catch (error) {
      if (!(error instanceof BackupDamage)) throw error;
      listing.damaged.push(error);
    }
  }
  listing.backups.sort((a, b) => a.endedAt.localeCompare(b.endedAt));
  return listing;
}
