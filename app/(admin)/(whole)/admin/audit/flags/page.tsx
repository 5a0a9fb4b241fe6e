import type { Metadata } from 'next';
import { AuditTabs } from '@/components/audit/audit-tabs';
import { FlagList } from '@/components/oversight/flag-list';
import { LastLook } from '@/components/oversight/last-look';
import { RuleTable } from '@/components/oversight/rule-table';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { RefusedPage } from '@/components/page/refused-page';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { begin } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { asAdministrator } from '@/lib/access/transaction';
import { Refusal } from '@/lib/errors';
import { flagsQuery, readFlags } from '@/lib/oversight/flags';
import { readLastLook } from '@/lib/oversight/last-look';
import { pageQuery } from '@/lib/page-query';

export const metadata: Metadata = { title: 'To look into' };

/** Arrives whole, so that its forms work without JavaScript. */
export default async function FlagsPage({ searchParams }: PageProps<'/admin/audit/flags'>) {
  const viewer = await requireViewer('ADMIN');
  const { query, ignored } = pageQuery(flagsQuery, await searchParams);
  const [page, lastLook, timeZone] = await Promise.all([
    begin(asAdministrator(viewer, (tx, institutionId) => readFlags(tx, institutionId, query))),
    asAdministrator(viewer, readLastLook),
    timeZoneOf(viewer),
  ]);
  const [other, words] =
    query.show === 'open'
      ? ['/admin/audit/flags?show=all', 'Show also what was looked into']
      : ['/admin/audit/flags', 'Show only what waits'];
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="To look into"
        lead="Hours of a person in the trail that stand out. None of it proves anything: ask, then sign what you found out."
      />
      <AuditTabs current="flags" />
      <IgnoredNotice ignored={ignored} />
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <LastLook at={lastLook} timeZone={timeZone} />
        <p className="text-sm">
          <TextLink href={other}>{words}</TextLink>
        </p>
      </div>
      {page instanceof Refusal ? (
        <RefusedPage message={page.message} firstPage="/admin/audit/flags" />
      ) : (
        <FlagList {...page} query={query} timeZone={timeZone} viewerId={viewer.userId} />
      )}
      <RuleTable />
    </div>
  );
}
