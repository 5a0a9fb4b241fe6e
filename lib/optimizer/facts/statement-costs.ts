import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { unpreparedStatement } from '@/db/statement';
import type { StatementCost } from '../candidates/facts';
import { isMeasurable } from '../watch/readings';

const totals = `
  SELECT name AS statement, sum(calls)::bigint AS calls, sum(milliseconds)::float8 AS milliseconds FROM (
    SELECT substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name, s.calls, s.total_exec_time AS milliseconds
    FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database()) named
  WHERE name IS NOT NULL GROUP BY name`;

const rowSchema = z.object({ statement: z.string(), calls: z.number(), milliseconds: z.number() });

/** What each named statement has taken since statistics began; empty where the server does not tell. */
export async function readCosts(tx: Transaction): Promise<StatementCost[]> {
  if (!(await isMeasurable(tx))) return [];
  return z.array(rowSchema).parse(await tx.rows(unpreparedStatement('optimizer.costs', totals)));
}
