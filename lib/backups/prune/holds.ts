import { z } from 'zod';
import { type BackupRecord, baseFolder } from '../base/record';
import { BackupDamage, BackupRefusal } from '../errors';
import { listOf, putJson, readJson, type Vault } from '../vault';

export const holdShape = z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() });

export type Hold = z.output<typeof holdShape>;

/** A hold, or why it cannot be read. What that is on is held all the same. */
export type Held = Hold | BackupDamage;

export const readHold = (vault: Vault, name: string): Promise<Held> =>
  readJson(vault, name, holdShape).catch((error: unknown) => {
    if (error instanceof BackupDamage) return error;
    throw error;
  });

export const whyHeld = (held: Held): string =>
  held instanceof BackupDamage ? 'a reason that cannot be read' : held.reason;

/** Those that cannot be read. */
export const damagedAmong = (holds: ReadonlyMap<string, Held>): BackupDamage[] =>
  [...holds.values()].filter((held) => held instanceof BackupDamage);

/**
 * Before anything is removed: who damaged one hold may have taken others away.
 *
 * @throws BackupRefusal
 */
export function requireWhole(holds: ReadonlyMap<string, Held>): void {
  const [first] = damagedAmong(holds);
  if (first)
    throw new BackupRefusal(
      `Nothing is removed while a hold cannot be read. ${first.message}. Look at it, then release what it is on and hold that again.`,
    );
}

const holdOf = ({ systemId, id }: Pick<BackupRecord, 'systemId' | 'id'>) =>
  `${baseFolder(systemId, id)}/hold.json`;

/** Backups that no policy removes, and why, by id. */
export async function listHolds(vault: Vault, backups: BackupRecord[]): Promise<Map<string, Held>> {
  const names = new Set((await listOf(vault, 'base')).map(({ name }) => name));
  const holds = new Map<string, Held>();
  for (const backup of backups) {
    if (names.has(holdOf(backup))) holds.set(backup.id, await readHold(vault, holdOf(backup)));
  }
  return holds;
}

/** @throws BackupRefusal when it is held already */
export async function holdBackup(
  vault: Vault,
  backup: BackupRecord,
  reason: string,
  by: string,
): Promise<void> {
  if ((await listHolds(vault, [backup])).has(backup.id))
    throw new BackupRefusal(`${backup.id} is held already.`);
  await putJson(vault, holdOf(backup), { reason, by, at: new Date().toISOString() });
}

/** @throws BackupRefusal when it is not held */
export async function releaseBackup(vault: Vault, backup: BackupRecord): Promise<void> {
  const isHeld = (await listOf(vault, 'base')).some(({ name }) => name === holdOf(backup));
  if (!isHeld) throw new BackupRefusal(`${backup.id} is not held.`);
  await vault.storage.remove(holdOf(backup));
}
