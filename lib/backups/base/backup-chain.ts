import { BackupDamage } from '../errors';
import { type BackupRecord, baseFolder } from './record';

type Linked = Pick<BackupRecord, 'systemId' | 'id' | 'parent'>;

/**
 * What a backup is put together from: its full backup, then each that holds what has changed since the one before, itself
 * the last.
 *
 * @param backups of all servers, in any order
 * @throws BackupDamage where one of them is missing
 */
export function chainOf<T extends Linked>(backup: T, backups: readonly T[]): T[] {
  const byId = new Map(backups.map((one) => [`${one.systemId}/${one.id}`, one]));
  const chain = [backup];
  for (let first: T = backup; first.parent !== null; ) {
    const parent = byId.get(`${first.systemId}/${first.parent}`);
    if (!parent || chain.includes(parent))
      throw new BackupDamage(
        `${baseFolder(first.systemId, first.parent)}/backup.json`,
        `is missing, and ${first.id} holds only what has changed since`,
      );
    chain.unshift(parent);
    first = parent;
  }
  return chain;
}

/** Some backups, and whatever these need, in the order of `backups`. */
export function withParents<T extends Linked>(some: readonly T[], backups: readonly T[]): T[] {
  const kept = new Set(some.map(({ systemId, id }) => `${systemId}/${id}`));
  // Parents are older: from the newest back, each is met before its parent.
  for (const { systemId, id, parent } of backups.toReversed())
    if (parent !== null && kept.has(`${systemId}/${id}`)) kept.add(`${systemId}/${parent}`);
  return backups.filter(({ systemId, id }) => kept.has(`${systemId}/${id}`));
}
