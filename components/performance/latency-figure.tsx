import { ChartFrame } from '@/components/ui/chart-frame';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, dateTime } from '@/lib/format';
import type { HourLatency } from '@/lib/performance/requests/read-routes';
import { milliseconds } from '@/lib/performance/units';
import { LatencyChart } from './latency-chart';

/** Latency of all pages and calls by hour, as lines and as a table. */
export function LatencyFigure({ hours }: { hours: HourLatency[] }) {
  const requests = hours.reduce((sum, hour) => sum + hour.requests, 0);
  return (
    <ChartFrame
      title="Latency by hour"
      summary={`${count(requests)} requests in the last 24 hours, all pages and calls together.`}
      note="Hours in UTC; one without requests is left out."
      table={<HoursTable hours={hours} />}
    >
      <LatencyChart
        points={hours.map(({ hour, p50, p95 }) => ({
          hour: hour.slice(11, 16),
          half: Math.round(p50 * 10) / 10,
          most: Math.round(p95 * 10) / 10,
        }))}
      />
    </ChartFrame>
  );
}

function HoursTable({ hours }: { hours: HourLatency[] }) {
  return (
    <Table caption="Latency by hour, newest first" captionHidden tall className="max-h-80">
      <thead>
        <tr>
          <HeadCell>Hour, UTC</HeadCell>
          <HeadCell numeric>Requests</HeadCell>
          <HeadCell numeric>Half</HeadCell>
          <HeadCell numeric>95 %</HeadCell>
        </tr>
      </thead>
      <tbody>
        {hours.toReversed().map(({ hour, requests, p50, p95 }) => (
          <tr key={hour}>
            <Cell>{dateTime(hour, 'UTC')}</Cell>
            <Cell numeric>{count(requests)}</Cell>
            <Cell numeric>{milliseconds(p50)}</Cell>
            <Cell numeric>{milliseconds(p95)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
