import type { Metadata } from 'next';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { AccessForm } from '@/components/records/access-form';
import { DisclosureList } from '@/components/records/disclosure-list';
import { ChildHead } from '@/components/records/rights/child-places';
import { DisclosureRecord } from '@/components/records/rights/disclosure-record';
import { Card } from '@/components/ui/card';
import { begin } from '@/lib/access/page-reads';
import { timeZoneOf } from '@/lib/access/time-zone';
import { Refusal } from '@/lib/errors';
import { pageQuery } from '@/lib/page-query';
import { disclosureQuery } from '@/lib/records/disclosures';
import { openChildLooks } from '@/lib/records/guardians/child-file';
import { requireChild } from '@/lib/records/guardians/require-child';

export const metadata: Metadata = { title: 'Your child’s record' };

export default async function ChildPage({ params, searchParams }: PageProps<'/guardian/[studentId]'>) {
  const { viewer, child } = await requireChild((await params).studentId);
  const { query, ignored } = pageQuery(disclosureQuery, await searchParams);
  const [opened, timeZone] = await Promise.all([
    begin(openChildLooks(viewer, child.id, query)),
    timeZoneOf(viewer),
  ]);
  const path = `/guardian/${child.id}`;
  const isLater = query.cursor !== undefined;
  return (
    <div className="flex flex-col gap-6">
      <ChildHead
        child={child}
        current="The record"
        lead={`Look at the record of ${child.name}, and see who else looked or tried to. Nobody can remove an entry.`}
      />
      {!isLater && (
        <Card title="Look at the record">
          <AccessForm studentId={child.id} timeZone={timeZone} holdsTheRights />
        </Card>
      )}
      <section aria-labelledby="looks" className="flex flex-col gap-4">
        <h2 id="looks" className="font-serif text-xl font-semibold">
          Who looked at the record
        </h2>
        <IgnoredNotice ignored={ignored} />
        <DisclosureList
          page={opened instanceof Refusal ? opened : opened.looks}
          path={path}
          caption={`Who looked at the record of ${child.name}, but you and ${child.name}`}
          none={`Nobody but you and ${child.name} has looked at it`}
          isLater={isLater}
          timeZone={timeZone}
        />
      </section>
      {!isLater && !(opened instanceof Refusal) && (
        <DisclosureRecord
          entries={opened.disclosures}
          title="Given to others"
          none="The record was given to nobody by consent, by law or in an emergency."
        />
      )}
    </div>
  );
}
