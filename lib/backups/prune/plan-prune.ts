import { withParents } from '../base/backup-chain';
import type { BackupRecord } from '../base/record';
import { parseLsn, segmentAt } from '../wal/lsn';
import type { Keeping } from './keeping';
import type { RetentionDays } from './policy';

export type PrunePlan = {
  /** Both oldest first. */
  remove: BackupRecord[];
  keep: BackupRecord[];
  /** By server and timeline: segments before this one may go. A log that is not named stays whole. */
  logFrom: Map<string, bigint>;
};

const day = 86_400_000;
export const logKey = ({ systemId, timeline }: Pick<BackupRecord, 'systemId' | 'timeline'>) =>
  `${systemId}/${timeline}`;

/**
 * Which backups go by the policy. The newest of each server and timeline never goes, nor does a held one, nor the first of
 * a week or month that the policy keeps (a full one, where there is one); while a record is protected, of no month the first
 * one, however old; nor what any of those builds on. The log stays from the oldest backup on from which any second is promised.
 *
 * @param backups oldest first
 * @param held ids under a hold
 */
export function planPrune(
  backups: BackupRecord[],
  held: ReadonlySet<string>,
  keeping: Keeping,
  now: number,
): PrunePlan {
  const newest = new Map(backups.map((backup) => [logKey(backup), backup.id]));
  const chosen = choosePerPeriod(backups, keeping, now);
  const isWanted = (backup: BackupRecord) =>
    chosen.has(backup) || held.has(backup.id) || newest.get(logKey(backup)) === backup.id;
  const keep = withParents(backups.filter(isWanted), backups);
  const kept = new Set(keep);
  return {
    keep,
    remove: backups.filter((backup) => !kept.has(backup)),
    logFrom: logToKeep(keep, keeping.policy, now),
  };
}

/** One of each period. A full backup needs no other one: it is kept rather than one that builds on it. */
function choosePerPeriod(backups: BackupRecord[], keeping: Keeping, now: number): Set<BackupRecord> {
  const chosen = new Map<string, BackupRecord>();
  for (const backup of backups) {
    const period = periodOf(backup, keeping, now);
    if (period === null) continue;
    const place = `${logKey(backup)} ${period}`;
    const other = chosen.get(place);
    if (!other || (other.parent !== null && backup.parent === null)) chosen.set(place, backup);
  }
  return new Set(chosen.values());
}

/** Of one period one backup stays; null: none needs to. */
function periodOf(
  { id, endedAt }: BackupRecord,
  { policy, isProtected }: Keeping,
  now: number,
): string | null {
  const age = (now - Date.parse(endedAt)) / day;
  if (age <= policy.everyDays) return id;
  if (age <= policy.anyMomentDays) return `week ${Math.floor(Date.parse(endedAt) / (7 * day))}`;
  return isProtected || age <= policy.monthlyDays ? `month ${endedAt.slice(0, 7)}` : null;
}

/** A backup brings along the log it needs itself; what continues it is kept for as long as any second is promised. */
function logToKeep(keep: BackupRecord[], policy: RetentionDays, now: number): Map<string, bigint> {
  const from = new Map<string, bigint>();
  for (const [at, backup] of keep.entries()) {
    const next = keep.slice(at + 1).find((other) => logKey(other) === logKey(backup));
    const continuedTo = next ? Date.parse(next.endedAt) : now;
    if ((now - continuedTo) / day >= policy.anyMomentDays || from.has(logKey(backup))) continue;
    from.set(logKey(backup), segmentAt(parseLsn(backup.startLsn), backup.segmentBytes));
  }
  return from;
}
