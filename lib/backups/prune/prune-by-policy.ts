import type { Database } from '@/db/client';
import { findInstallation, type Installation } from '../installation';
import { noteStorage } from '../note-storage';
import { claimVault } from '../ownership/claim-vault';
import { mayPruneUnasked } from '../ownership/may-prune-unasked';
import { recordRun } from '../runs';
import { ClockDoubt, requireSteadyClock } from './clock';
import { readKeeping } from './keeping';
import { type Pruned, pruneBackups } from './prune-backups';

/**
 * Removes what the policy does not keep, and keeps that it was removed.
 *
 * @param by `schedule` goes by the clock only while that can be believed; a person has looked
 * @throws VaultTaken, ClockDoubt
 */
export function pruneAndRecord(
  database: Database,
  { vault, keeper }: Pick<Installation, 'vault' | 'keeper'>,
  by: string,
): Promise<Pruned & { policy: string }> {
  const prune = async () => {
    await claimVault(vault, keeper);
    if (by === 'schedule') await requireSteadyClock(database, true);
    const keeping = await readKeeping(database);
    const pruned = await pruneBackups(vault, keeping);
    await noteStorage(database, vault);
    return { ...pruned, policy: keeping.policy.label };
  };
  return recordRun(database, { kind: 'PRUNE', by }, prune, ({ backups, ...counts }) => ({
    ...counts,
    backups: backups.length,
    removed: backups.slice(0, 50).join(' '),
  }));
}

/** @returns backups removed; none, and an alarm, where the clock cannot be believed */
export async function pruneByPolicy(database: Database): Promise<number> {
  const installation = findInstallation();
  if (!installation || !(await mayPruneUnasked(installation.vault, Date.now()))) return 0;
  try {
    return (await pruneAndRecord(database, installation, 'schedule')).backups.length;
  } catch (error) {
    if (error instanceof ClockDoubt) return 0;
    throw error;
  }
}
