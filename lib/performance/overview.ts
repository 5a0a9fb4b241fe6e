import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type QueueState, readQueueState } from '@/lib/jobs/state';
import { runOwnChecks } from './checks/own-checks';
import { type CheckRow, checkRow } from './checks/row';
import type { Forecast } from './forecast/forecast';
import { readForecast } from './forecast/read-forecast';
import { type RouteLatencies, readRoutes } from './requests/read-routes';
import { readServer, type ServerHealth } from './server';
import { readReview } from './settings/read-review';
import type { ReviewGroup } from './settings/review';
import { readStatements, type StatementCosts } from './statements';
import { readTables, type TableActivity } from './tables';

export type PerformanceOverview = {
  asOf: string;
  server: ServerHealth;
  tables: TableActivity[];
  statements: StatementCosts;
  /** How quickly pages and calls were answered in the last 24 hours. */
  latencies: RouteLatencies;
  /** The worker’s queues; null where they are not installed. */
  queues: QueueState[] | null;
  /** How storage and transaction numbers go on at the present growth. */
  forecast: Forecast;
  /** The settings that matter for the product, each with what it should be. */
  settings: ReviewGroup[];
  /** The worst first; a check that found nothing is there once, as ok. */
  checks: CheckRow[];
};

/** What the performance page shows, for administrators. Reads statistics only, each on a connection of its own, at once. */
export async function getPerformance(viewer: Viewer, statements = 20): Promise<PerformanceOverview> {
  const [server, tables, costs, latencies, queues, forecast, settings, { findings }] = await Promise.all([
    asAdministrator(viewer, readServer),
    asAdministrator(viewer, readTables),
    asAdministrator(viewer, (tx) => readStatements(tx, statements)),
    asAdministrator(viewer, (tx) => readRoutes(tx)),
    asAdministrator(viewer, (tx) => readQueueState(tx)),
    asAdministrator(viewer, (tx) => readForecast(tx)),
    asAdministrator(viewer, (tx) => readReview(tx)),
    runOwnChecks(viewer),
  ]);
  return {
    asOf: new Date().toISOString(),
    server,
    tables,
    statements: costs,
    latencies,
    queues,
    forecast,
    settings,
    checks: findings.map(checkRow),
  };
}
