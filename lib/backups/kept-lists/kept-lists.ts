import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';
import { type Erased, erasedShape, erasureList } from '@/lib/records/erasure/erasure-list';
import { listFile, readList, type SignedList } from '@/lib/records/signed-list/signed-list';
import {
  type Withdrawal,
  withdrawalKey,
  withdrawalList,
  withdrawalShape,
} from '@/lib/records/withdrawals/withdrawal-list';
import { ownVault, putJson, readJson, type Vault } from '../vault';

/** A list outside the database that a restore needs, where it finds nothing else of the installation. */
export type KeptList<T> = {
  list: SignedList<T>;
  /** In the vault. */
  folder: string;
  shape: z.ZodType<T[]>;
  /** What is added of one key once is not added again. */
  keyOf: (one: T) => string;
};

/** Everybody of whom the vault knows that they were erased. */
export const keptErasures: KeptList<Erased> = {
  list: erasureList,
  folder: 'erasures/',
  shape: z.array(z.object(erasedShape)),
  keyOf: ({ userId }) => userId,
};

/** Everything of which the vault knows that it was taken back. */
export const keptWithdrawals: KeptList<Withdrawal> = {
  list: withdrawalList,
  folder: 'withdrawals/',
  shape: z.array(z.object(withdrawalShape)),
  keyOf: withdrawalKey,
};

/** With so many files, the next one takes in what they hold, and they go. */
const mostFiles = 50;

/** @throws BackupDamage when part of it is not as it was written: a restore would bring back what is on it */
export async function readKept<T>(vault: Vault, kept: KeptList<T>): Promise<T[]> {
  return readFiles(vault, kept, await filesOf(vault, kept));
}

/** Adds to the vault what it does not know yet. @returns how much */
export async function addKept<T>(vault: Vault, kept: KeptList<T>, listed: readonly T[]): Promise<number> {
  if (listed.length === 0) return 0;
  const files = await filesOf(vault, kept);
  const before = await readFiles(vault, kept, files);
  const known = new Set(before.map(kept.keyOf));
  const added = listed.filter((one) => !known.has(kept.keyOf(one)));
  if (added.length === 0) return 0;
  const takesIn = files.length >= mostFiles;
  const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '');
  const name = `${kept.folder}${stamp}Z-${randomBytes(3).toString('hex')}.json`;
  await putJson(vault, name, takesIn ? [...before, ...added] : added);
  if (takesIn) for (const file of files) await vault.storage.remove(file);
  return added.length;
}

/** Keeps the installation's lists beside its backups as well. @returns how much was added */
export async function keepLists(vault = ownVault(), folder = env().AUDIT_COPY_DIR): Promise<number> {
  return (await keepList(vault, keptErasures, folder)) + (await keepList(vault, keptWithdrawals, folder));
}

async function keepList<T>(vault: Vault, kept: KeptList<T>, folder: string): Promise<number> {
  const { listed } = await readList(kept.list, listFile(kept.list, folder));
  return addKept(vault, kept, listed);
}

const filesOf = async <T>({ storage }: Vault, { folder }: KeptList<T>): Promise<string[]> =>
  (await storage.list(folder)).map(({ name }) => name);

async function readFiles<T>(vault: Vault, { shape }: KeptList<T>, names: readonly string[]): Promise<T[]> {
  const found: T[] = [];
  for (const name of names) found.push(...(await readJson(vault, name, shape)));
  return found;
}
