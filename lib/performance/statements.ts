import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

export type StatementCost = {
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
};

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
  `SELECT substring(s.query from '/\\* ([^*]+) \\*/$') AS name,
     left(regexp_replace(regexp_replace(s.query, '/\\*[^*]*\\*/$', ''), '\\s+', ' ', 'g'), 600) AS text,
     s.calls, s.total_exec_time AS "totalTime", s.mean_exec_time AS "meanTime", s.rows,
     s.shared_blks_hit AS "blocksHit", s.shared_blks_read AS "blocksRead"
   FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
   WHERE d.datname = current_database() AND s.query NOT LIKE '%performance.%' AND s.toplevel
   ORDER BY s.total_exec_time DESC LIMIT $1::int`,
);

const since = statement(
  'performance.statements-since',
  'SELECT stats_reset AS since FROM pg_stat_statements_info',
);

/** The statements that cost most, by the names the product gave them. Text is normalised: it holds no values. */
export async function readStatements(tx: Transaction, limit: number): Promise<StatementCosts> {
  const [known] = await tx.rows(installed);
  if (!known)
    return {
      available: false,
      reason: 'This server does not offer pg_stat_statements, or does not load it.',
    };
  const statements = await tx.rows<StatementCost>(top, [limit]);
  const [reset] = await tx.rows<{ since: string | null }>(since);
  return { available: true, since: reset?.since ?? null, statements };
}
