import { CalendarClock } from 'lucide-react';
import { RefusedPage } from '@/components/page/refused-page';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Tabs } from '@/components/ui/tabs';
import type { ActivityPageQuery, ClassActivity } from '@/lib/classes/schema';
import { Refusal } from '@/lib/errors';
import { activityHref, activitySpans } from './activity-links';
import { ActivityMethod } from './activity-method';
import { ActivityWindow } from './activity-window';
import { ClassActivityFigure } from './class-activity-figure';

type ActivityViewProps = {
  courseId: string;
  query: ActivityPageQuery;
  activity: Promise<ClassActivity | Refusal>;
  /** Everybody who ever registered: what active students are a share of. */
  registered: number;
  now: string;
};

/** How busy a class is, by day or by week, in a window that the address holds. */
export async function ActivityView({ courseId, query, activity, registered, now }: ActivityViewProps) {
  const answer = await activity;
  if (answer instanceof Refusal)
    return <RefusedPage message={answer.message} firstPage={activityHref(courseId, {})} />;
  const by = query.by ?? 'day';
  const tab = (label: string, value: 'day' | 'week') => ({
    href: activityHref(courseId, query, { by: value }),
    label,
    current: by === value,
  });
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <Tabs label="Activity by day or by week" tabs={[tab('By day', 'day'), tab('By week', 'week')]} />
        <ActivityWindow courseId={courseId} query={query} activity={answer} />
      </div>
      <Card as="div" className="flex flex-col gap-6">
        {answer.firstActiveDay === null || !answer.counted ? (
          <NothingYet counted={answer.counted} />
        ) : (
          <ClassActivityFigure by={by} activity={answer} spans={activitySpans(courseId, query, answer)} />
        )}
        <ActivityMethod registered={registered} asOf={now} timeZone={answer.timeZone} />
      </Card>
    </div>
  );
}

const NothingYet = ({ counted }: { counted: boolean }) => (
  <EmptyState
    icon={<CalendarClock />}
    title={counted ? 'Not enough data yet' : 'This class is still being counted'}
  >
    <p>
      {counted
        ? 'The days show here as soon as a student of this class does something.'
        : 'Its activity shows here within some minutes.'}
    </p>
  </EmptyState>
);
