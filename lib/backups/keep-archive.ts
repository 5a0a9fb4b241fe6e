import type { Database } from '@/db/client';
import { findInstallation, type Installation } from './installation';
import { noteArchive, noteArchiveFault, noteStorage } from './note-storage';
import { claimVault } from './ownership/claim-vault';
import { requireReady } from './readiness/read-missing';
import { recordRun } from './runs';
import { archiveWal } from './wal/archive-wal';
import { createRestorePoint, type RestorePoint } from './wal/restore-points';

/** Milliseconds between two notes of how far the archive is: each is a write itself. */
const noteEvery = 15_000;

/**
 * Archives the log until `signal` is aborted, or the vault becomes another installation's. A failure is noted for the alarms
 * and passed on.
 *
 * @returns segments completed
 * @throws VaultTaken
 */
export async function keepArchive(
  database: Database,
  signal: AbortSignal,
  installation: Omit<Installation, 'secrets'> | null = findInstallation(),
): Promise<number> {
  if (!installation) return 0;
  const { vault, keeper, url, isForeign } = installation;
  let noted = 0;
  try {
    if (isForeign) await requireReady(database);
    await claimVault(vault, keeper);
    const completed = await archiveWal({
      vault,
      url,
      signal,
      onState: async (state) => {
        if (Date.now() - noted < noteEvery) return;
        noted = Date.now();
        await claimVault(vault, keeper);
        await noteArchive(database, state);
      },
    });
    return completed ?? 0;
  } catch (error) {
    await noteArchiveFault(database, error instanceof Error ? error.message : String(error)).catch(
      () => undefined,
    );
    throw error;
  }
}

/** Marks this moment in the log, and keeps that it was marked. */
export function markRestorePoint(
  database: Database,
  { vault, keeper, url }: Installation,
  name: string,
  by: string,
): Promise<RestorePoint> {
  const mark = async () => {
    await claimVault(vault, keeper);
    const point = await createRestorePoint(vault, url, name);
    await noteStorage(database, vault);
    return point;
  };
  return recordRun(database, { kind: 'POINT', by }, mark, ({ lsn }) => ({ name, lsn }));
}

/** @returns points marked */
export async function markHour(database: Database, now = new Date()): Promise<number> {
  const installation = findInstallation();
  if (!installation) return 0;
  const name = `auto-${now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}`;
  await markRestorePoint(database, installation, name, 'schedule');
  return 1;
}
