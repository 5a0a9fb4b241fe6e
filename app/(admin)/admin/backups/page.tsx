import type { Metadata } from 'next';
import { BackupAlarms } from '@/components/backups/backup-alarms';
import { BackupFigures } from '@/components/backups/backup-figures';
import { BackupRuns } from '@/components/backups/backup-runs';
import { BackupTable } from '@/components/backups/backup-table';
import { HowToRestore } from '@/components/backups/how-to-restore';
import { RestorableTable } from '@/components/backups/restorable-table';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { asAdministrator } from '@/lib/access/transaction';
import { readBackupState } from '@/lib/backups/state';
import { dateTime } from '@/lib/format';

export const metadata: Metadata = { title: 'Backups' };

export default async function BackupsPage() {
  const viewer = await requireViewer('ADMIN');
  const [state, timeZone] = await Promise.all([
    asAdministrator(viewer, (tx) => readBackupState(tx)),
    timeZoneOf(viewer),
  ]);
  const { asOf, alarms, backups, restorable, runs, policy } = state;
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-5">
        <PageHeader title="Backups" lead="What could be restored if the server were lost now.">
          <p className="text-sm text-ink-soft">
            As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}). Backups are of the
            whole server, all institutions together.
          </p>
        </PageHeader>
        <BackupAlarms alarms={alarms} />
        <Card title="At a glance">
          <BackupFigures state={state} timeZone={timeZone} />
        </Card>
      </div>
      <section aria-labelledby="restorable-title" className="flex flex-col gap-4">
        <h2 id="restorable-title" className="font-serif text-2xl font-semibold">
          What can be restored
        </h2>
        <RestorableTable restorable={restorable} timeZone={timeZone} />
        <HowToRestore />
      </section>
      <section aria-labelledby="backups-title" className="flex flex-col gap-4">
        <h2 id="backups-title" className="font-serif text-2xl font-semibold">
          Full backups
        </h2>
        <p className="max-w-reading text-sm text-ink-soft">
          Each was read again from its first byte to its last before it was listed. Kept by the standard
          policy: {policy}. The newest is never removed, nor is one under a hold.
        </p>
        <BackupTable backups={backups} timeZone={timeZone} />
      </section>
      <section aria-labelledby="runs-title" className="flex flex-col gap-4">
        <h2 id="runs-title" className="font-serif text-2xl font-semibold">
          Newest runs
        </h2>
        <BackupRuns runs={runs} now={asOf} timeZone={timeZone} />
      </section>
    </div>
  );
}
