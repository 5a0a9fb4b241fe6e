import { type ArchiveRecord, listArchives } from './archives/record';
import { readArchive } from './archives/verify-archive';
import { chainOf } from './base/backup-chain';
import { type BackupRecord, type Listing, listBackups } from './base/record';
import { readBase } from './base/verify-base';
import { BackupDamage, BackupRefusal } from './errors';
import type { OnProgress } from './progress';
import type { Vault } from './vault';
import { verifyLog } from './wal/verify-log';

/** What was read of one backup or archive; `fault` says what is not as it was written. */
export type Checked = { id: string; files: number; bytes: number; segments: number; fault: string | null };

export type Verified = {
  checked: Checked[];
  /** Records that cannot be read, each with its reason: nothing of what they stand for could be looked at. */
  damaged: string[];
};

type Verify = { id?: string; signal?: AbortSignal; onProgress?: OnProgress };
type Reading = Pick<Checked, 'files' | 'bytes' | 'segments'>;

const recordName = /([^/]+)\/(?:backup|archive)\.json$/;

/**
 * Reads backups and archives from the first byte to the last, what they build on, and the log that continues them.
 *
 * @param id one of them; without it all
 * @throws BackupRefusal where there is none of that name
 */
export async function verifyVault(vault: Vault, { id, signal, onProgress }: Verify = {}): Promise<Verified> {
  const { backups, damaged } = await listBackups(vault);
  const logical = await listArchives(vault);
  const isChosen = (name: string | undefined) => id === undefined || name === id;
  const unreadable = [...damaged, ...logical.damaged];
  const chosen = unreadable.filter(({ file }) => isChosen(recordName.exec(file)?.[1]));
  const works = [
    ...backupWorks(vault, { backups, damaged }, signal),
    ...logical.archives.map((archive) => ({ id: archive.id, read: () => readAll(vault, archive, signal) })),
  ].filter((work) => isChosen(work.id));
  if (works.length + chosen.length === 0) throw new BackupRefusal(nothingNamed(id, unreadable.length));
  const checked: Checked[] = [];
  for (const work of works) {
    onProgress?.(checked.length / works.length, work.id);
    checked.push(await check(work));
  }
  return { checked, damaged: chosen.map(({ message }) => message) };
}

function nothingNamed(id: string | undefined, unreadable: number): string {
  if (id === undefined) return 'There is no backup.';
  const none = `There is no complete backup or archive “${id}”.`;
  if (unreadable === 0) return none;
  return `${none} Records that cannot be read: ${unreadable}; verify without a name lists them.`;
}

type Work = { id: string; read: () => Promise<Reading> };

async function check({ id, read }: Work): Promise<Checked> {
  try {
    return { id, ...(await read()), fault: null };
  } catch (error) {
    if (!(error instanceof BackupDamage)) throw error;
    return { id, files: 0, bytes: 0, segments: 0, fault: error.message };
  }
}

/** Each with everything it is put together from, which is read once however many build on it. */
function backupWorks(vault: Vault, { backups, damaged }: Listing, signal?: AbortSignal): Work[] {
  const read = new Map<BackupRecord, Promise<{ files: number; bytes: number }>>();
  const readOnce = (part: BackupRecord) => {
    const reading = read.get(part) ?? readBase(vault, part, { signal });
    read.set(part, reading);
    return reading;
  };
  return backups.map((backup) => ({
    id: backup.id,
    read: async () => {
      for (const part of chainOf(backup, backups, damaged)) await readOnce(part);
      return { ...(await readOnce(backup)), segments: await verifyLog(vault, backup, signal) };
    },
  }));
}

/** The files of an archive are its tables; no log continues it. */
async function readAll(vault: Vault, archive: ArchiveRecord, signal?: AbortSignal): Promise<Reading> {
  const { tables, bytes } = await readArchive(vault, archive, { signal });
  return { files: tables, bytes, segments: 0 };
}
