import type { Database } from '@/db/client';
import { env } from '@/lib/env';
import { claimOwn } from '../ownership/claim-own';
import type { OnProgress } from '../progress';
import { recordRun } from '../runs';
import { ownVault, type Vault } from '../vault';
import { createArchive } from './create-archive';
import { noteArchives } from './note-archives';
import { type ArchiveRecord, listArchives, totalsOf } from './record';

type Take = { by: string; vault?: Vault; url?: string; signal?: AbortSignal; onProgress?: OnProgress };

/** Archives the database that this process works with, and keeps that it was archived. */
export function takeArchive(database: Database, { by, signal, onProgress, ...place }: Take) {
  const { vault = ownVault(), url = env().DATABASE_URL ?? '' } = place;
  const archive = async () => {
    await claimOwn(vault);
    const record = await createArchive({ vault, url, signal, onProgress });
    await noteArchives(database, vault);
    return record;
  };
  return recordRun(database, { kind: 'ARCHIVE', by }, archive, (record) => {
    const { rows, plainBytes, storedBytes } = totalsOf(record);
    return { id: record.id, tables: record.tables.length, rows, plainBytes, storedBytes };
  });
}

/** One a calendar month, by UTC. @param archives oldest first */
export const isArchiveDue = (archives: Pick<ArchiveRecord, 'takenAt'>[], now: string): boolean =>
  (archives.at(-1)?.takenAt ?? '').slice(0, 7) < now.slice(0, 7);

/** @returns archives taken */
export async function takeArchiveIfDue(database: Database, signal: AbortSignal): Promise<number> {
  const { archives } = await listArchives(ownVault());
  if (!isArchiveDue(archives, new Date().toISOString())) return 0;
  await takeArchive(database, { by: 'schedule', signal });
  return 1;
}
