import { TimeNote } from '@/components/lessons/time-note';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { ActivityDay } from '@/lib/analytics/activity';
import { count, counted, date, duration } from '@/lib/format';
import { ActivityChart } from './activity-chart';

/** Time by day, as bars and as a table. */
export function ActivityFigure({ days, scope }: { days: readonly ActivityDay[]; scope: string }) {
  const seconds = days.reduce((sum, day) => sum + day.seconds, 0);
  const active = days.filter((day) => day.seconds > 0).length;
  return (
    <div className="flex flex-col gap-2">
      <ChartFrame
        title={`Your last ${days.length} days`}
        summary={
          seconds === 0
            ? 'No study time in this window yet.'
            : `${duration(seconds)} on ${counted(active, 'day')}. Minutes by day:`
        }
        note={`${scope}; days in the time zone of the institution.`}
        table={<DaysTable days={days} />}
      >
        <ActivityChart
          bars={days.map((day) => ({ day: shortDay(day.day), minutes: Math.round(day.seconds / 60) }))}
        />
      </ChartFrame>
      <TimeNote />
    </div>
  );
}

const shortDay = (day: string) => date(day, 'UTC').replace(/ \d{4}$/, '');

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
        {days.toReversed().map(({ day, seconds, interactions }) => (
          <tr key={day}>
            <Cell>{date(day, 'UTC')}</Cell>
            <Cell numeric>{duration(seconds)}</Cell>
            <Cell numeric>{count(interactions)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
