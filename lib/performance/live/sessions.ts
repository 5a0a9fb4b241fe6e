import type { Transaction } from '@/db/client';
import { momentSql, statement } from '@/db/statement';
import { withoutValues } from '../checks/sql';

export type LiveSession = {
  pid: number;
  /** When it connected, UTC with microseconds: with the pid it names one session for good. */
  startedAt: string;
  application: string | null;
  /** As Postgres says it: active, idle in transaction … */
  state: string;
  /** Seconds in this state. */
  seconds: number;
  /** What it waits for, in Postgres's words. */
  waitsFor: string | null;
  /** Who it waits for, itself perhaps waiting; 0 for a prepared transaction. */
  blockedBy: number[];
  /** The statement without its values; the product's own by name. */
  statement: string | null;
  /** It belongs to the product, so that the product may end it. */
  ours: boolean;
};

export type Live = {
  asOf: string;
  /** Sessions that do something or hold something, the oldest first. */
  sessions: LiveSession[];
  /** How many more there are, doing nothing. */
  idle: number;
  used: number;
  most: number;
};

const mostShown = 100;

const limits = statement(
  'performance.live-limits',
  `SELECT set_config('statement_timeout', '2s', true), set_config('lock_timeout', '500ms', true)`,
);

// Who waits for whom is asked of the waiting ones alone: it stops all lock managers for a moment.
const busy = statement(
  'performance.live-sessions',
  `SELECT a.pid, ${momentSql('a.backend_start')} AS "startedAt", nullif(a.application_name, '') AS application, a.state,
     greatest(0, extract(epoch FROM clock_timestamp() - a.state_change))::float8 AS seconds,
     CASE WHEN a.wait_event_type = 'Lock' THEN 'lock: ' || a.wait_event
       WHEN a.state = 'active' AND a.wait_event_type <> 'Client' THEN lower(a.wait_event_type) || ': ' || a.wait_event END AS "waitsFor",
     CASE WHEN a.wait_event_type = 'Lock' THEN pg_blocking_pids(a.pid) ELSE '{}' END AS "blockedBy",
     ${withoutValues('a.query')} AS statement, a.usename = current_user AS ours
   FROM pg_stat_activity a
   WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
     AND a.state <> 'idle'
   ORDER BY a.xact_start NULLS LAST, a.pid LIMIT ${mostShown}`,
);

const counts = statement(
  'performance.live-counts',
  `SELECT (count(*) FILTER (WHERE state = 'idle'))::int AS idle, count(*)::int AS used,
     current_setting('max_connections')::int AS most
   FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`,
);

/** What happens on the server at this moment. Takes no lock of a table, and gives up after two seconds. */
export async function readLive(tx: Transaction): Promise<Live> {
  await tx.rows(limits);
  const sessions = await tx.rows<LiveSession>(busy);
  const [count] = await tx.rows<Pick<Live, 'idle' | 'used' | 'most'>>(counts);
  return {
    asOf: new Date().toISOString(),
    sessions,
    ...(count ?? { idle: 0, used: 0, most: 0 }),
  };
}
