import { Alert } from '@/components/ui/alert';
import type { Alarm } from '@/lib/backups/alarms';

/** What somebody should look at; says so, too, when there is nothing. */
export function BackupAlarms({ alarms }: { alarms: Alarm[] }) {
  if (alarms.length === 0) return <Alert tone="positive" title="Everything is in order" />;
  return (
    <div className="flex flex-col gap-3">
      {alarms.map(({ tone, title, advice }) => (
        <Alert key={title} tone={tone} title={title}>
          <p>{advice}</p>
        </Alert>
      ))}
    </div>
  );
}
