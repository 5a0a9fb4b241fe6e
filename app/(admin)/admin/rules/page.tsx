import type { Metadata } from 'next';
import { RuleGroups } from '@/components/analytics/rules/rule-groups';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getRuleGroups } from '@/lib/analytics/rules/rule-changes';
import { currentVersion } from '@/lib/analytics/rules/versions';

export const metadata: Metadata = { title: 'Rules' };

export default async function RulesPage() {
  const viewer = await requireViewer('ADMIN');
  const [groups, timeZone] = await Promise.all([getRuleGroups(viewer), timeZoneOf(viewer)]);
  return (
    <>
      <PageHeader
        above={<Breadcrumbs crumbs={[{ label: 'Overview', href: '/admin' }, { label: 'Rules' }]} />}
        title="Rules"
        lead="What the dashboards conclude from the numbers, and from which value on."
      >
        <p className="text-sm text-ink-soft">
          Version {currentVersion} of the product’s rules. A change counts in your institution’s courses from
          now on; what was concluded before keeps the rules it was concluded by.
        </p>
      </PageHeader>
      <RuleGroups groups={groups} timeZone={timeZone} />
    </>
  );
}
