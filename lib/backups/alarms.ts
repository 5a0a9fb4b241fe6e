import type { BackupState } from './state';

export type Alarm = { tone: 'caution' | 'critical'; title: string; advice: string };

const minute = 60_000;
const hour = 60 * minute;
const gigabyte = 2 ** 30;

type Judge = (state: Omit<BackupState, 'alarms'>, now: number) => Alarm | false;

const ageOf = (moment: string | null | undefined, now: number) =>
  moment ? now - Date.parse(moment) : Number.POSITIVE_INFINITY;

const judges: Judge[] = [
  ({ backups }) =>
    backups.length === 0 && {
      tone: 'critical',
      title: 'There is no backup',
      advice:
        'The first is taken within ten minutes of the start, or at once with npm run ops -- backup create. A database named by DATABASE_URL is backed up where it runs.',
    },
  ({ backups }, now) =>
    backups[0] !== undefined &&
    ageOf(backups[0].endedAt, now) > 36 * hour && {
      tone: 'critical',
      title: 'The newest backup is over a day and a half old',
      advice: 'Look at the failed runs below, then take one with npm run ops -- backup create.',
    },
  ({ archive }) =>
    archive?.fault != null && {
      tone: 'critical',
      title: 'The log is not being archived',
      advice: `What is written now could be lost with the server: ${archive.fault}`,
    },
  ({ backups, archive }, now) =>
    backups.length > 0 &&
    ageOf(archive?.coveredUntil, now) > 15 * minute && {
      tone: 'critical',
      title: 'The archive is more than 15 minutes behind',
      advice: 'Is the worker running? Until it catches up, the last minutes cannot be restored.',
    },
  ({ retainedBytes }) =>
    retainedBytes > gigabyte && {
      tone: 'caution',
      title: 'The server holds over 1 GB of log for the archive',
      advice: 'At 4 GB it gives up waiting, and the archive has a gap until the next backup.',
    },
  ({ backups, lastDrill }, now) =>
    ageOf(backups.at(-1)?.endedAt, now) > 48 * hour &&
    backups.length > 0 &&
    ageOf(lastDrill?.startedAt, now) > 48 * hour && {
      tone: 'caution',
      title: 'No restore was tried for two days',
      advice: 'Try one with npm run ops -- backup drill.',
    },
  ({ lastDrill }) =>
    lastDrill?.status === 'FAILED' && {
      tone: 'critical',
      title: 'The last drill could not restore the newest backup',
      advice: lastDrill.fault ?? '',
    },
  ({ freeBytes, backups }) =>
    freeBytes !== null &&
    freeBytes < Math.max(gigabyte, 3 * (backups[0]?.storedBytes ?? 0)) && {
      tone: 'caution',
      title: 'The disk for backups is nearly full',
      advice: 'Make room, or set BACKUP_DIR to a larger disk.',
    },
];

/** What somebody should look at, the worst first. */
export function alarmsOf(state: Omit<BackupState, 'alarms'>): Alarm[] {
  const now = Date.parse(state.asOf);
  const raised = judges.map((judge) => judge(state, now)).filter((alarm) => alarm !== false);
  return raised.toSorted((a, b) => b.tone.localeCompare(a.tone));
}
