import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';

/** Totals of one statement since its statistics began; `elsewhere`: it has nothing to do with the table. */
const total = z.object({
  name: z.string(),
  calls: z.number(),
  milliseconds: z.number(),
  elsewhere: z.boolean().default(false),
});
const moments = ['PROPOSED', 'BEFORE', 'AFTER', 'WATCH'] as const;

const readingSchema = z.object({ moment: z.enum(moments), at: z.string(), statements: z.array(total) });

export type Total = z.output<typeof total>;
/** What pg_stat_statements said at a moment about the statements that use a table, and about the most frequent others. */
export type Reading = z.output<typeof readingSchema>;
export type Moment = (typeof moments)[number];

const measurable = statement(
  'optimizer.measurable',
  `SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'
     AND EXISTS (SELECT 1 FROM pg_settings WHERE name = 'pg_stat_statements.max')`,
);

/** Whether this server tells what statements take. */
export const isMeasurable = async (tx: Transaction): Promise<boolean> =>
  (await tx.rows(measurable)).length > 0;

const totals = `
  WITH named AS (
    SELECT name, sum(calls)::bigint AS calls, sum(milliseconds)::float8 AS milliseconds, NOT bool_or(meant) AS elsewhere
    FROM (
      SELECT substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name, s.calls, s.total_exec_time AS milliseconds,
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
  if (!(await isMeasurable(tx))) return [];
  const patterns = [...statements, ...always].map((name) => `%/* ${name.replaceAll(/[\\%_]/g, '\\$&')} */%`);
  const rows = await tx.rows(unpreparedStatement('optimizer.totals', totals), [`\\m${table}\\M`, patterns]);
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
