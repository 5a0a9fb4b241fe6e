import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';
import { erasureListFile, readErasureList } from '@/lib/records/erasure/erasure-list';
import type { Erased } from '@/lib/records/erasure/list-line';
import { ownVault, putJson, readJson, type Vault } from '../vault';

const folder = 'erasures/';
const shape = z.array(z.object({ userId: z.guid(), erasedAt: z.iso.datetime() }));

/**
 * Everybody of whom the vault knows that they were erased: a restore needs it and finds nothing else of the installation.
 *
 * @throws BackupDamage when part of it is not as it was written: a restore would bring somebody back
 */
export async function readKeptErasures(vault: Vault): Promise<Erased[]> {
  const kept: Erased[] = [];
  for (const { name } of await vault.storage.list(folder)) kept.push(...(await readJson(vault, name, shape)));
  return kept;
}

/** Adds to the vault whoever it does not know yet. @returns how many */
export async function addKeptErasures(vault: Vault, erased: Erased[]): Promise<number> {
  if (erased.length === 0) return 0;
  const known = new Set((await readKeptErasures(vault)).map(({ userId }) => userId));
  const added = erased.filter(({ userId }) => !known.has(userId));
  if (added.length === 0) return 0;
  const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '');
  await putJson(vault, `${folder}${stamp}Z-${randomBytes(3).toString('hex')}.json`, added);
  return added.length;
}

/** Keeps the installation's list of the erased beside its backups as well. @returns how many were added */
export async function keepErasures(vault = ownVault()): Promise<number> {
  const { listed } = await readErasureList(erasureListFile(env().AUDIT_COPY_DIR));
  return addKeptErasures(vault, listed);
}
