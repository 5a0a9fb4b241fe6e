import type { Transaction } from '@/db/client';
import { type Statement, unpreparedStatement } from '@/db/statement';
import { sqlColumns, sqlName } from '@/lib/performance/checks/names';
import type { Change, IndexDesign, KeyColumn } from '../change';
import type { Asked, Call } from './question';
import { searchProbe } from './search-probe';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;

const prefix = 'probe.';

/** Whether what was measured is such a look, which nobody asks just so. */
export const isProbe = (statement: string): boolean => statement.startsWith(prefix);

/**
 * The look into a table that an index is for, with values of the table itself: what a statement does with it, or what the
 * server does for a foreign key. So that a change is measured also where no question of the workload needs it.
 */
export async function probeOf(tx: Transaction, change: Change, size: number): Promise<Asked[]> {
  if (change.kind !== 'create-index') return [];
  const { design } = change;
  const calls = design.method === 'gin' ? await searches(tx, design, size) : await lookups(tx, design, size);
  return [{ name: `${prefix}${change.name}`, page: `Looking into ${design.table}`, kind: 'read', calls }];
}

async function searches(tx: Transaction, design: IndexDesign, size: number): Promise<Call[]> {
  const asked = await searchProbe(tx, design, size);
  return asked.values.map((value) => ({ identity: system, statement: asked.statement, values: [value] }));
}

async function lookups(tx: Transaction, design: IndexDesign, size: number): Promise<Call[]> {
  const looked = lookedUp(design);
  const asked = probeStatement(design, looked);
  const values = await sampleValues(tx, design, looked, size);
  return values.map((one) => ({ identity: system, statement: asked, values: one }));
}

/** Columns before the first that is ordered downwards, which is for an order; all where none is. */
function lookedUp({ columns }: IndexDesign): KeyColumn[] {
  const ordered = columns.findIndex(({ order }) => order !== 'asc');
  return columns.slice(0, ordered === -1 ? columns.length : ordered);
}

/** What a key holds, as SQL. */
const keySql = ({ column, expression }: KeyColumn) =>
  expression === undefined ? sqlName(column) : `(${expression})`;

function probeStatement({ schema, table, columns, where }: IndexDesign, looked: KeyColumn[]): Statement {
  const conditions = [...looked.map((key, n) => `${keySql(key)} = $${n + 1}`), ...(where ? [where] : [])];
  const order = columns.slice(looked.length).map((key) => `${keySql(key)} ${key.order.toUpperCase()}`);
  const kept = sqlColumns([...new Set(columns.map(({ column }) => column))]);
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const text =
    order.length > 0
      ? `SELECT ${kept} FROM ${sqlName(schema, table)} ${filter} ORDER BY ${order.join(', ')} LIMIT 50`
      : `SELECT count(*)::int AS rows FROM ${sqlName(schema, table)} ${filter}`;
  return unpreparedStatement('optimizer.probe', text);
}

/** Values that occur, so that the heavy ones come up more often. Of columns that are needed: not every one may be read. */
async function sampleValues(
  tx: Transaction,
  { schema, table, where }: IndexDesign,
  looked: KeyColumn[],
  size: number,
): Promise<unknown[][]> {
  if (looked.length === 0) return [[]];
  const present = [...looked.map((key) => `${keySql(key)} IS NOT NULL`), ...(where ? [where] : [])];
  const columns = looked.map((key) => `${keySql(key)}::text`).join(', ');
  const rows = await tx.rows<{ values: string[] }>(
    unpreparedStatement(
      'optimizer.sample-values',
      `SELECT DISTINCT values
       FROM (SELECT ARRAY[${columns}] AS values FROM ${sqlName(schema, table)} WHERE ${present.join(' AND ')} LIMIT 5000) t
       ORDER BY 1 LIMIT ${size}`,
    ),
  );
  return rows.map(({ values }) => values);
}
