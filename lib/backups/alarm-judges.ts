import { duration } from '@/lib/format';
import type { Alarm, AlarmCode } from './alarms';
import { inWords } from './readiness/why-none';
import type { BackupRun, BackupState } from './state';
import { slotName } from './wal/slot';

/** How backups stand, without what is to be concluded from it. */
type Known = Omit<BackupState, 'alarms'>;
type Judge = (state: Known, now: number) => Omit<Alarm, 'code'> | false;

const minute = 60_000;
const hour = 60 * minute;
const gigabyte = 2 ** 30;
/** Seconds by which clocks may differ before a moment to restore to means another one. */
const skewAllowed = 2;
/** A moment that has not come yet by so much was written while the clock was ahead. */
const futureAllowed = 30_000;

const inGigabytes = (bytes: number) => `${(bytes / gigabyte).toFixed(1)} GB`;
const ageOf = (moment: string | null | undefined, now: number) =>
  moment ? now - Date.parse(moment) : Number.POSITIVE_INFINITY;

/** What is to be judged of any database. */
export const ofEvery: [AlarmCode, Judge][] = [
  [
    'slot-left',
    ({ isOurs, slot }) =>
      !isOurs &&
      slot !== null &&
      !slot.isActive && {
        tone: 'critical',
        title: 'The server keeps its log for an archive that is switched off',
        advice: `It could fill its disk. Unless another installation uses it, let its administrator run SELECT pg_drop_replication_slot('${slotName}').`,
      },
  ],
  [
    'backup-damaged',
    ({ unreadable: [first] }) =>
      first !== undefined && {
        tone: 'critical',
        title: 'A backup, or the log after one, cannot be read',
        advice: `${first.damage}. Look with npm run ops -- backup verify ${first.id}; what can be restored meanwhile is shown below.`,
      },
  ],
  [
    'backup-failed',
    ({ runs }) => {
      const last = lastEnded(runs);
      return (
        last?.status === 'FAILED' && {
          tone: 'critical',
          title: 'The last backup could not be taken',
          advice: `Once one is due it is tried every ten minutes. What went wrong: ${last.fault ?? 'not known'}`,
        }
      );
    },
  ],
  [
    'drill-failed',
    ({ lastDrill }) =>
      lastDrill?.status === 'FAILED' && {
        tone: 'critical',
        title: 'The last drill could not restore the newest backup',
        advice: lastDrill.fault ?? '',
      },
  ],
  [
    'clock-skew',
    ({ clockSkew }) =>
      Math.abs(clockSkew) > skewAllowed && {
        tone: 'caution',
        title: 'The clocks of the database and of the web server differ',
        advice: `The database is ${duration(Math.abs(clockSkew))} ${clockSkew > 0 ? 'ahead' : 'behind'}. Restores go by its clock: let both keep time by the network.`,
      },
  ],
];

/** What is to be judged where Syllabase takes the backups. */
export const ofOurs: [AlarmCode, Judge][] = [
  [
    'rights-missing',
    ({ missing }) =>
      missing.length > 0 && {
        tone: 'critical',
        title: 'The server cannot be backed up as it is set up',
        advice: inWords(missing),
      },
  ],
  [
    'no-backup',
    ({ backups }) =>
      backups.length === 0 && {
        tone: 'critical',
        title: 'There is no backup',
        advice:
          'The first is taken within ten minutes of the start, or at once with npm run ops -- backup create.',
      },
  ],
  [
    'backup-old',
    ({ backups }, now) =>
      backups[0] !== undefined &&
      ageOf(backups[0].endedAt, now) > 36 * hour && {
        tone: 'critical',
        title: 'The newest backup is over a day and a half old',
        advice: 'Look at the failed runs below, then take one with npm run ops -- backup create.',
      },
  ],
  [
    'archive-failing',
    ({ archive }) =>
      archive?.fault != null && {
        tone: 'critical',
        title: 'The log is not being archived',
        advice: `What is written now could be lost with the server: ${archive.fault}`,
      },
  ],
  [
    'archive-behind',
    ({ backups, archive }, now) =>
      backups.length > 0 &&
      ageOf(archive?.coveredUntil, now) > 15 * minute && {
        tone: 'critical',
        title: 'The archive is more than 15 minutes behind',
        advice: 'Is the worker running? Until it catches up, the last minutes cannot be restored.',
      },
  ],
  [
    'log-growing',
    ({ retainedBytes, slot }) =>
      retainedBytes > Math.min(gigabyte, (slot?.mostBytes ?? gigabyte) / 2) && {
        tone: 'caution',
        title: `The server holds ${inGigabytes(retainedBytes)} of log for the archive`,
        advice: slot?.mostBytes
          ? `At ${inGigabytes(slot.mostBytes)} it gives up waiting, and the archive has a gap until the next backup.`
          : 'Nothing bounds that: its disk can fill up. Is the worker running?',
      },
  ],
  [
    'slot-lost',
    ({ slot }) =>
      slot?.isLost === true && {
        tone: 'critical',
        title: 'The server has given up keeping its log for the archive',
        advice:
          'From there on nothing can be restored until the next full backup, which the worker takes at once when it runs again. A larger max_slot_wal_keep_size lets it be away for longer.',
      },
  ],
  [
    'log-unbounded',
    ({ slot }) =>
      slot !== null &&
      slot.mostBytes === null && {
        tone: 'caution',
        title: 'Nothing bounds the log that the server keeps for the archive',
        advice:
          "While the worker is away it could fill the server's disk. Its administrator runs ALTER SYSTEM SET max_slot_wal_keep_size = '4GB'; SELECT pg_reload_conf();",
      },
  ],
  [
    'drill-overdue',
    ({ backups, lastDrill }, now) =>
      ageOf(backups.at(-1)?.endedAt, now) > 48 * hour &&
      backups.length > 0 &&
      ageOf(lastDrill?.startedAt, now) > 48 * hour && {
        tone: 'caution',
        title: 'No restore was tried for two days',
        advice: 'Try one with npm run ops -- backup drill.',
      },
  ],
  [
    'clock-set-back',
    ({ backups, archive }, now) =>
      [backups[0]?.endedAt, archive?.coveredUntil].some((moment) => ageOf(moment, now) < -futureAllowed) && {
        tone: 'critical',
        title: 'Backups are dated in the future',
        advice:
          'The clock was ahead when they were taken, or was set back since. Restore by --backup or --point until it has caught up.',
      },
  ],
  [
    'prune-refused',
    ({ lastPrune }) =>
      lastPrune?.status === 'FAILED' && {
        tone: 'caution',
        title: 'Nothing that has had its time was removed',
        advice: lastPrune.fault ?? '',
      },
  ],
  [
    'backup-disk-low',
    ({ freeBytes, backups }) =>
      freeBytes !== null &&
      freeBytes < Math.max(gigabyte, ...backups.map(({ storedBytes }) => 3 * storedBytes)) && {
        tone: 'caution',
        title: 'The disk for backups is nearly full',
        advice: 'Make room, or set BACKUP_DIR to a larger disk.',
      },
  ],
  [
    'database-disk-low',
    ({ databaseFreeBytes }) =>
      databaseFreeBytes !== null &&
      databaseFreeBytes < 2 * gigabyte && {
        tone: 'critical',
        title: 'The disk of the database is nearly full',
        advice: 'When it is full the server stops. Make room, or move DATA_DIR to a larger disk.',
      },
  ],
];

/**
 * By its end: one that was refused because another one was being taken began later than that and ended before it. Of
 * two that ended in the same millisecond, the one that began later.
 */
const lastEnded = (runs: BackupRun[]): BackupRun | undefined =>
  runs
    .filter(({ kind, finishedAt }) => kind === 'BACKUP' && finishedAt !== null)
    .toSorted(
      (a, b) =>
        (a.finishedAt ?? '').localeCompare(b.finishedAt ?? '') || a.startedAt.localeCompare(b.startedAt),
    )
    .at(-1);
