import type { Metadata } from 'next';
import { Suspense } from 'react';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { DisclosureList } from '@/components/records/disclosure-list';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { deniedRecord } from '@/lib/access/denied';
import { begin } from '@/lib/access/page-reads';
import { refusePage, requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { pageQuery } from '@/lib/page-query';
import { disclosureQuery } from '@/lib/records/disclosures';
import { openChildDisclosures } from '@/lib/records/guardians/child-file';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Who looked at your child’s record' };

/** For whoever holds the rights in this record as a guardian; for nobody else does it exist. */
export default async function ChildLooksPage({ params, searchParams }: PageProps<'/guardian/[studentId]'>) {
  const viewer = await requireViewer();
  const { studentId } = await params;
  const [children, timeZone] = await Promise.all([getChildren(viewer), timeZoneOf(viewer)]);
  const child = children.find(({ id }) => id === studentId);
  if (!child) return refusePage(viewer, deniedRecord(studentId, 'who looked at the record of a child'));
  const { query, ignored } = pageQuery(disclosureQuery, await searchParams);
  const page = begin(openChildDisclosures(viewer, child.id, query));
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={
          <Breadcrumbs crumbs={[{ label: 'Your children', href: '/guardian' }, { label: child.name }]} />
        }
        title={`Who looked at the record of ${child.name}`}
        lead={`Everybody but you and ${child.name} who opened it or a list of a class in it, and everybody who tried and was refused. Nobody can remove an entry.`}
      />
      <IgnoredNotice ignored={ignored} />
      <PartBoundary what="The list">
        <Suspense
          key={JSON.stringify(query)}
          fallback={<TableSkeleton label="Loading the list…" rows={10} tall />}
        >
          <DisclosureList
            page={page}
            path={`/guardian/${child.id}`}
            caption={`Who looked at the record of ${child.name}`}
            none={`Nobody but you and ${child.name} has looked at it`}
            isLater={query.cursor !== undefined}
            timeZone={timeZone}
          />
        </Suspense>
      </PartBoundary>
    </div>
  );
}
