import { BackupRefusal } from '../errors';
import { type Held, readHold } from '../prune/holds';
import { putJson, type Vault } from '../vault';
import { archiveFolder } from './record';

const holdOf = (id: string) => `${archiveFolder(id)}/hold.json`;

/** Archives that no policy removes, and why, by id. */
export async function listArchiveHolds(vault: Vault, ids: string[]): Promise<Map<string, Held>> {
  const names = new Set((await vault.storage.list('archives/')).map(({ name }) => name));
  const holds = new Map<string, Held>();
  for (const id of ids) if (names.has(holdOf(id))) holds.set(id, await readHold(vault, holdOf(id)));
  return holds;
}

/** @throws BackupRefusal when it is held already */
export async function holdArchive(vault: Vault, id: string, reason: string, by: string): Promise<void> {
  if ((await listArchiveHolds(vault, [id])).has(id)) throw new BackupRefusal(`${id} is held already.`);
  await putJson(vault, holdOf(id), { reason, by, at: new Date().toISOString() });
}

/** @throws BackupRefusal when it is not held */
export async function releaseArchive(vault: Vault, id: string): Promise<void> {
  const isHeld = (await vault.storage.list(holdOf(id))).length > 0;
  if (!isHeld) throw new BackupRefusal(`${id} is not held.`);
  await vault.storage.remove(holdOf(id));
}
