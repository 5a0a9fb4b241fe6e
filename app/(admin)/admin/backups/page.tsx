import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { ArchiveTable } from '@/components/backups/archive-table';
import { BackupAlarms } from '@/components/backups/backup-alarms';
import { BackupFigures } from '@/components/backups/backup-figures';
import { BackupRuns } from '@/components/backups/backup-runs';
import { BackupTable } from '@/components/backups/backup-table';
import { OwnRetention } from '@/components/backups/own-retention';
import { PlatformNote } from '@/components/backups/platform-note';
import { RestorableTable } from '@/components/backups/restorable-table';
import { RetentionTable } from '@/components/backups/retention-table';
import { StorageProjection } from '@/components/backups/storage-projection';
import { TimelineFigure } from '@/components/backups/timeline-figure';
import { WorkNow } from '@/components/backups/work-now';
import { Glossary } from '@/components/page/glossary';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { asAdministrator } from '@/lib/access/transaction';
import { readBackupOverview } from '@/lib/backups/overview';
import { timelineOf } from '@/lib/backups/timeline';
import { dateTime } from '@/lib/format';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Backups' };

const backupsQuery = z.object({ window: z.enum(['week', 'month', 'year', 'all']).default('month') });

export default async function BackupsPage({ searchParams }: PageProps<'/admin/backups'>) {
  const viewer = await requireViewer('ADMIN');
  const { window } = pageQuery(backupsQuery, await searchParams).query;
  const [state, timeZone] = await Promise.all([
    asAdministrator(viewer, (tx) => readBackupOverview(tx)),
    timeZoneOf(viewer),
  ]);
  const { asOf, isOurs, alarms, archives, backups, platform, projection, requests, restorable, rules, runs } =
    state;
  const archiveBytes = archives.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  const isKnown = isOurs || backups.length > 0;
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-5">
        <PageHeader
          title="Backups"
          lead="What could be restored if the server were lost now."
          actions={<LinkButton href="/admin/backups/restore">Restore…</LinkButton>}
        >
          <p className="text-sm text-ink-soft">
            As of <time dateTime={asOf}>{dateTime(asOf, timeZone)}</time> ({timeZone}). Backups are of the
            whole server, all institutions together.
          </p>
          <Glossary words={['Drill', 'Hold', 'Logical archive', 'Master key']} />
        </PageHeader>
        <PlatformNote platform={platform} missing={state.missing} />
        <BackupAlarms alarms={alarms} isKnown={isKnown} isTried={state.lastDrill !== null} />
        {isKnown && (
          <Card title="At a glance">
            <BackupFigures state={state} timeZone={timeZone} />
          </Card>
        )}
        <WorkNow requests={requests} isOurs={isOurs} asOf={asOf} timeZone={timeZone} />
      </div>
      <Part id="restorable" title="What can be restored">
        <TimelineFigure timeline={timelineOf(state, window)} window={window} timeZone={timeZone} />
        <RestorableTable restorable={restorable} isOurs={isOurs} timeZone={timeZone} />
      </Part>
      <Part
        id="backups"
        title="Full and incremental backups"
        lead="Each was read again from its first byte to its last before it was listed. One that holds what changed since another one is put together with it by a restore, and neither goes without the other."
      >
        <BackupTable backups={backups} isOurs={isOurs} timeZone={timeZone} />
      </Part>
      <Part
        id="archives"
        title="Logical archives"
        lead="Each is the state of one moment, table by table, for long keeping: it goes into any later version of the server. It holds its keys, and opens with the master key (MASTER_KEY) alone."
      >
        <ArchiveTable archives={archives} timeZone={timeZone} />
      </Part>
      <Part
        id="retention"
        title="How long they are kept"
        lead="A policy, not a law: an institution decides whether it is enough, and can ask for longer. The newest is never removed, nor is one under a hold. While a legal hold or an open request protects a record, no archive is removed, and of each month one full backup stays, however old."
      >
        <RetentionTable rules={rules} />
        <OwnRetention own={state.ownRetention} timeZone={timeZone} />
        <StorageProjection
          projection={projection}
          sample={backups.filter(({ parentId }) => parentId === null).length}
          archiveBytes={archiveBytes}
          asOf={asOf}
          timeZone={timeZone}
        />
      </Part>
      <Part id="runs" title="Newest runs">
        <BackupRuns runs={runs} now={asOf} timeZone={timeZone} />
      </Part>
    </div>
  );
}

type PartProps = { id: string; title: string; lead?: string; children: ReactNode };

function Part({ id, title, lead, children }: PartProps) {
  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-4">
      <h2 id={`${id}-title`} className="font-serif text-2xl font-semibold">
        {title}
      </h2>
      {lead && <p className="max-w-reading text-sm text-ink-soft">{lead}</p>}
      {children}
    </section>
  );
}
