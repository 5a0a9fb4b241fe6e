import type { Metadata } from 'next';
import { Suspense } from 'react';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { PartBoundary } from '@/components/page/part-boundary';
import { TableSkeleton } from '@/components/page/skeletons';
import { DisclosureList } from '@/components/records/disclosure-list';
import { DisclosureRecord } from '@/components/records/rights/disclosure-record';
import { PrivacyHead } from '@/components/records/rights/privacy-places';
import { begin } from '@/lib/access/page-reads';
import { requireRecord } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { pageQuery } from '@/lib/page-query';
import { getOwnDisclosureRecord } from '@/lib/records/disclosed/record';
import { disclosureQuery, getDisclosures } from '@/lib/records/disclosures';

export const metadata: Metadata = { title: 'Who looked at my record' };

export default async function PrivacyPage({ searchParams }: PageProps<'/dashboard/privacy'>) {
  const viewer = await requireRecord();
  const { query, ignored } = pageQuery(disclosureQuery, await searchParams);
  const page = begin(getDisclosures(viewer, query));
  const [given, timeZone] = await Promise.all([getOwnDisclosureRecord(viewer), timeZoneOf(viewer)]);
  return (
    <div className="flex flex-col gap-6">
      <PrivacyHead
        role={viewer.role}
        current="Who looked"
        title="Who looked at my record"
        lead="Everybody who opened your record or a list of one of your classes, and everybody who tried and was refused. Nobody can remove an entry."
      />
      <IgnoredNotice ignored={ignored} />
      <PartBoundary what="The list">
        <Suspense
          key={JSON.stringify(query)}
          fallback={<TableSkeleton label="Loading the list…" rows={10} tall />}
        >
          <DisclosureList
            page={page}
            path="/dashboard/privacy"
            caption="Who looked at my record"
            none="Nobody has looked at your record"
            isLater={query.cursor !== undefined}
            timeZone={timeZone}
          />
        </Suspense>
      </PartBoundary>
      {query.cursor === undefined && (
        <DisclosureRecord
          entries={given}
          title="Given to others"
          none="Your record was given to nobody by consent, by law or in an emergency."
        />
      )}
    </div>
  );
}
