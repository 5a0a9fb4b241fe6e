import { chainOf } from '../base/backup-chain';
import { type BackupRecord, idOfRecord, type Listing, listBackups } from '../base/record';
import { BackupDamage, BackupRefusal } from '../errors';
import type { Vault } from '../vault';
import { type LogChain, readChain } from '../wal/chain';
import { parseLsn, segmentAt } from '../wal/lsn';
import { listRestorePoints, type RestorePoint } from '../wal/restore-points';
import { chooseBackup, type RestoreTarget, upToMillisecond } from './target';

export type RestorePlan = {
  backup: BackupRecord;
  /** What that one is put together from, the full backup first. */
  parts: BackupRecord[];
  chain: LogChain;
  /** The point to stop at; null for any other target. */
  point: RestorePoint | null;
  /** Records that cannot be read, each with its reason: they were passed over. */
  unread: string[];
};

/**
 * What a restore would be made of. Reads names and heads only, and refuses what cannot be had.
 *
 * @throws BackupRefusal saying what can be had instead; BackupDamage where what is needed cannot be read
 */
export async function planRestore(vault: Vault, target: RestoreTarget): Promise<RestorePlan> {
  const listing = await listBackups(vault);
  const points = target.kind === 'point' ? await listRestorePoints(vault) : [];
  const backup = choose(target, listing, points);
  const parts = chainOf(backup, listing.backups, listing.damaged);
  const unread = listing.damaged.map(({ message }) => message);
  if (target.kind === 'backup')
    return { backup, parts, chain: { links: [], until: null, missing: null }, point: null, unread };
  const asked = target.kind === 'time' ? upToMillisecond(target.at) : null;
  const chain = await readChain(vault, backup, (until) => asked !== null && until >= asked);
  const point = points.find(({ name }) => target.kind === 'point' && name === target.name) ?? null;
  requireCovered(asked, chain, backup, point);
  return { backup, parts, chain, point, unread };
}

/** What cannot be read is no reason to say that it is not there. */
function choose(target: RestoreTarget, { backups, damaged }: Listing, points: RestorePoint[]): BackupRecord {
  const named = damaged.find(({ file }) => target.kind === 'backup' && idOfRecord(file) === target.id);
  const unreadable = named ?? (backups.length === 0 ? damaged[0] : undefined);
  if (unreadable) throw unreadable;
  try {
    return chooseBackup(target, backups, points, new Date().toISOString());
  } catch (error) {
    if (!(error instanceof BackupRefusal) || damaged.length === 0) throw error;
    const reasons = damaged.map(({ message }) => message).join('; ');
    throw new BackupRefusal(`${error.message} There are records that cannot be read: ${reasons}.`);
  }
}

/** @param asked the moment, in whole milliseconds; null where it is no moment that is asked for */
function requireCovered(
  asked: string | null,
  chain: LogChain,
  backup: BackupRecord,
  point: RestorePoint | null,
): void {
  const last = chain.links.at(-1)?.segment ?? -1n;
  const reached = point && segmentAt(parseLsn(point.lsn), backup.segmentBytes) <= last;
  if (reached || (asked && chain.until !== null && chain.until >= asked)) return;
  const until = chain.until ?? backup.endedAt;
  if (chain.missing) {
    const instead = chain.until
      ? `Up to ${until} can be restored, with --to`
      : `The state of ${until} can be restored, with --backup ${backup.id}`;
    throw new BackupDamage(
      chain.missing,
      `is missing from the log, and later segments are there. ${instead}.`,
    );
  }
  if (point || asked)
    throw new BackupRefusal(
      `${asked ?? `“${point?.name}”`} is later than the archived log reaches: ${until}.`,
    );
}
