import { Timer } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, dateTime } from '@/lib/format';
import type { RouteLatencies as Latencies, RouteLatency } from '@/lib/performance/requests/read-routes';
import { milliseconds, share } from '@/lib/performance/units';
import { LatencyFigure } from './latency-figure';

/** How quickly each page and call is answered, against its budget. */
export async function RouteLatencies({ latencies }: { latencies: Promise<Latencies> }) {
  const { since, routes, hours } = await latencies;
  if (since === null) {
    return (
      <EmptyState icon={<Timer />} title="Not enough data yet" headingLevel={3}>
        <p>The web server writes down once a minute how long requests took. Use the product and come back.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-reading text-sm text-ink-soft">
        The last 24 hours, from {dateTime(since, 'UTC')} UTC on; measured by the web server from a request’s
        arrival to the last byte of its answer. Half, 95 and 99 of 100 requests took at most this long, from
        histograms: read them as within a third or so. A budget is judged by 95 of 100, from 40 requests on.
        Database, cache and rendering are what one request took on average.
      </p>
      {hours.length > 1 && <LatencyFigure hours={hours} />}
      <Table caption="Pages and calls by latency" captionHidden tall>
        <thead>
          <tr>
            <HeadCell>Page or call</HeadCell>
            <HeadCell>Budget</HeadCell>
            <HeadCell numeric>Requests</HeadCell>
            <HeadCell numeric>Half</HeadCell>
            <HeadCell numeric>95 %</HeadCell>
            <HeadCell numeric>99 %</HeadCell>
            <HeadCell numeric>Database</HeadCell>
            <HeadCell numeric>Statements</HeadCell>
            <HeadCell numeric>Cache</HeadCell>
            <HeadCell numeric>Rendering</HeadCell>
            <HeadCell numeric>Failed</HeadCell>
          </tr>
        </thead>
        <tbody>
          {routes.map((latency) => (
            <LatencyRow key={latency.route} latency={latency} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function LatencyRow({ latency }: { latency: RouteLatency }) {
  const { route, requests, failures, p50, p95, p99, budget } = latency;
  const { databaseTime, statements, cacheTime, kept, renderTime } = latency;
  return (
    <tr>
      <HeadCell scope="row" className="min-w-52 font-mono text-xs font-normal wrap-anywhere">
        {route}
      </HeadCell>
      <Cell className="whitespace-nowrap">
        <Judgement latency={latency} />
        <span className="block text-xs text-ink-soft">
          {milliseconds(budget.p95)}: {budget.what}
        </span>
      </Cell>
      <Cell numeric>{count(requests)}</Cell>
      <Cell numeric>{milliseconds(p50)}</Cell>
      <Cell numeric>{milliseconds(p95)}</Cell>
      <Cell numeric>{milliseconds(p99)}</Cell>
      <Cell numeric>{milliseconds(databaseTime)}</Cell>
      <Cell numeric>{statements.toFixed(1)}</Cell>
      <Cell numeric>
        {kept === null ? '–' : milliseconds(cacheTime)}
        {kept !== null && <span className="block text-xs text-ink-soft">{share(kept)} kept</span>}
      </Cell>
      <Cell numeric>{milliseconds(renderTime)}</Cell>
      <Cell numeric>{count(failures)}</Cell>
    </tr>
  );
}

function Judgement({ latency: { withinBudget } }: { latency: RouteLatency }) {
  if (withinBudget === null) return <span className="text-ink-soft">Not enough data yet</span>;
  return withinBudget ? (
    <StatusBadge tone="positive">Within</StatusBadge>
  ) : (
    <StatusBadge tone="caution">Over</StatusBadge>
  );
}
