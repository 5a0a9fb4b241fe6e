import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import { knownReason } from './checks/fault-reason';

export type Explanation =
  | { name: string | null; text: string; plan: string[] }
  | { name: string | null; text: string; reason: string };

const textOf = statement(
  'performance.statement-text',
  `SELECT substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name, regexp_replace(s.query, '/\\*[^*]*\\*/\\s*$', '') AS text
   FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
   WHERE d.datname = current_database() AND s.toplevel AND s.queryid::text = $1
     AND s.query ~* '^\\s*(select|with|insert|update|delete|merge|values)\\M' LIMIT 1`,
);

const limits = unpreparedStatement(
  'performance.explain-limits',
  `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '500ms'`,
);

// That a text cannot be planned is an answer, and no failure of the transaction.
const begin = unpreparedStatement('performance.explain-begin', 'SAVEPOINT planning');
const giveUp = unpreparedStatement('performance.explain-give-up', 'ROLLBACK TO SAVEPOINT planning');

const explainable = /^\s*(select|with|insert|update|delete|merge|values)\b/i;

/**
 * The plan that the server would take for a statement of its statistics whatever the values are. Nothing is run: the
 * statement is planned, in a transaction that can only read and gives up soon, with the rights of whoever asks. Null
 * where there is no such statement.
 *
 * @param id its number in pg_stat_statements
 */
export async function explainStatement(tx: Transaction, id: string): Promise<Explanation | null> {
  await tx.rows(limits);
  const [found] = await tx.rows<{ name: string | null; text: string }>(textOf, [id]);
  if (!found) return null;
  // One statement only: the server keeps them apart, so that another could only be in a text that was made to look like one.
  if (!explainable.test(found.text) || found.text.includes(';'))
    return { ...found, reason: 'Only statements that read or change rows have a plan.' };
  await tx.rows(begin);
  try {
    const lines = await tx.rows<{ 'QUERY PLAN': string }>(
      unpreparedStatement('performance.explain', `EXPLAIN (GENERIC_PLAN) ${found.text}`),
    );
    return { ...found, plan: lines.map((line) => line['QUERY PLAN']) };
  } catch (error) {
    await tx.rows(giveUp);
    return { ...found, reason: reasonOf(error) };
  }
}

/** Some texts cannot be planned without their values, as with $1 where a type is needed. */
function reasonOf(error: unknown): string {
  const refused = knownReason(error);
  if (refused !== null) return refused;
  if (!(error instanceof Error)) throw error;
  return `The server cannot plan it without its values (${error.message}).`;
}
