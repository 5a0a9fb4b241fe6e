import type { Metadata } from 'next';
import { Suspense } from 'react';
import { FindForm } from '@/components/confidential/find-form';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { People } from '@/components/people/people';
import { PeopleFilters } from '@/components/people/people-filters';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { getPeople } from '@/lib/access/get-people';
import { begin } from '@/lib/access/page-reads';
import { peopleQuery } from '@/lib/access/people';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage({ searchParams }: PageProps<'/admin/people'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(peopleQuery, await searchParams);
  const page = begin(getPeople(viewer, query));
  const timeZone = await timeZoneOf(viewer);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={<Breadcrumbs crumbs={[{ label: 'Overview', href: '/admin' }, { label: 'People' }]} />}
        title="People"
        lead="Everybody who belongs to your institution, and whether they can sign in. Rosters bring people; an operator makes, changes and disables accounts with npm run ops -- user."
      />
      <PeopleFilters query={query} />
      <IgnoredNotice ignored={ignored} />
      <PartBoundary what="The list of people">
        <Suspense
          key={JSON.stringify(query)}
          fallback={<TableSkeleton label="Loading the people…" rows={16} tall />}
        >
          <People query={query} page={page} now={new Date().toISOString()} timeZone={timeZone} />
        </Suspense>
      </PartBoundary>
      <Card title="Find a student by number">
        <FindForm />
      </Card>
    </div>
  );
}
