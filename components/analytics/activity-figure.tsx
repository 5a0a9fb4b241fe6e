import { TimeNote } from '@/components/lessons/time-note';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ActivityDay } from '@/lib/analytics/recent-days';
import type { Streak } from '@/lib/analytics/streak';
import { count, counted, date } from '@/lib/format';
import { ActivityChart } from './activity-chart';
import { daysInBrief, timeText } from './days-in-brief';
import { streakNote } from './streak-note';

type ActivityFigureProps = {
  days: readonly ActivityDay[];
  /** Days in a row, where they are not said elsewhere on the page. */
  streak?: Streak;
  scope: string;
};

/** Time by day (or steps, where time was not measured), as bars and as a table. */
export function ActivityFigure({ days, streak, scope }: ActivityFigureProps) {
  const { summary, of, bars } = daysInBrief(days, 'No study time in this window yet.');
  return (
    <div className="flex flex-col gap-2">
      <ChartFrame
        title={`Your last ${days.length} days`}
        summary={streak && streak.longest > 0 ? `${daysInARow(streak)} ${summary}` : summary}
        note={`${scope}; days in the time zone of the institution.`}
        table={<DaysTable days={days} />}
      >
        <ActivityChart of={of} bars={bars} />
      </ChartFrame>
      <TimeNote />
    </div>
  );
}

const daysInARow = (streak: Streak) => `${counted(streak.days, 'day')} in a row; ${streakNote(streak)}.`;

function DaysTable({ days }: { days: readonly ActivityDay[] }) {
  return (
    <Table caption="Time by day, newest first" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell numeric>Time</HeadCell>
          <HeadCell numeric>Steps</HeadCell>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <Cell>{date(day.day, 'UTC')}</Cell>
            <Cell numeric>{timeText(day)}</Cell>
            <Cell numeric>{count(day.interactions)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
