import type { Database } from '@/db/client';
import { claimOwn } from '../ownership/claim-own';
import { mayPruneUnasked } from '../ownership/may-prune-unasked';
import { platform, takesFullBackups } from '../platform';
import { ClockDoubt, requireSteadyClock } from '../prune/clock';
import { requireWhole } from '../prune/holds';
import { type Keeping, readKeeping } from '../prune/keeping';
import { recordRun } from '../runs';
import { ownVault, type Vault } from '../vault';
import { listArchiveHolds } from './holds';
import { noteArchives } from './note-archives';
import { planArchivePrune } from './plan-prune';
import { archiveFolder, listArchives, recordFile } from './record';

export type PrunedArchives = { removed: string[]; unfinished: number; kept: number };

const day = 86_400_000;

/**
 * Removes archives that the policy does not keep, and what interrupted ones left more than a day ago.
 *
 * @throws BackupRefusal while a hold cannot be read
 */
export async function pruneArchives(
  vault: Vault,
  keeping: Keeping,
  { dryRun = false } = {},
): Promise<PrunedArchives> {
  const { archives } = await listArchives(vault);
  const ids = archives.map(({ id }) => id);
  const holds = await listArchiveHolds(vault, ids);
  requireWhole(holds);
  const held = new Set(holds.keys());
  const isDaily = !takesFullBackups(platform());
  const going = planArchivePrune(archives, held, keeping, isDaily, Date.now());
  const remove = dryRun ? async () => undefined : (name: string) => vault.storage.remove(name);
  for (const { id } of going) {
    // The record first: an archive that is half removed is none.
    await remove(recordFile(id));
    for (const { name } of await vault.storage.list(`${archiveFolder(id)}/`)) await remove(name);
  }
  const unfinished = await removeUnlisted(vault, remove);
  return { removed: going.map(({ id }) => id), unfinished, kept: archives.length - going.length };
}

/** Folders without a record. One whose record cannot be read is left alone: somebody should look at it. */
async function removeUnlisted(vault: Vault, remove: (name: string) => Promise<void>): Promise<number> {
  const files = await vault.storage.list('archives/');
  const folderOf = (name: string) => name.slice(0, name.lastIndexOf('/'));
  const listed = new Set(
    files.filter(({ name }) => name.endsWith('/archive.json')).map(({ name }) => folderOf(name)),
  );
  const left = files.filter(
    ({ name, changedAt }) => !listed.has(folderOf(name)) && Date.now() - Date.parse(changedAt) > day,
  );
  for (const { name } of left) await remove(name);
  return left.length;
}

/** Of backups that are pruned beside them a doubt is told there. */
async function mayGoByClock(database: Database, vault: Vault): Promise<boolean> {
  if (!(await mayPruneUnasked(vault, Date.now()))) return false;
  return requireSteadyClock(database, takesFullBackups(platform())).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ClockDoubt) return false;
      throw error;
    },
  );
}

/** Removes what the policy does not keep, and keeps that it was removed; nothing is kept of finding nothing. */
export async function pruneArchivesByPolicy(
  database: Database,
  by = 'schedule',
  vault = ownVault(),
): Promise<number> {
  if (by === 'schedule' && !(await mayGoByClock(database, vault))) return 0;
  const keeping = await readKeeping(database);
  const going = await pruneArchives(vault, keeping, { dryRun: true });
  if (going.removed.length === 0 && going.unfinished === 0) return 0;
  const prune = async () => {
    await claimOwn(vault);
    const pruned = await pruneArchives(vault, keeping);
    await noteArchives(database, vault);
    return pruned;
  };
  const pruned = await recordRun(database, { kind: 'PRUNE', by }, prune, ({ removed, unfinished, kept }) => ({
    archives: removed.length,
    removed: removed.slice(0, 50).join(' '),
    unfinished,
    kept,
    policy: keeping.policy.label,
  }));
  return pruned.removed.length;
}
