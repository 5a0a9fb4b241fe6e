import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type StatementCost = {
  /** Its number in pg_stat_statements; null where the text is hidden, which nobody can ask further about. */
  id: string | null;
  /** Room and question where the product named the statement, else null. */
  name: string | null;
  text: string;
  calls: number;
  /** Milliseconds. */
  totalTime: number;
  meanTime: number;
  rows: number;
  /** Blocks found in, and read into, the buffer cache. */
  blocksHit: number;
  blocksRead: number;
  /** Written to disk because it did not fit into memory. */
  temporaryBlocks: number;
  /** Which pages asked it in the last 24 hours, the most eager first. */
  uses: StatementUse[];
};

export type StatementUse = { route: string; requests: number; callsARequest: number };

export type StatementCosts =
  | { available: true; since: string | null; statements: StatementCost[] }
  | { available: false; reason: string };

const installed = statement(
  'performance.statements-available',
  `SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'
     AND EXISTS (SELECT 1 FROM pg_settings WHERE name = 'pg_stat_statements.max')`,
);

const top = statement(
  'performance.statements',
  `SELECT s.queryid::text AS id, substring(s.query from '/\\* ([^*]+) \\*/$') AS name,
     left(regexp_replace(regexp_replace(s.query, '/\\*[^*]*\\*/$', ''), '\\s+', ' ', 'g'), 600) AS text,
     s.calls, s.total_exec_time AS "totalTime", s.mean_exec_time AS "meanTime", s.rows,
     s.shared_blks_hit AS "blocksHit", s.shared_blks_read AS "blocksRead", s.temp_blks_written AS "temporaryBlocks"
   FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
   WHERE d.datname = current_database() AND s.query NOT LIKE '%performance.%' AND s.toplevel
     AND s.query ~* '^\\s*(select|with|insert|update|delete|merge|values)\\M'
   ORDER BY s.total_exec_time DESC LIMIT $1::int`,
);

const since = statement(
  'performance.statements-since',
  'SELECT stats_reset AS since FROM pg_stat_statements_info',
);

// The object of such a reading is the route, with the statement's name as its last word.
const uses = statement(
  'performance.statement-uses',
  `SELECT name, route, requests::float8, calls / requests AS "callsARequest" FROM (
     SELECT substring(object from '[^ ]+$') AS name, substring(object from '^(.*) [^ ]+$') AS route,
       sum((counters ->> 'requests')::float8) AS requests, sum((counters ->> 'calls')::float8) AS calls
     FROM performance_readings
     WHERE grain = 'HOUR' AND kind = 'ROUTE_STATEMENT' AND at > now() - interval '24 hours' GROUP BY object) sums
   WHERE name = ANY($1::text[]) ORDER BY calls DESC, route`,
);

const mostUses = 5;

async function readUses(tx: Transaction, names: string[]): Promise<Map<string, StatementUse[]>> {
  const found = await tx.rows<StatementUse & { name: string }>(uses, [names]);
  const byName = new Map<string, StatementUse[]>();
  for (const { name, ...use } of found) {
    const known = byName.get(name) ?? [];
    if (known.length < mostUses) byName.set(name, [...known, use]);
  }
  return byName;
}

/** The statements that cost most, by the names the product gave them. Text is normalised: it holds no values. */
export async function readStatements(tx: Transaction, limit: number): Promise<StatementCosts> {
  const [known] = await tx.rows(installed);
  if (!known)
    return {
      available: false,
      reason: 'This server does not offer pg_stat_statements, or does not load it.',
    };
  const found = await tx.rows<Omit<StatementCost, 'uses'>>(top, [limit]);
  const usedBy = await readUses(
    tx,
    found.flatMap(({ name }) => name ?? []),
  );
  const statements = found.map((cost) => ({ ...cost, uses: usedBy.get(cost.name ?? '') ?? [] }));
  const [reset] = await tx.rows<{ since: string | null }>(since);
  return { available: true, since: reset?.since ?? null, statements };
}
