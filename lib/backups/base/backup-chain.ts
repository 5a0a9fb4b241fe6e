import { BackupDamage } from '../errors';
import { type BackupRecord, recordFile } from './record';

type Linked = Pick<BackupRecord, 'systemId' | 'id' | 'parent'>;

/**
 * What a backup is put together from: its full backup, then each that holds what has changed since the one before, itself
 * the last.
 *
 * @param backups of all servers, in any order
 * @param damaged records that cannot be read: they are not missing
 * @throws BackupDamage where one of them is missing or damaged
 */
export function chainOf<T extends Linked>(
  backup: T,
  backups: readonly T[],
  damaged: readonly BackupDamage[] = [],
): T[] {
  const byId = new Map(backups.map((one) => [`${one.systemId}/${one.id}`, one]));
  const chain = [backup];
  for (let first: T = backup; first.parent !== null; ) {
    const parent = byId.get(`${first.systemId}/${first.parent}`);
    if (!parent || chain.includes(parent)) {
      const file = recordFile(first.systemId, first.parent);
      const reason = damaged.find((one) => one.file === file)?.reason ?? 'is missing';
      throw new BackupDamage(file, `${reason}, and ${first.id} holds only what has changed since`);
    }
    chain.unshift(parent);
    first = parent;
  }
  return chain;
}

/** Some backups, and whatever these need, in the order of `backups`. */
export function withParents<T extends Linked>(some: readonly T[], backups: readonly T[]): T[] {
  const nameOf = (systemId: string, id: string) => `${systemId}/${id}`;
  const byName = new Map(backups.map((one) => [nameOf(one.systemId, one.id), one]));
  const kept = new Set<T>();
  for (const one of some) {
    for (let next = byName.get(nameOf(one.systemId, one.id)); next && !kept.has(next); ) {
      kept.add(next);
      next = next.parent === null ? undefined : byName.get(nameOf(next.systemId, next.parent));
    }
  }
  return backups.filter((one) => kept.has(one));
}
