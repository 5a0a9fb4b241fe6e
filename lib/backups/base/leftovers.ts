import type { StoredFile } from '../storage/storage';
import type { Vault } from '../vault';

const inBackup = /^(\d+\/base\/[^/]+)\/([^/]+)$/;

/**
 * The files of backups that were never finished. A folder whose record cannot be read, or that is held without a record, is
 * none: somebody should look at it.
 */
export function leftoversAmong(files: StoredFile[]): StoredFile[] {
  const parts = files.flatMap((file) => {
    const [, folder, part] = inBackup.exec(file.name) ?? [];
    return folder ? [{ file, folder, part }] : [];
  });
  const kept = new Set(
    parts.filter(({ part }) => part === 'backup.json' || part === 'hold.json').map(({ folder }) => folder),
  );
  return parts.filter(({ folder }) => !kept.has(folder)).map(({ file }) => file);
}

/** Removes what killed backups of a server left. For whoever has the turn to take one. @returns how many files */
export async function clearLeftovers({ storage }: Vault, systemId: string): Promise<number> {
  const prefix = `${systemId}/base/`;
  const left = leftoversAmong(await storage.list(prefix));
  for (const { name } of left) await storage.remove(name);
  return left.length + (await storage.sweep(prefix, Number.POSITIVE_INFINITY));
}
