import { TimeNote } from '@/components/lessons/time-note';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ActivityDay } from '@/lib/analytics/activity';
import { count, date } from '@/lib/format';
import { ActivityChart } from './activity-chart';
import { daysInBrief, timeText } from './days-in-brief';

/** Time by day (or steps, where time was not measured), as bars and as a table. */
export function ActivityFigure({ days, scope }: { days: readonly ActivityDay[]; scope: string }) {
  const { summary, of, bars } = daysInBrief(days, 'No study time in this window yet.');
  return (
    <div className="flex flex-col gap-2">
      <ChartFrame
        title={`Your last ${days.length} days`}
        summary={summary}
        note={`${scope}; days in the time zone of the institution.`}
        table={<DaysTable days={days} />}
      >
        <ActivityChart of={of} bars={bars} />
      </ChartFrame>
      <TimeNote />
    </div>
  );
}

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
