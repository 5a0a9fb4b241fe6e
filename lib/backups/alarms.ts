import { ofEvery, ofOurs } from './alarm-judges';
import { archiveAlarms } from './archives/alarms';
import type { BackupState } from './state';

export type AlarmCode =
  | 'rights-missing'
  | 'slot-lost'
  | 'slot-left'
  | 'log-unbounded'
  | 'no-backup'
  | 'backup-damaged'
  | 'backup-old'
  | 'backup-failed'
  | 'archive-failing'
  | 'archive-behind'
  | 'log-growing'
  | 'drill-overdue'
  | 'drill-failed'
  | 'clock-skew'
  | 'clock-set-back'
  | 'prune-refused'
  | 'backup-disk-low'
  | 'database-disk-low'
  | 'no-logical-archive'
  | 'logical-archive-failed'
  | 'logical-archive-old';

export type Alarm = { code: AlarmCode; tone: 'caution' | 'critical'; title: string; advice: string };

/** What somebody should look at, the worst first. */
export function alarmsOf(state: Omit<BackupState, 'alarms'>): Alarm[] {
  const now = Date.parse(state.asOf);
  const judges = state.isOurs || state.backups.length > 0 ? [...ofOurs, ...ofEvery] : ofEvery;
  const raised = judges.flatMap(([code, judge]) => {
    const found = judge(state, now);
    return found ? [{ code, ...found }] : [];
  });
  const all = [...raised, ...archiveAlarms(state.logical, state.platform, state.asOf)];
  return all.toSorted((a, b) => b.tone.localeCompare(a.tone));
}
