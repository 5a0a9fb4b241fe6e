import { type BackupState, readBackupState } from '@/lib/backups/state';
import type { Check, Finding } from '../check';

/** Judges backups by their own alarms: age of the newest, the archive's gap, the last drill, the disk. */
export function judgeBackups({
  isOurs,
  alarms,
  backups,
  lastDrill,
  restorable,
}: Pick<BackupState, 'isOurs' | 'alarms' | 'backups' | 'lastDrill' | 'restorable'>): Finding {
  const evidence = [
    { what: 'Newest backup', value: backups[0]?.endedAt ?? 'none' },
    { what: 'Any second until', value: restorable.at(-1)?.until ?? 'none' },
    {
      what: 'Last drill',
      value: lastDrill ? `${lastDrill.startedAt}, ${lastDrill.status.toLowerCase()}` : 'none',
    },
    ...alarms.map(({ title, advice }) => ({ what: title, value: advice })),
  ];
  if (alarms.length === 0 && !isOurs && backups.length === 0)
    return {
      state: 'unknown',
      summary: 'The database is backed up where it runs; how well is not known here.',
      evidence,
    };
  if (alarms.length === 0 && lastDrill === null)
    return {
      state: 'unknown',
      summary: 'Nothing is wrong with the backups; whether they can be restored was not tried yet.',
      evidence,
    };
  if (alarms.length === 0)
    return { state: 'ok', summary: 'There is a recent backup, and its restore was tried.', evidence };
  const isCritical = alarms.some(({ tone }) => tone === 'critical');
  return {
    state: isCritical ? 'critical' : 'warning',
    summary: alarms[0]?.title ?? '',
    evidence,
  };
}

/** The backups of the whole server, which every institution on it rests on. */
export const backupsProven: Check = {
  id: 'backups-proven',
  title: 'Backups are recent, and restoring them was tried',
  why: 'A backup that was never restored may turn out not to be one.',
  remedy: 'See the page Backups.',
  run: async (tx) => judgeBackups(await readBackupState(tx)),
};
