import type { Metadata } from 'next';
import { GuideAnswer } from '@/components/backups/guide-answer';
import { GuideForm } from '@/components/backups/guide-form';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { readGuide } from '@/lib/backups/guide/read-guide';
import { guideQuery } from '@/lib/backups/guide/schema';
import { dateTime } from '@/lib/format';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Restore' };

/** Arrives whole, so that its form works without JavaScript. */
export default async function RestorePage({ searchParams }: PageProps<'/admin/backups/restore'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(guideQuery, await searchParams);
  const [{ choices, guide }, timeZone] = await Promise.all([
    orNotFound(readGuide(viewer, query)),
    timeZoneOf(viewer),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={<Breadcrumbs crumbs={[{ label: 'Backups', href: '/admin/backups' }, { label: 'Restore' }]} />}
        title="Restore"
        lead="Choose a state. This page says whether it can be had, and gives the command for it. Nothing happens here: an operator runs the command on the server."
      >
        <p className="text-sm text-ink-soft">
          As of <time dateTime={choices.asOf}>{dateTime(choices.asOf, timeZone)}</time>, by what the worker
          saw in the storage. The command itself checks every byte.
        </p>
      </PageHeader>
      <IgnoredNotice ignored={ignored} />
      <Card title="Which state">
        <GuideForm choices={choices} query={query} timeZone={timeZone} />
      </Card>
      {guide && <GuideAnswer guide={guide} />}
    </div>
  );
}
