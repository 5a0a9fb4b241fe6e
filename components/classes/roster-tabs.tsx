import { Suspense } from 'react';
import { Tabs } from '@/components/ui/tabs';
import type { ClassSummary, RosterPage, RosterPageQuery, StatusCounts } from '@/lib/classes/schema';
import { type EnrollmentStatus, rosterStatuses } from '@/lib/classes/status-filter';
import { Refusal } from '@/lib/errors';
import { count } from '@/lib/format';
import { statusWords } from './enrollment-status';
import { rosterHref } from './roster-links';

type RosterTabsProps = {
  courseId: string;
  query: RosterPageQuery;
  summary: ClassSummary;
  page: Promise<RosterPage | Refusal>;
};

/**
 * The class list by state of the enrolment. Each number is of what its tab leads to: of the whole class, or of those whom the
 * name and the learning status asked for let through, which is known with the list.
 */
export function RosterTabs({ summary, page, ...view }: RosterTabsProps) {
  const { q, status } = view.query;
  if (q === undefined && status?.learning === undefined)
    return <StatusTabs {...view} counts={ofClass(summary)} />;
  return (
    <Suspense fallback={<StatusTabs {...view} counts={null} />}>
      <MatchingTabs {...view} page={page} />
    </Suspense>
  );
}

type ViewProps = Pick<RosterTabsProps, 'courseId' | 'query'>;

async function MatchingTabs({ page, ...view }: ViewProps & Pick<RosterTabsProps, 'page'>) {
  const answer = await page;
  return <StatusTabs {...view} counts={answer instanceof Refusal ? null : answer.matching} />;
}

function StatusTabs({ courseId, query, counts }: ViewProps & { counts: StatusCounts | null }) {
  const { enrollment: chosen, learning } = query.status ?? {};
  const tab = (label: string, students: number | null, enrollment: EnrollmentStatus | undefined) => ({
    href: rosterHref(courseId, query, { status: { enrollment, learning } }),
    label,
    current: chosen === enrollment,
    count: students === null ? '…' : count(students),
  });
  const all = counts && counts.ACTIVE + counts.COMPLETED + counts.DROPPED;
  return (
    <Tabs
      label="Students by status"
      tabs={[
        tab('All', all, undefined),
        ...rosterStatuses.map((status) => tab(statusWords[status], counts?.[status] ?? null, status)),
      ]}
    />
  );
}

const ofClass = ({ active, completed, dropped }: ClassSummary): StatusCounts => ({
  ACTIVE: active,
  COMPLETED: completed,
  DROPPED: dropped,
});
