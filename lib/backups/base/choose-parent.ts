import { BackupDamage } from '../errors';
import type { SystemIdentity } from '../replication/connection';
import { chainOf } from './backup-chain';
import type { BackupRecord } from './record';

const day = 86_400_000;

/** When it pays to take only what has changed. */
export const incrementalPolicy = {
  /** Stored bytes from which on a full backup costs more than a longer restore. */
  paysFrom: 100e6,
  /** Days after which a full one is taken all the same: what is damaged in it is damaged in all that build on it. */
  fullEvery: 6.5,
  /** Of the full backup's size, what all that build on it may take together. */
  mostShare: 0.5,
};

/**
 * The backup to build the next one on; null where a full one is to be taken.
 *
 * @param backups oldest first
 */
export function chooseParent(
  backups: BackupRecord[],
  { systemId, timeline }: Pick<SystemIdentity, 'systemId' | 'timeline'>,
  now: number,
): BackupRecord | null {
  const newest = backups.findLast((one) => one.systemId === systemId && one.timeline === timeline);
  const [full, ...others] = (newest && wholeChain(newest, backups)) ?? [];
  if (!newest || !full) return null;
  const share = others.reduce((sum, { storedBytes }) => sum + storedBytes, 0) / full.storedBytes;
  const { paysFrom, fullEvery, mostShare } = incrementalPolicy;
  const isRecent = now - Date.parse(full.endedAt) < fullEvery * day;
  return full.storedBytes >= paysFrom && isRecent && share <= mostShare ? newest : null;
}

/** Where part of it is missing, nothing is built on the rest either. */
function wholeChain(backup: BackupRecord, backups: BackupRecord[]): BackupRecord[] | null {
  try {
    return chainOf(backup, backups);
  } catch (error) {
    if (error instanceof BackupDamage) return null;
    throw error;
  }
}
