import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { LinePoint } from '@/lib/analytics/progress-line';
import { count, date } from '@/lib/format';
import { ProgressChart } from './progress-chart';

type ProgressPictureProps = { points: readonly LinePoint[]; summary: string; note: string };

/** Sections done by day beside the plan, as lines and as a table: of one course or of all together. */
export function ProgressPicture({ points, summary, note }: ProgressPictureProps) {
  return (
    <ChartFrame
      title="Progress against time"
      summary={summary}
      note={note}
      table={<PointsTable points={points} />}
    >
      <ProgressChart
        points={points.map(({ day, finished, planned }) => ({ day: shortDay(day), finished, planned }))}
      />
    </ChartFrame>
  );
}

const shortDay = (day: string) => date(day, 'UTC').replace(/ \d{4}$/, '');
const share = (value: number | null) => (value === null ? '–' : `${value} %`);

function PointsTable({ points }: { points: readonly LinePoint[] }) {
  return (
    <Table caption="Progress by day" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell numeric>Sections</HeadCell>
          <HeadCell numeric>You</HeadCell>
          <HeadCell numeric>Plan</HeadCell>
        </tr>
      </thead>
      <tbody>
        {points.map(({ day, sections, finished, planned }) => (
          <tr key={day}>
            <Cell>{date(day, 'UTC')}</Cell>
            <Cell numeric>{sections === null ? '–' : count(sections)}</Cell>
            <Cell numeric>{share(finished)}</Cell>
            <Cell numeric>{share(planned)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
