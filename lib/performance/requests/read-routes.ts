import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Counters } from '../readings/counters';
import { type Budget, budgetOf } from './budgets';
import { quantile } from './histogram';
import { partsOf } from './time-parts';

/** How quickly a route was answered in the last 24 hours. Times in milliseconds. */
export type RouteLatency = {
  route: string;
  requests: number;
  failures: number;
  p50: number;
  p95: number;
  p99: number;
  /** On average, of one request; the rest is rendering. */
  databaseTime: number;
  cacheTime: number;
  renderTime: number;
  statements: number;
  /** From 0 to 1: how much of what was looked up in the cache was there. Null where nothing was looked up. */
  kept: number | null;
  budget: Budget;
  /** Null where too few requests were counted to say. */
  withinBudget: boolean | null;
};

/** All routes together in one hour; times in milliseconds. */
export type HourLatency = { hour: string; requests: number; p50: number; p95: number };

export type RouteLatencies = { since: string | null; routes: RouteLatency[]; hours: HourLatency[] };

/** Fewer than that say nothing about 95 of 100. */
const enough = 40;

const lastDay = statement(
  'performance.routes',
  `SELECT object AS route, json_object_agg(name, value) AS counters FROM (
     SELECT r.object, c.key AS name,
       CASE WHEN c.key LIKE 'max%' THEN max(c.value::float8) ELSE sum(c.value::float8) END AS value
     FROM performance_readings r CROSS JOIN jsonb_each_text(r.counters) c
     WHERE r.grain = 'HOUR' AND r.kind = 'ROUTE' AND r.at > now() - interval '24 hours' GROUP BY r.object, c.key) sums
   GROUP BY object LIMIT 1000`,
);

const byHour = statement(
  'performance.routes-by-hour',
  `SELECT at AS hour, json_object_agg(name, value) AS counters FROM (
     SELECT r.at, c.key AS name,
       CASE WHEN c.key LIKE 'max%' THEN max(c.value::float8) ELSE sum(c.value::float8) END AS value
     FROM performance_readings r CROSS JOIN jsonb_each_text(r.counters) c
     WHERE r.grain = 'HOUR' AND r.kind = 'ROUTE' AND r.at > now() - interval '24 hours' GROUP BY r.at, c.key) sums
   GROUP BY at ORDER BY at`,
);

const first = statement(
  'performance.routes-since',
  `SELECT min(at) AS since FROM performance_readings WHERE grain = 'HOUR' AND kind = 'ROUTE' AND at > now() - interval '24 hours'`,
);

/** Every route that was asked for in the last 24 hours: over its budget first, then the busiest. */
export async function readRoutes(tx: Transaction): Promise<RouteLatencies> {
  const [found, hours, [begin]] = await Promise.all([
    tx.rows<{ route: string; counters: Counters }>(lastDay),
    tx.rows<{ hour: string; counters: Counters }>(byHour),
    tx.rows<{ since: string | null }>(first),
  ]);
  const routes = found.map(latencyOf).sort((a, b) => rank(a) - rank(b) || b.requests - a.requests);
  return { since: begin?.since ?? null, routes, hours: hours.map(hourOf) };
}

const hourOf = ({ hour, counters }: { hour: string; counters: Counters }): HourLatency => ({
  hour,
  requests: counters.requests ?? 0,
  p50: quantile(counters, 0.5) ?? 0,
  p95: quantile(counters, 0.95) ?? 0,
});

const rank = ({ withinBudget }: RouteLatency) => (withinBudget === false ? 0 : 1);

export function latencyOf({ route, counters }: { route: string; counters: Counters }): RouteLatency {
  const { requests = 0, failures = 0, milliseconds = 0, statements = 0 } = counters;
  const { databaseMilliseconds = 0, cacheMilliseconds = 0, cacheHits = 0, cacheMisses = 0 } = counters;
  const of = (share: number) => quantile(counters, share) ?? 0;
  const budget = budgetOf(route);
  const p95 = of(0.95);
  const each = (sum: number) => sum / Math.max(1, requests);
  const parts = partsOf(each(milliseconds), {
    databaseTime: each(databaseMilliseconds),
    cacheTime: each(cacheMilliseconds),
  });
  const lookups = cacheHits + cacheMisses;
  return {
    route,
    requests,
    failures,
    p50: of(0.5),
    p95,
    p99: of(0.99),
    databaseTime: parts.database,
    cacheTime: parts.cache,
    renderTime: parts.render,
    statements: each(statements),
    kept: lookups === 0 ? null : cacheHits / lookups,
    budget,
    withinBudget: requests < enough ? null : p95 <= budget.p95,
  };
}
