import type { Alarm } from '../alarms';
import type { Platform } from '../platform';

const day = 86_400_000;
/** One is taken each calendar month; this leaves two weeks for a worker that was away. */
const mayBe = 45 * day;

/**
 * What is wrong with archives. Where full backups are taken too, having none yet is no fault: the first comes with the night.
 *
 * @param archives newest first
 */
export function archiveAlarms(archives: { takenAt: string }[], platform: Platform, asOf: string): Alarm[] {
  const [newest] = archives;
  const advice = 'Take one with “Archive now”, and look at the failed runs below.';
  if (!newest)
    return platform === 'embedded'
      ? []
      : [{ code: 'no-logical-archive', tone: 'caution', title: 'There is no logical archive yet', advice }];
  if (Date.parse(asOf) - Date.parse(newest.takenAt) <= mayBe) return [];
  const title = 'The newest logical archive is over six weeks old';
  return [{ code: 'logical-archive-old', tone: 'caution', title, advice }];
}
