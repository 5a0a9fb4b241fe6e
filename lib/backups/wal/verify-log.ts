import type { BackupRecord } from '../base/record';
import { BackupDamage } from '../errors';
import type { Vault } from '../vault';
import { readGrowing, readSegment } from './archive';
import { readChain } from './chain';

/**
 * Reads every segment that continues a backup.
 *
 * @returns how many there are
 * @throws BackupDamage naming the first that is not as it was, or is missing
 */
export async function verifyLog(vault: Vault, backup: BackupRecord, signal?: AbortSignal): Promise<number> {
  const { links, missing } = await readChain(vault, backup);
  for (const { names, growing } of links) {
    signal?.throwIfAborted();
    if (growing) await readGrowing(vault, names);
    else await readSegment(vault, names[0] ?? '');
  }
  if (missing) throw new BackupDamage(missing, 'is missing from the log, and later segments are there');
  return links.length;
}
