import type { Transaction } from '@/db/client';
import { unpreparedStatement } from '@/db/statement';
import { sqlName } from '@/lib/performance/checks/names';
import type { ColumnPair, StatementPlan, TableFacts } from '../candidates/facts';
import { needsOf } from '../candidates/plan-needs';

const leastRows = 10_000;
const mostPairs = 20;
const sample = 5_000;

/**
 * Columns that statements compare together, and how they go together in a sample of some thousand rows. Keys are left out:
 * what names a row depends on nothing.
 */
export async function readPairs(
  tx: Transaction,
  tables: readonly TableFacts[],
  plans: readonly StatementPlan[],
): Promise<ColumnPair[]> {
  const pairs = new Map<string, { table: TableFacts; columns: [string, string] }>();
  for (const { table, conditions } of plans.flatMap((plan) => needsOf(plan, tables))) {
    const equal = [...new Set(conditions.filter(({ kind }) => kind === 'equal').map(({ column }) => column))];
    const [one, other] = equal.sort();
    if (one && other && table.rows >= leastRows)
      pairs.set(`${table.table} ${one} ${other}`, { table, columns: [one, other] });
  }
  const read: ColumnPair[] = [];
  for (const { table, columns } of [...pairs.values()].slice(0, mostPairs))
    read.push(await readPair(tx, table, columns));
  return read;
}

async function readPair(tx: Transaction, table: TableFacts, columns: [string, string]): Promise<ColumnPair> {
  const [one, other] = columns.map((column) => sqlName(column));
  const share = Math.min(100, (100 * 2 * sample) / table.rows);
  const [row] = await tx.rows<{ sampled: number; one: number; other: number; together: number }>(
    unpreparedStatement(
      'optimizer.pair',
      `SELECT count(*)::int AS sampled, count(DISTINCT ${one})::int AS one, count(DISTINCT ${other})::int AS other,
         count(DISTINCT (${one}, ${other}))::int AS together
       FROM (SELECT ${one}, ${other} FROM ${sqlName(table.schema, table.table)}
             TABLESAMPLE SYSTEM (${share.toFixed(4)}) REPEATABLE (1) LIMIT ${sample}) s`,
    ),
  );
  const { schema, table: name } = table;
  return {
    schema,
    table: name,
    columns,
    sampled: row?.sampled ?? 0,
    distinct: [row?.one ?? 0, row?.other ?? 0],
    together: row?.together ?? 0,
  };
}
