import { ActivityChart } from '@/components/analytics/activity-chart';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { StudentDay } from '@/lib/classes/student';
import { count, counted, date, duration } from '@/lib/format';

/** One student's days in a course, as bars and as a table. */
export function StudentActivity({ days }: { days: StudentDay[] }) {
  const active = days.filter(({ interactions }) => interactions > 0).length;
  const seconds = days.reduce((sum, day) => sum + day.seconds, 0);
  return (
    <ChartFrame
      title={`The last ${days.length} days`}
      summary={
        active === 0
          ? 'No activity in this window.'
          : `${duration(seconds)} on ${counted(active, 'day')}. Minutes by day:`
      }
      note="This course only; days in the time zone of the institution."
      table={<DaysTable days={days} />}
    >
      <ActivityChart
        bars={days.map(({ day, seconds: spent }) => ({
          day: date(day, 'UTC').replace(/ \d{4}$/, ''),
          minutes: Math.round(spent / 60),
        }))}
      />
    </ChartFrame>
  );
}

function DaysTable({ days }: { days: StudentDay[] }) {
  return (
    <Table caption="Time and interactions by day, newest first" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell numeric>Time</HeadCell>
          <HeadCell numeric>Interactions</HeadCell>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map(({ day, seconds, interactions }) => (
          <tr key={day}>
            <HeadCell scope="row">{date(day, 'UTC')}</HeadCell>
            <Cell numeric>{duration(seconds)}</Cell>
            <Cell numeric>{count(interactions)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
