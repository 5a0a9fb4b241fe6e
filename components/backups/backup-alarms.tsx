import { Alert } from '@/components/ui/alert';
import type { Alarm } from '@/lib/backups/alarms';

type BackupAlarmsProps = { alarms: Alarm[]; isKnown: boolean; isTried: boolean };

/** What somebody should look at; says so, too, when there is nothing, but not where nothing is known. */
export function BackupAlarms({ alarms, isKnown, isTried }: BackupAlarmsProps) {
  return (
    <div className="flex flex-col gap-3">
      {isKnown && alarms.length === 0 && isTried && <Alert tone="positive" title="Everything is in order" />}
      {isKnown && alarms.length === 0 && !isTried && (
        <Alert tone="neutral" title="Nothing is wrong so far">
          <p>Whether a restore works was not tried yet: the first drill comes with the night.</p>
        </Alert>
      )}
      {alarms.map(({ code, tone, title, advice }) => (
        <Alert key={code} tone={tone} title={title}>
          <p className="whitespace-pre-line wrap-anywhere">{advice}</p>
        </Alert>
      ))}
    </div>
  );
}
