import { leftoversAmong } from '../base/leftovers';
import { type BackupRecord, baseFolder, listBackups, serverOfRecord } from '../base/record';
import type { BackupDamage } from '../errors';
import { listOf, type Vault } from '../vault';
import { listLog } from '../wal/archive';
import { listHolds, requireWhole } from './holds';
import type { Keeping } from './keeping';
import { logKey, type PrunePlan, planPrune } from './plan-prune';
import { prunePoints } from './prune-points';

export type Pruned = {
  backups: string[];
  segments: number;
  points: number;
  /** Files that interrupted backups left. */
  unfinished: number;
  kept: number;
};

const day = 86_400_000;

/**
 * Removes what the policy does not keep, and what interrupted backups left more than a day ago.
 *
 * @throws BackupRefusal while a hold cannot be read
 */
export async function pruneBackups(vault: Vault, keeping: Keeping, { dryRun = false } = {}): Promise<Pruned> {
  const { backups, damaged } = await listBackups(vault);
  const holds = await listHolds(vault, backups);
  requireWhole(holds);
  const plan = planPrune(backups, new Set(holds.keys()), keeping, Date.now());
  const log = { ...plan, logFrom: withoutUnread(plan.logFrom, damaged) };
  const remove = dryRun ? async () => undefined : (name: string) => vault.storage.remove(name);
  // Newest first: what builds on another one goes before that.
  for (const backup of plan.remove.toReversed()) await removeBackup(vault, backup, remove);
  return {
    backups: plan.remove.map(({ id }) => id),
    segments: await removeLog(vault, log, remove),
    points: await prunePoints(vault, log, remove),
    unfinished:
      (await removeLeftovers(vault, remove)) + (dryRun ? 0 : await vault.storage.sweep('', Date.now() - day)),
    kept: plan.keep.length,
  };
}

/** A backup whose record cannot be read may need any of its server's log, once its key is found: that log stays whole. */
function withoutUnread(logFrom: PrunePlan['logFrom'], damaged: BackupDamage[]): PrunePlan['logFrom'] {
  const servers = new Set(damaged.map(({ file }) => serverOfRecord(file)));
  return new Map([...logFrom].filter(([log]) => !servers.has(log.slice(0, log.indexOf('/')))));
}

type Remove = (name: string) => Promise<void>;

/** The record first: a backup that is half removed is none. */
async function removeBackup(vault: Vault, { systemId, id }: BackupRecord, remove: Remove): Promise<void> {
  const folder = baseFolder(systemId, id);
  await remove(`${folder}/backup.json`);
  for (const { name } of await vault.storage.list(`${folder}/`)) await remove(name);
}

async function removeLog(
  vault: Vault,
  { keep, logFrom }: Pick<PrunePlan, 'keep' | 'logFrom'>,
  remove: Remove,
): Promise<number> {
  let removed = 0;
  for (const [log, from] of logFrom) {
    const backup = keep.find((one) => logKey(one) === log);
    if (!backup) continue;
    const { whole } = await listLog(vault, backup.systemId, backup.timeline, backup.segmentBytes);
    for (const [segment, name] of whole) {
      if (segment >= from) continue;
      await remove(name);
      removed += 1;
    }
  }
  return removed;
}

/** Also of servers that take no backups any more, and so do not clear away their own. */
async function removeLeftovers(vault: Vault, remove: Remove): Promise<number> {
  const left = leftoversAmong(await listOf(vault, 'base')).filter(
    ({ changedAt }) => Date.now() - Date.parse(changedAt) > day,
  );
  for (const { name } of left) await remove(name);
  return left.length;
}
