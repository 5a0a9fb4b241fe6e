import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { LinePoint } from '@/lib/analytics/progress-line';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { date } from '@/lib/format';
import { ProgressChart } from './progress-chart';

type ProgressFigureProps = { points: readonly LinePoint[]; course: CourseProgress };

const planNotes = {
  dates: 'The plan spreads the course evenly over its dates, from your enrolment if that was later.',
  estimate: 'The plan spreads the course’s own estimate over weeks of study from your enrolment.',
};

/** How far the course was on each day, beside the plan, as lines and as a table. */
export function ProgressFigure({ points, course }: ProgressFigureProps) {
  const { plan, timeZone } = course;
  return (
    <ChartFrame
      title="Progress against time"
      summary={summaryOf(course)}
      note={`Counts sections that are done; one begun counts once it is done. ${plan ? planNotes[plan.basis] : 'This course has no dates and no estimate to plan with.'} Days in ${timeZone}.`}
      table={<PointsTable points={points} />}
    >
      <ProgressChart points={points.map((point) => ({ ...point, day: shortDay(point.day) }))} />
    </ChartFrame>
  );
}

function summaryOf({ status, completedAt, plan, timeZone }: CourseProgress): string {
  if (status === 'COMPLETED' && completedAt !== null)
    return `All of it since ${date(completedAt, timeZone)}.`;
  if (!plan) return 'Required sections done, in percent, by day.';
  return `The plan has ${Math.round(plan.plannedProgress)} % done by today and all of it by ${date(plan.to, 'UTC')}.`;
}

const shortDay = (day: string) => date(day, 'UTC').replace(/ \d{4}$/, '');
const share = (value: number | null) => (value === null ? '–' : `${value} %`);

function PointsTable({ points }: { points: readonly LinePoint[] }) {
  return (
    <Table caption="Progress by day" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell numeric>You</HeadCell>
          <HeadCell numeric>Plan</HeadCell>
        </tr>
      </thead>
      <tbody>
        {points.map(({ day, finished, planned }) => (
          <tr key={day}>
            <Cell>{date(day, 'UTC')}</Cell>
            <Cell numeric>{share(finished)}</Cell>
            <Cell numeric>{share(planned)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
