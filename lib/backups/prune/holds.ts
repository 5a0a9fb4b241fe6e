import { z } from 'zod';
import { type BackupRecord, baseFolder } from '../base/record';
import { BackupRefusal } from '../errors';
import { listOf, putJson, readJson, type Vault } from '../vault';

export const holdShape = z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() });

export type Hold = z.output<typeof holdShape>;

const holdOf = ({ systemId, id }: Pick<BackupRecord, 'systemId' | 'id'>) =>
  `${baseFolder(systemId, id)}/hold.json`;

/** Backups that no policy removes, and why, by id. */
export async function listHolds(vault: Vault, backups: BackupRecord[]): Promise<Map<string, Hold>> {
  const names = new Set((await listOf(vault, 'base')).map(({ name }) => name));
  const holds = new Map<string, Hold>();
  for (const backup of backups) {
    if (names.has(holdOf(backup))) holds.set(backup.id, await readJson(vault, holdOf(backup), holdShape));
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
