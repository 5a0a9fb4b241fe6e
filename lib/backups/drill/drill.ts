import { join } from 'node:path';
import type { Database } from '@/db/client';
import { prepareDataDir } from '@/db/embedded/data-dir';
import { env } from '@/lib/env';
import { claimTurn } from '../base/claim-turn';
import { listBackups } from '../base/record';
import { BackupRefusal } from '../errors';
import { findInstallation, type Installation } from '../installation';
import type { OnProgress } from '../progress';
import { connectReplication } from '../replication/connection';
import type { RestorePlan } from '../restore/plan-restore';
import { removeRestored } from '../restore/remove-restored';
import { type RestoreReport, restoreBackup } from '../restore/restore-backup';
import { hasRoom, plainBytesOf } from '../restore/room';
import { recordRun, type Wanted } from '../runs';
import { type Inspection, inspectRestored } from './inspect';

export type DrillReport = RestoreReport & { inspection: Inspection };

const folderName = 'drill';
/** A guest beside the real database takes little memory, and its disk need not outlive a power failure. */
const modest = { shared_buffers: '64MB', max_connections: '20', fsync: 'off' };
/** Of the advisory lock that stands for the turn. */
export const drillKey = 7_235_984;

type Drill = Wanted & { signal?: AbortSignal; onProgress?: OnProgress };

/**
 * Restores the newest state beside the database, looks it over, keeps what was found, and removes it again. One at a time:
 * whoever has the turn knows that what another one left has nobody working on it.
 *
 * @throws BackupRefusal while another drill is under way, or where the disk has no room for one
 */
export function drill(
  database: Database,
  installation: Installation,
  { signal, onProgress, ...wanted }: Drill,
): Promise<DrillReport> {
  return recordRun(
    database,
    { kind: 'DRILL', ...wanted },
    () => inTurn(installation, () => restoreAndInspect(installation, { signal, onProgress })),
    ({ backup, segments, lastCommitAt, seconds, inspection }) => ({
      backup,
      segments,
      lastCommitAt,
      seconds: seconds.all,
      ...inspection,
    }),
  );
}

async function inTurn<T>({ url }: Installation, work: () => Promise<T>): Promise<T> {
  const connection = await connectReplication(url, 'syllabase drill');
  try {
    await claimTurn(connection, drillKey, 'Another drill is under way.');
    return await work();
  } finally {
    await connection.close();
  }
}

async function restoreAndInspect(
  { vault }: Installation,
  { signal, onProgress }: Pick<Drill, 'signal' | 'onProgress'>,
): Promise<DrillReport> {
  const { DATA_DIR, MASTER_KEY = '' } = env();
  prepareDataDir(DATA_DIR);
  await removeRestored(DATA_DIR, folderName);
  let inspection: Inspection | undefined;
  try {
    const report = await restoreBackup({
      vault,
      masterKey: MASTER_KEY,
      target: { kind: 'latest' },
      into: join(DATA_DIR, folderName),
      settings: modest,
      signal,
      onProgress,
      approve: requireRoom,
      inspect: async ({ ownerUrl }) => {
        inspection = await inspectRestored(ownerUrl, 'the newest backup');
      },
    });
    if (!inspection) throw new Error('The restored server was not looked at.');
    return { ...report, inspection };
  } finally {
    await removeRestored(DATA_DIR, folderName);
  }
}

/** A drill must not be what fills the disk of the database. */
async function requireRoom({ backup, parts, chain }: RestorePlan): Promise<void> {
  const bytes = plainBytesOf(backup, parts) + chain.links.length * backup.segmentBytes;
  if (await hasRoom(env().DATA_DIR, bytes)) return;
  throw new BackupRefusal(
    `The disk of DATA_DIR has no room for a drill, which needs ${Math.ceil(bytes / 1e6)} MB and leaves a fifth of what is free.`,
  );
}

/** @returns drills done: 0 where the database is not ours to back up, or has no backup yet, which is an alarm of its own */
export async function drillIfPossible(database: Database, signal: AbortSignal): Promise<number> {
  const installation = findInstallation();
  if (!installation || (await listBackups(installation.vault)).backups.length === 0) return 0;
  await drill(database, installation, { by: 'schedule', signal });
  return 1;
}
