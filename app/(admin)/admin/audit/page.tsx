import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AuditFilters } from '@/components/audit/audit-filters';
import { isNarrowed } from '@/components/audit/audit-links';
import { AuditTabs } from '@/components/audit/audit-tabs';
import { AuditTrail } from '@/components/audit/audit-trail';
import { ExportLinks } from '@/components/audit/export-links';
import { SealNote } from '@/components/audit/seal-note';
import { SavedViews } from '@/components/oversight/saved-views';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { PageHeader } from '@/components/ui/page-header';
import { begin, started } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { asAdministrator } from '@/lib/access/transaction';
import { auditQuery } from '@/lib/audit/query';
import { readSealState } from '@/lib/audit/seal/state';
import { openTrail } from '@/lib/oversight/open-trail';
import { readViews } from '@/lib/oversight/views';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'Audit trail' };

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(auditQuery, await searchParams);
  const page = begin(openTrail(viewer, query));
  const seals = started(asAdministrator(viewer, (tx) => readSealState(tx)));
  const [timeZone, views] = await Promise.all([
    timeZoneOf(viewer),
    asAdministrator(viewer, (tx) => readViews(tx, viewer.userId)),
  ]);
  const { limit: _limit, cursor: _cursor, ...filter } = query;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="Audit trail"
        lead={`Who did or saw what in your institution. Entries can be added, never changed or removed. Times and days are those of ${timeZone}; files are in UTC.`}
        actions={<ExportLinks query={query} />}
      />
      <AuditTabs current="events" />
      <AuditFilters query={query} />
      <SavedViews views={views} filter={filter} narrowed={isNarrowed(query)} />
      <IgnoredNotice ignored={ignored} />
      <PartBoundary what="The trail">
        <Suspense
          key={JSON.stringify(query)}
          fallback={<TableSkeleton label="Loading the trail…" rows={16} tall />}
        >
          <AuditTrail query={query} page={page} timeZone={timeZone} />
        </Suspense>
      </PartBoundary>
      <PartBoundary what="The state of the seals">
        <Suspense fallback={null}>
          <SealNote state={seals} timeZone={timeZone} />
        </Suspense>
      </PartBoundary>
    </div>
  );
}
