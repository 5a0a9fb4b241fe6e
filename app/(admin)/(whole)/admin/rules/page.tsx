import type { Metadata } from 'next';
import { RecommendationRates } from '@/components/analytics/rules/recommendation-rates';
import { RuleGroups } from '@/components/analytics/rules/rule-groups';
import { RuleVersions } from '@/components/analytics/rules/rule-versions';
import { type PagePart, PageParts } from '@/components/page/page-parts';
import { PartState } from '@/components/page/part-state';
import { Breadcrumbs } from '@/components/ui/breadcrumbs';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getRecommendationRates } from '@/lib/analytics/recommendation-rates';
import { getRuleGroups, type RuleGroup, shownValue } from '@/lib/analytics/rules/rule-changes';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { count, counted } from '@/lib/format';

export const metadata: Metadata = { title: 'Rules' };

const followed = { id: 'followed', title: 'What became of recommendations' };
const versions = { id: 'versions', title: 'Versions of the product’s rules' };

/** Outside the reach of the skeletons of its neighbours: it arrives whole, so that its forms work without JavaScript. */
export default async function RulesPage() {
  const viewer = await requireViewer('ADMIN');
  const [groups, rates, timeZone] = await Promise.all([
    getRuleGroups(viewer),
    getRecommendationRates(viewer),
    timeZoneOf(viewer),
  ]);
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
      <PageParts parts={[...groups.map(partOf), followed, versions]}>
        <div className="flex flex-col gap-6">
          <RuleGroups groups={groups} timeZone={timeZone} />
          <Card {...followed}>
            <p className="-mt-2 mb-4 max-w-reading text-sm text-ink-soft">
              Followed: the student worked on the section it pointed to within{' '}
              {counted(shownValue(groups, 'recommendations.followedDays'), 'day')}. Counted are those whose
              days are over, of the last half year, in your institution’s courses.
            </p>
            <RecommendationRates rates={rates} />
          </Card>
          <Card {...versions}>
            <RuleVersions />
          </Card>
        </div>
      </PageParts>
    </>
  );
}

/** A group of rules says how many of them the institution has changed. */
function partOf({ name, title, rules }: RuleGroup): PagePart {
  const changed = rules.filter(({ value, usual }) => value !== usual).length;
  return {
    id: name,
    title,
    state: changed > 0 && <PartState tone="accent" words={`${count(changed)} changed`} />,
  };
}
