import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { counted, date } from '@/lib/format';
import type { Forecast } from '@/lib/performance/forecast/forecast';
import { sizeIn } from '@/lib/performance/forecast/words';
import { bytes } from '@/lib/performance/units';
import { StorageChart } from './storage-chart';
import type { StoragePoint } from './storage-lines';

const daysAhead = 14;
const day = 86_400_000;

/** The size of the database by day with the two weeks to come, as lines and as a table. */
export function StorageFigure({ forecast }: { forecast: Forecast }) {
  const { history, database } = forecast;
  const points = pointsOf(forecast);
  return (
    <ChartFrame
      title="Size of the database"
      summary={`${counted(history.length, 'day')} with readings, of the last four weeks.`}
      note={
        database?.trend
          ? `The broken line is a straight one through these days (least squares), ${daysAhead} days on.`
          : 'A day without readings is left out. Days in UTC.'
      }
      table={<SizesTable points={points} />}
    >
      <StorageChart points={points} />
    </ChartFrame>
  );
}

function pointsOf({ history, database, asOf }: Forecast): StoragePoint[] {
  const past = history.map(({ day: each, bytes: size }) => ({ day: shortDate(each), size }));
  const trend = database?.trend;
  if (!trend) return past;
  const now = past.pop();
  const ahead = Array.from({ length: daysAhead }, (_, n) => ({
    day: shortDate(Date.parse(asOf) + (n + 1) * day),
    expected: Math.round(sizeIn(trend, n + 1)),
  }));
  return [...past, ...(now ? [{ ...now, expected: now.size }] : []), ...ahead];
}

const shortDate = (moment: string | number) => date(moment, 'UTC').replace(/ \d{4}$/, '');

function SizesTable({ points }: { points: StoragePoint[] }) {
  return (
    <Table caption="Size of the database by day" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Day</HeadCell>
          <HeadCell numeric>Size</HeadCell>
          <HeadCell numeric>Expected</HeadCell>
        </tr>
      </thead>
      <tbody>
        {points.map(({ day: each, size, expected }) => (
          <tr key={each}>
            <Cell>{each}</Cell>
            <Cell numeric>{size === undefined ? '–' : bytes(size)}</Cell>
            <Cell numeric>{expected === undefined || size !== undefined ? '–' : bytes(expected)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
