import { ActivityChart } from '@/components/analytics/activity-chart';
import { daysInBrief, timeText } from '@/components/analytics/days-in-brief';
import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { StudentDay } from '@/lib/classes/student';
import { count, date } from '@/lib/format';

/** One student's days in a course, as bars and as a table. */
export function StudentActivity({ days }: { days: StudentDay[] }) {
  const { summary, of, bars } = daysInBrief(days, 'No activity in this window.');
  return (
    <ChartFrame
      title={`The last ${days.length} days`}
      summary={summary}
      note="This course only; days in the time zone of the institution."
      table={<DaysTable days={days} />}
    >
      <ActivityChart of={of} bars={bars} />
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
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <HeadCell scope="row">{date(day.day, 'UTC')}</HeadCell>
            <Cell numeric>{timeText(day)}</Cell>
            <Cell numeric>{count(day.interactions)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
