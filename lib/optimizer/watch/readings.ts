import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';

/**
 * Totals of one statement since its statistics began; `since`: when the oldest of them did, null where the server does not
 * say; `elsewhere`: it has nothing to do with the table.
 */
const total = z.object({
  name: z.string(),
  calls: z.number(),
  milliseconds: z.number(),
  since: z.string().nullable().default(null),
  elsewhere: z.boolean().default(false),
});
const moments = ['PROPOSED', 'BEFORE', 'AFTER', 'WATCH'] as const;

const readingSchema = z.object({ moment: z.enum(moments), at: z.string(), statements: z.array(total) });

export type Total = z.output<typeof total>;
/** What pg_stat_statements said at a moment about the statements that use a table, and about the most frequent others. */
export type Reading = z.output<typeof readingSchema>;
export type Moment = (typeof moments)[number];

/** From version 1.11 of the extension on (PostgreSQL 17) each statement says since when it is counted. */
const measurable = statement(
  'optimizer.measurable',
  `SELECT EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relname = 'pg_stat_statements' AND c.relnamespace = e.extnamespace AND a.attname = 'stats_since') AS dates
   FROM pg_extension e WHERE e.extname = 'pg_stat_statements'
     AND EXISTS (SELECT 1 FROM pg_settings WHERE name = 'pg_stat_statements.max')`,
);

/** Whether this server tells what statements take. */
export const isMeasurable = async (tx: Transaction): Promise<boolean> =>
  (await tx.rows(measurable)).length > 0;

const totals = (since: string) => `
  WITH named AS (
    SELECT name, sum(calls)::bigint AS calls, sum(milliseconds)::float8 AS milliseconds, min(since)::text AS since,
      NOT bool_or(meant) AS elsewhere
    FROM (
      SELECT substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name, s.calls, s.total_exec_time AS milliseconds, ${since} AS since,
        s.query ~ $1 OR s.query LIKE ANY ($2::text[]) AS meant
      FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database()) one
    WHERE name IS NOT NULL AND name !~ '^(optimizer|performance|rehearsal|test)\\.'
    GROUP BY name)
  (SELECT * FROM named WHERE NOT elsewhere ORDER BY milliseconds DESC LIMIT 100)
  UNION ALL
  (SELECT * FROM named WHERE elsewhere ORDER BY calls DESC LIMIT 40)`;

/** What each change is watched for, whatever table it is of: the write that the product does most. */
export const always: readonly string[] = ['progress.record'];

/**
 * What the named statements of a table have taken so far, those of a proposal among them; and the most frequent of the
 * others, by which it can be told how fast the server was altogether.
 */
export async function readTotals(
  tx: Transaction,
  table: string,
  statements: readonly string[],
): Promise<Total[]> {
  const [server] = await tx.rows<{ dates: boolean }>(measurable);
  if (!server) return [];
  const since = server.dates ? 's.stats_since' : '(SELECT stats_reset FROM pg_stat_statements_info)';
  const patterns = [...statements, ...always].map((name) => `%/* ${name.replaceAll(/[\\%_]/g, '\\$&')} */%`);
  const rows = await tx.rows(unpreparedStatement('optimizer.totals', totals(since)), [
    `\\m${table}\\M`,
    patterns,
  ]);
  return z.array(total).parse(rows);
}

const added = statement(
  'optimizer.reading-add',
  `INSERT INTO optimizer_readings (proposal_id, moment, at, statements)
   VALUES ($1, $2::optimizer_moment_enum, clock_timestamp(), $3::jsonb)`,
);

export async function takeReading(
  tx: Transaction,
  proposalId: number,
  moment: Moment,
  table: string,
  statements: readonly string[],
): Promise<void> {
  const taken = await readTotals(tx, table, statements);
  await tx.rows(added, [proposalId, moment, JSON.stringify(taken)]);
}

const known = statement(
  'optimizer.readings',
  'SELECT moment, at, statements FROM optimizer_readings WHERE proposal_id = $1 ORDER BY id',
);

/** The readings of a proposal, oldest first. */
export const readReadings = async (tx: Transaction, proposalId: number): Promise<Reading[]> =>
  z.array(readingSchema).parse(await tx.rows(known, [proposalId]));
