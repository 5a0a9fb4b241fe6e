import type { BackupRecord } from '../base/record';
import { parseLsn, segmentAt } from '../wal/lsn';
import type { RetentionPolicy } from './policy';

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
 * a week or month that the policy keeps. The log stays from the oldest backup on from which any second is promised.
 *
 * @param backups oldest first
 * @param held ids under a hold
 */
export function planPrune(
  backups: BackupRecord[],
  held: ReadonlySet<string>,
  policy: RetentionPolicy,
  now: number,
): PrunePlan {
  const newest = new Map(backups.map((backup) => [logKey(backup), backup.id]));
  const taken = new Set<string>();
  const isKept = (backup: BackupRecord) => {
    const period = periodOf(backup, policy, now);
    const place = `${logKey(backup)} ${period}`;
    const first = period !== null && !taken.has(place);
    taken.add(place);
    return first || held.has(backup.id) || newest.get(logKey(backup)) === backup.id;
  };
  const kept = new Set(backups.filter(isKept));
  const keep = backups.filter((backup) => kept.has(backup));
  return {
    keep,
    remove: backups.filter((backup) => !kept.has(backup)),
    logFrom: logToKeep(keep, policy, now),
  };
}

/** Of one period one backup stays; null: none needs to. */
function periodOf({ id, endedAt }: BackupRecord, policy: RetentionPolicy, now: number): string | null {
  const age = (now - Date.parse(endedAt)) / day;
  if (age <= policy.everyDays) return id;
  if (age <= policy.anyMomentDays) return `week ${Math.floor(Date.parse(endedAt) / (7 * day))}`;
  return age <= policy.monthlyDays ? `month ${endedAt.slice(0, 7)}` : null;
}

/** A backup brings along the log it needs itself; what continues it is kept for as long as any second is promised. */
function logToKeep(keep: BackupRecord[], policy: RetentionPolicy, now: number): Map<string, bigint> {
  const from = new Map<string, bigint>();
  for (const [at, backup] of keep.entries()) {
    const next = keep.slice(at + 1).find((other) => logKey(other) === logKey(backup));
    const continuedTo = next ? Date.parse(next.endedAt) : now;
    if ((now - continuedTo) / day >= policy.anyMomentDays || from.has(logKey(backup))) continue;
    from.set(logKey(backup), segmentAt(parseLsn(backup.startLsn), backup.segmentBytes));
  }
  return from;
}
