import { Readable } from 'node:stream';
import type { z } from 'zod';
import { env } from '@/lib/env';
import { BackupDamage } from './errors';
import { type BackupKey, backupKey } from './seal/keys';
import { seal, unseal } from './seal/sealed-file';
import { folderStorage } from './storage/folder-storage';
import type { BackupStorage } from './storage/storage';

/** A place for backups and the key to what is kept there. */
export type Vault = { storage: BackupStorage; key: BackupKey };

/** The vault of this installation: BACKUP_DIR, opened by MASTER_KEY. */
export const ownVault = (): Vault => ({ storage: folderStorage(env().BACKUP_DIR), key: backupKey() });

/** @returns bytes stored */
export const putSealed = (
  { storage, key }: Vault,
  name: string,
  content: AsyncIterable<Buffer>,
): Promise<number> => storage.put(name, seal(content, key, name));

export const getSealed = ({ storage, key }: Vault, name: string): AsyncGenerator<Buffer> =>
  unseal(storage.get(name), key, name);

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
