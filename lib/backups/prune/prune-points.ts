import type { BackupRecord } from '../base/record';
import { BackupDamage } from '../errors';
import type { Vault } from '../vault';
import { parseLsn, segmentAt } from '../wal/lsn';
import { listPointFiles, type RestorePoint, readPoint } from '../wal/restore-points';
import { logKey, type PrunePlan } from './plan-prune';

/**
 * Removes points that lie before the log that stays: no restore reaches them. One that cannot be read is left alone.
 *
 * @param plan with the logs that may be cut, and from where on each stays
 * @returns how many
 */
export async function prunePoints(
  vault: Vault,
  plan: Pick<PrunePlan, 'keep' | 'logFrom'>,
  remove: (name: string) => Promise<void>,
): Promise<number> {
  const starts = startsOf(plan);
  let removed = 0;
  for (const { name, changedAt } of await listPointFiles(vault)) {
    const own = starts.filter(({ backup }) => name.startsWith(`${backup.systemId}/`));
    // There are thousands: only what is old enough is looked into.
    if (!own.some(({ backup }) => changedAt < backup.startedAt)) continue;
    const point = await readIfWhole(vault, name);
    const start = point && own.find(({ backup }) => logKey(backup) === logKey(point));
    if (!point || !start || segmentAt(parseLsn(point.lsn), start.backup.segmentBytes) >= start.from) continue;
    await remove(name);
    removed += 1;
  }
  return removed;
}

type Start = { backup: BackupRecord; from: bigint };

/** The backups from which on each log stays. */
const startsOf = ({ keep, logFrom }: Pick<PrunePlan, 'keep' | 'logFrom'>): Start[] =>
  [...logFrom].flatMap(([log, from]) => {
    const isFirst = (one: BackupRecord) =>
      logKey(one) === log && segmentAt(parseLsn(one.startLsn), one.segmentBytes) === from;
    const backup = keep.find(isFirst);
    return backup ? [{ backup, from }] : [];
  });

async function readIfWhole(vault: Vault, name: string): Promise<RestorePoint | null> {
  try {
    return await readPoint(vault, name);
  } catch (error) {
    if (error instanceof BackupDamage) return null;
    throw error;
  }
}
