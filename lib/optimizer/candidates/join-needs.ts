import { columnOf, conditionsOf } from './conditions';
import { findTable, type PlanNode, type StatementPlan, type TableFacts } from './facts';
import { holdsAll } from './is-served';
import { conditionsIn, inputsOf, joins, type Need, rowsThrough, scans, scopeOf } from './plan-needs';

/** What a join further up compares, and how many rows its other side has. */
type Join = { condition: string; rows: number };

/** Steps between a join and a scan that hand on the rows of the scan as they are. */
const passing = new Set([
  'Hash',
  'Sort',
  'Incremental Sort',
  'Materialize',
  'Memoize',
  'Gather',
  'Gather Merge',
]);
/** Sides of a join, by its type, of which it wants only what belongs to the other side. */
const sought: Readonly<Record<string, readonly number[]>> = {
  Inner: [0, 1],
  Left: [1],
  Right: [0],
  Semi: [0, 1],
  Anti: [1],
  'Right Semi': [0, 1],
  'Right Anti': [0],
};

/**
 * The scans of a plan that go through a whole table, or much of it, only for what belongs to the few rows of the other side of
 * a join: with an index the server would look these up.
 */
export function joinNeedsOf({ statement, plan }: StatementPlan, tables: readonly TableFacts[]): Need[] {
  const found: Need[] = [];
  const walk = (node: PlanNode, above: readonly Join[]) => {
    const table = scans.has(node['Node Type'])
      ? findTable(tables, node.Schema ?? 'public', node['Relation Name'] ?? '')
      : undefined;
    if (table) {
      const needs = above.flatMap((join) => needOf(statement, node, join, table) ?? []);
      const [best] = needs.sort((one, other) => one.rowsWanted - other.rowsWanted);
      if (best) found.push(best);
    }
    for (const child of node.Plans ?? []) walk(child, joinsAbove(node, child, above));
  };
  walk(plan, []);
  return found;
}

function joinsAbove(node: PlanNode, child: PlanNode, above: readonly Join[]): readonly Join[] {
  const inputs = inputsOf(node);
  const place = inputs.indexOf(child);
  if (place === -1) return [];
  if (passing.has(node['Node Type'])) return above;
  if (!joins.has(node['Node Type'])) return [];
  const other = inputs[1 - place];
  const condition = node['Hash Cond'] ?? node['Merge Cond'] ?? node['Join Filter'];
  const isSought = sought[node['Join Type'] ?? 'Inner']?.includes(place) ?? false;
  return condition && other && isSought ? [...above, { condition, rows: other['Plan Rows'] }] : above;
}

function needOf(
  statement: string,
  node: PlanNode,
  { condition, rows }: Join,
  table: TableFacts,
): Need | null {
  const scope = scopeOf(node, table);
  const compared = conditionsOf(condition, scope).filter(({ kind }) => kind === 'equal');
  if (compared.length === 0) return null;
  const { indexed, conditions: own } = conditionsIn(node, scope);
  const conditions = [...own, ...compared];
  const columns = conditions.filter(({ kind }) => kind === 'equal').map(({ column }) => column);
  const read = Math.min(rowsThrough(node, indexed, table), rows * leastFound(table, conditions, columns));
  return {
    statement,
    table,
    conditions,
    order: [],
    output: (node.Output ?? []).flatMap((text) => columnOf(text, scope) ?? []),
    rowsRead: read,
    rowsWanted: rows * rowsFor(table, columns),
    searches: [],
    rowsFound: node['Plan Rows'],
  };
}

/** Rows that one value of each column leads to, by the most telling: how columns go together is not known. */
function rowsFor({ rows, columns }: TableFacts, names: readonly string[]): number {
  const distinct = names.map((name) => columns.find((column) => column.name === name)?.distinct ?? 1);
  return rows / Math.max(1, ...distinct);
}

/** The same by the best index that is there and begins with some of the columns. */
function leastFound(table: TableFacts, conditions: Need['conditions'], names: readonly string[]): number {
  const found = table.indexes
    .filter(
      ({ valid, method, predicate }) => valid && method === 'btree' && holdsAll(predicate, { conditions }),
    )
    .map(({ columns }) => {
      const other = columns.findIndex(({ column }) => column === null || !names.includes(column));
      const begins = columns.slice(0, other === -1 ? columns.length : other);
      return rowsFor(
        table,
        begins.flatMap(({ column }) => column ?? []),
      );
    });
  return Math.min(table.rows, ...found);
}
