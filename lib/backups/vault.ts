import { Readable } from 'node:stream';
import type { z } from 'zod';
import { BackupDamage } from './errors';
import { headBytes, keyIdIn } from './seal/frames';
import { type BackupKey, backupKey, olderBackupKeys } from './seal/keys';
import { seal, unseal } from './seal/sealed-file';
import { openStorage } from './storage/open-storage';
import type { BackupStorage, StoredFile } from './storage/storage';

/** A place for backups and the key to what is kept there; `older` keys open what they sealed before it. */
export type Vault = { storage: BackupStorage; key: BackupKey; older?: readonly BackupKey[] };

/** What opens files of a vault. */
export const keysOf = ({ key, older = [] }: Vault): readonly BackupKey[] => [key, ...older];

/** The vault of this installation: BACKUP_DIR, opened by MASTER_KEY and MASTER_KEY_PREVIOUS. */
export const ownVault = (): Vault => ({
  storage: openStorage(),
  key: backupKey(),
  older: olderBackupKeys(),
});

/** @returns bytes stored */
export const putSealed = (
  { storage, key }: Vault,
  name: string,
  content: AsyncIterable<Buffer>,
): Promise<number> => storage.put(name, seal(content, key, name));

/** @param first only so many stored bytes from the beginning: then it must not be read to its end */
export const getSealed = (vault: Vault, name: string, first?: number): AsyncGenerator<Buffer> =>
  unseal(vault.storage.get(name, first), keysOf(vault), name);

/** The id of the key that a file names as its own, without opening it; null where it is none of ours. */
export async function keyIdOf({ storage }: Vault, name: string): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  for await (const piece of storage.get(name, headBytes)) pieces.push(piece);
  return keyIdIn(Buffer.concat(pieces));
}

/** The files that each server has in one of its folders, without going through its log. */
export async function listOf({ storage }: Vault, area: 'base' | 'points'): Promise<StoredFile[]> {
  const lists: StoredFile[] = [];
  for (const server of await storage.folders()) lists.push(...(await storage.list(`${server}/${area}/`)));
  return lists;
}

/** For what fits into memory. */
export async function readSealed(vault: Vault, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of getSealed(vault, name)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const putJson = (vault: Vault, name: string, value: unknown): Promise<number> =>
  putSealed(vault, name, Readable.from([Buffer.from(JSON.stringify(value))]));

/** @throws BackupDamage when it does not have the shape */
export async function readJson<T>(vault: Vault, name: string, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(JSON.parse((await readSealed(vault, name)).toString()));
  if (!parsed.success) throw new BackupDamage(name, 'was written by another version of the product');
  return parsed.data;
}
