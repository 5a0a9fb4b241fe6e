import type { Alarm } from '../alarms';
import { type Platform, takesFullBackups } from '../platform';
import type { BackupRun } from '../state';

export type LogicalState = {
  /** The moment whose state the newest archive is; null where there is none. */
  takenAt: string | null;
  /** How the last attempt to take one ended; null where none was made yet. */
  lastRun: Pick<BackupRun, 'status' | 'fault'> | null;
};

/**
 * Days that the newest archive may be old: one is taken each calendar month, and a worker may be away for two weeks. Where
 * archives are all there is, one is taken each day.
 */
export const archiveMayBe = (platform: Platform): number => (takesFullBackups(platform) ? 45 : 3);

const day = 86_400_000;
const advice = 'Take one with “Archive now”, and look at the failed runs below.';

/** Whole days since the newest archive; null where there is none. */
export const archiveAge = (takenAt: string | null, asOf: string): number | null =>
  takenAt === null ? null : Math.floor((Date.parse(asOf) - Date.parse(takenAt)) / day);

/**
 * What is wrong with archives. Where full backups are taken too, having none yet is no fault: the first comes with the
 * night; and one that failed is less grave there than where archives are all there is.
 */
export function archiveAlarms({ takenAt, lastRun }: LogicalState, platform: Platform, asOf: string): Alarm[] {
  const isAll = !takesFullBackups(platform);
  const alarms: Alarm[] = [];
  if (lastRun?.status === 'FAILED')
    alarms.push({
      code: 'logical-archive-failed',
      tone: isAll ? 'critical' : 'caution',
      title: 'The last logical archive could not be taken',
      advice: `It is tried again each night while one is due. What went wrong: ${lastRun.fault ?? 'not known'}`,
    });
  if (takenAt === null && isAll)
    alarms.push({
      code: 'no-logical-archive',
      tone: 'caution',
      title: 'There is no logical archive yet',
      advice,
    });
  if (takenAt !== null && Date.parse(asOf) - Date.parse(takenAt) > archiveMayBe(platform) * day)
    alarms.push({
      code: 'logical-archive-old',
      tone: 'caution',
      title: `The newest logical archive is over ${isAll ? 'three days' : 'six weeks'} old`,
      advice,
    });
  return alarms;
}
