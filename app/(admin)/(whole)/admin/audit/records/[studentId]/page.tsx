import { ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { Timeline } from '@/components/oversight/timeline';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { RefusedPage } from '@/components/page/refused-page';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { Stat, StatGroup } from '@/components/ui/stat';
import { pathId } from '@/lib/access/ids';
import { orNotFound, pageOrNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { Refusal } from '@/lib/errors';
import { counted, dateTime } from '@/lib/format';
import { openTimeline, timelineQuery } from '@/lib/oversight/timeline';
import { pageHref, pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Timeline of a record' };

export default async function TimelinePage({
  params,
  searchParams,
}: PageProps<'/admin/audit/records/[studentId]'>) {
  const viewer = await requireViewer('ADMIN');
  const studentId = await orNotFound(params.then(({ studentId: id }) => pathId(id)));
  const { query, ignored } = pageQuery(timelineQuery, await searchParams);
  const firstPage = `/admin/audit/records/${studentId}`;
  const [timeline, timeZone] = await Promise.all([
    pageOrNotFound(openTimeline(viewer, studentId, query)),
    timeZoneOf(viewer),
  ]);
  if (timeline instanceof Refusal)
    return (
      <>
        <PageHeader
          above={<Breadcrumbs crumbs={[{ label: 'Audit trail', href: '/admin/audit' }]} />}
          title="Timeline of a record"
        />
        <RefusedPage message={timeline.message} firstPage={firstPage} />
      </>
    );
  const { summary, entries, nextCursor } = timeline;
  const moment = (instant: string | null) => (instant ? dateTime(instant, timeZone) : 'Never');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={
          <Breadcrumbs crumbs={[{ label: 'Audit trail', href: '/admin/audit' }, { label: summary.name }]} />
        }
        title={summary.name}
        lead={`Everything that happened to this student’s record in your institution: who looked at it or at a list of one of the student’s classes, who changed it, who was refused, and why. Times are those of ${timeZone}.`}
        actions={
          <>
            <LinkButton href={`/admin/records?student=${studentId}`} variant="secondary">
              Ask for the record
            </LinkButton>
            <LinkButton href={`/admin/people/${studentId}`} prefetch={false} variant="secondary">
              Confidential details
            </LinkButton>
          </>
        }
      />
      <StatGroup>
        <Stat label="Events" value={summary.events} />
        <Stat label="Other people in them" value={summary.people} />
        <Stat label="Refused" value={summary.refused} />
        <Stat label="First" value={<span className="text-base">{moment(summary.first)}</span>} />
        <Stat label="Newest" value={<span className="text-base">{moment(summary.last)}</span>} />
      </StatGroup>
      <IgnoredNotice ignored={ignored} />
      {entries.length === 0 ? (
        <EmptyState icon={<ScrollText />} title="Nothing is recorded of this record yet">
          <p>The first look at it, the first enrolment or message leaves an entry here.</p>
        </EmptyState>
      ) : (
        <Timeline entries={entries} timeZone={timeZone} />
      )}
      <Pagination
        label="Pages of the timeline"
        nextHref={nextCursor && pageHref(firstPage, { cursor: nextCursor })}
        summary={`${counted(entries.length, 'event')} on this page, newest first`}
      />
    </div>
  );
}
