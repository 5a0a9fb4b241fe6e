import type { Database } from '@/db/client';
import { findInstallation } from '../installation';
import { noteStorage } from '../note-storage';
import { recordRun } from '../runs';
import type { Vault } from '../vault';
import { type Pruned, pruneBackups } from './prune-backups';

/** Removes what the policy does not keep, and keeps that it was removed. */
export function pruneAndRecord(database: Database, vault: Vault, by: string): Promise<Pruned> {
  const prune = async () => {
    const pruned = await pruneBackups(vault);
    await noteStorage(database, vault);
    return pruned;
  };
  return recordRun(database, { kind: 'PRUNE', by }, prune, ({ backups, ...counts }) => ({
    ...counts,
    backups: backups.length,
    removed: backups.slice(0, 50).join(' '),
  }));
}

/** @returns backups removed */
export async function pruneByPolicy(database: Database): Promise<number> {
  const installation = findInstallation();
  if (!installation) return 0;
  return (await pruneAndRecord(database, installation.vault, 'schedule')).backups.length;
}
