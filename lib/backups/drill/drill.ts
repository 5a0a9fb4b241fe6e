import { join } from 'node:path';
import type { Database } from '@/db/client';
import { env } from '@/lib/env';
import { listBackups } from '../base/record';
import { findInstallation } from '../installation';
import type { OnProgress } from '../progress';
import { removeRestored } from '../restore/remove-restored';
import { type RestoreReport, restoreBackup } from '../restore/restore-backup';
import { recordRun } from '../runs';
import { ownVault } from '../vault';
import { type Inspection, inspectRestored } from './inspect';

export type DrillReport = RestoreReport & { inspection: Inspection };

const folderName = 'drill';
/** A guest beside the real database takes little memory, and its disk need not outlive a power failure. */
const modest = { shared_buffers: '64MB', max_connections: '20', fsync: 'off' };

type Drill = { by: string; signal?: AbortSignal; onProgress?: OnProgress };

/** Restores the newest state beside the database, looks it over, keeps what was found, and removes it again. */
export function drill(database: Database, { by, signal, onProgress }: Drill): Promise<DrillReport> {
  const { DATA_DIR, MASTER_KEY = '' } = env();
  const run = async () => {
    await removeRestored(DATA_DIR, folderName);
    let inspection: Inspection | undefined;
    try {
      const report = await restoreBackup({
        vault: ownVault(),
        masterKey: MASTER_KEY,
        target: { kind: 'latest' },
        into: join(DATA_DIR, folderName),
        settings: modest,
        signal,
        onProgress,
        inspect: async ({ ownerUrl }) => {
          inspection = await inspectRestored(ownerUrl, 'the newest backup');
        },
      });
      if (!inspection) throw new Error('The restored server was not looked at.');
      return { ...report, inspection };
    } finally {
      await removeRestored(DATA_DIR, folderName);
    }
  };
  return recordRun(
    database,
    { kind: 'DRILL', by },
    run,
    ({ backup, segments, lastCommitAt, seconds, inspection }) => ({
      backup,
      segments,
      lastCommitAt,
      seconds: seconds.all,
      ...inspection,
    }),
  );
}

/** @returns drills done: 0 where the database is not ours to back up, or has no backup yet, which is an alarm of its own */
export async function drillIfPossible(database: Database, signal: AbortSignal): Promise<number> {
  const installation = findInstallation();
  if (!installation || (await listBackups(installation.vault)).backups.length === 0) return 0;
  await drill(database, { by: 'schedule', signal });
  return 1;
}
