import type { Database } from '@/db/client';
import { env } from '@/lib/env';
import { claimOwn } from '../ownership/claim-own';
import { type Platform, platform, takesFullBackups } from '../platform';
import type { OnProgress } from '../progress';
import { recordRun, type Wanted } from '../runs';
import { ownVault, type Vault } from '../vault';
import { createArchive } from './create-archive';
import { noteArchives } from './note-archives';
import { type ArchiveRecord, listArchives, totalsOf } from './record';

type Take = Wanted & { vault?: Vault; url?: string; signal?: AbortSignal; onProgress?: OnProgress };

/**
 * Archives the database that this process works with, and keeps that it was archived.
 *
 * @param take `url`: of the owner; where nothing is named, the one that the worker is handed
 */
export function takeArchive(database: Database, { signal, onProgress, ...take }: Take) {
  const { vault = ownVault(), url = ownerUrl(), ...wanted } = take;
  const archive = async () => {
    await claimOwn(vault);
    const record = await createArchive({ vault, url, signal, onProgress });
    await noteArchives(database, vault);
    return record;
  };
  return recordRun(database, { kind: 'ARCHIVE', ...wanted }, archive, (record) => {
    const { rows, plainBytes, storedBytes } = totalsOf(record);
    return { id: record.id, tables: record.tables.length, rows, plainBytes, storedBytes };
  });
}

/** What the application's own login may not read, it may not archive either: it is refused then. */
const ownerUrl = (): string => env().OWNER_DATABASE_URL ?? env().DATABASE_URL ?? '';

/** One a calendar month, by UTC; one a day where there are no full backups beside them. @param archives oldest first */
export function isArchiveDue(
  archives: Pick<ArchiveRecord, 'takenAt'>[],
  now: string,
  taker: Platform,
): boolean {
  const [month, day] = ['2026-11'.length, '2026-11-26'.length];
  const digits = takesFullBackups(taker) ? month : day;
  return (archives.at(-1)?.takenAt ?? '').slice(0, digits) < now.slice(0, digits);
}

/** @returns archives taken */
export async function takeArchiveIfDue(database: Database, signal: AbortSignal): Promise<number> {
  const { archives } = await listArchives(ownVault());
  if (!isArchiveDue(archives, new Date().toISOString(), platform())) return 0;
  await takeArchive(database, { by: 'schedule', signal });
  return 1;
}
