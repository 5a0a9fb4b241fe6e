import type { KeyColumn, KeyOrder } from '../change';
import { type Condition, columnOf, conditionsOf, type Scope } from './conditions';
import { findTable, type PlanNode, type StatementPlan, type TableFacts } from './facts';
import { type Search, searchesOf } from './searches';

/** What one scan in a plan looks for, and what it goes through to find it. */
export type Need = {
  statement: string;
  table: TableFacts;
  conditions: Condition[];
  /** The order in which its first rows are wanted; empty where all of them are. */
  order: KeyColumn[];
  /** Columns that it hands on. */
  output: string[];
  rowsRead: number;
  rowsWanted: number;
  /** What is looked for inside of values, here or where it is joined, and how many rows that leaves. */
  searches: Search[];
  rowsFound: number;
};

type Wanted = { keys: string[]; limited: boolean } | null;
/** A condition that a nested loop holds against each row of a scan below it. */
type Joined = { filter: string; rows: number } | null;

/** What a page of a list takes: a LIMIT that is a parameter is not known to the planner. */
const page = 50;
const passing = new Set(['Limit', 'LockRows', 'Result', 'Subquery Scan', 'Gather', 'Gather Merge']);
const joins = new Set(['Nested Loop', 'Hash Join', 'Merge Join']);
export const scans = new Set(['Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Heap Scan']);

/** The scans of a plan that go through more than they hand on. */
export function needsOf({ statement, plan }: StatementPlan, tables: readonly TableFacts[]): Need[] {
  const found: Need[] = [];
  const walk = (node: PlanNode, wanted: Wanted, joined: Joined) => {
    const need = scans.has(node['Node Type']) ? needOf(statement, node, { wanted, joined }, tables) : null;
    if (need) found.push(need);
    for (const [place, child] of (node.Plans ?? []).entries())
      walk(child, handedDown(node, child, place, wanted), joinedBelow(node, joined));
  };
  walk(plan, null, null);
  return found;
}

function joinedBelow(node: PlanNode, joined: Joined): Joined {
  const filter = node['Join Filter'];
  if (node['Node Type'] === 'Nested Loop' && filter) return { filter, rows: node['Plan Rows'] };
  return node['Node Type'] === 'Materialize' ? joined : null;
}

/** The order that is wanted of a node's child, where an index below it could give that order. */
function handedDown(node: PlanNode, child: PlanNode, place: number, wanted: Wanted): Wanted {
  const type = node['Node Type'];
  if (['InitPlan', 'SubPlan'].includes(child['Parent Relationship'] ?? '')) return null;
  if (type === 'Limit') return { keys: [], limited: true };
  if (type === 'Sort' || type === 'Incremental Sort')
    return { keys: node['Sort Key'] ?? [], limited: wanted?.limited ?? false };
  if (passing.has(type)) return wanted;
  return joins.has(type) && place === 0 ? wanted : null;
}

function needOf(
  statement: string,
  node: PlanNode,
  { wanted, joined }: { wanted: Wanted; joined: Joined },
  tables: readonly TableFacts[],
): Need | null {
  const table = findTable(tables, node.Schema ?? 'public', node['Relation Name'] ?? '');
  if (!table) return null;
  const scope = { alias: node.Alias ?? table.table, columns: new Set(table.columns.map(({ name }) => name)) };
  const read = (expression: string | undefined) => (expression ? conditionsOf(expression, scope) : []);
  const indexed = read(node['Index Cond'] ?? node['Recheck Cond']);
  const conditions = [...indexed, ...read(node.Filter)];
  const order = wanted?.limited ? orderOf(wanted.keys, scope) : [];
  const usual = rowsThrough(node, indexed, table);
  const isPage = order.length > 0;
  const rowsRead = isPage ? Math.max(usual, mostThrough(indexed, table)) : usual;
  const rowsWanted = isPage ? Math.min(page, node['Plan Rows']) : node['Plan Rows'];
  const output = (node.Output ?? []).flatMap((text) => columnOf(text, scope) ?? []);
  const asked = { statement, table, conditions, order, output, rowsRead, rowsWanted };
  return { ...asked, ...searchedIn(node, joined, scope, table) };
}

function searchedIn(
  node: PlanNode,
  joined: Joined,
  scope: Scope,
  table: TableFacts,
): Pick<Need, 'searches' | 'rowsFound'> {
  const read = (expression: string | undefined) => (expression ? searchesOf(expression, scope, table) : []);
  const here = read(node.Filter);
  const above = read(joined?.filter);
  const rowsFound = above.length > 0 && joined ? joined.rows : node['Plan Rows'];
  return { searches: [...here, ...above], rowsFound };
}

/** Rows that a scan goes through, before its filter. */
export function rowsThrough(node: PlanNode, indexed: Condition[], { rows, columns }: TableFacts): number {
  const type = node['Node Type'];
  if (type === 'Seq Scan') return rows;
  if (type === 'Bitmap Heap Scan') return node.Plans?.[0]?.['Plan Rows'] ?? rows;
  const shares = indexed
    .filter(({ kind }) => kind === 'equal')
    .map(({ column }) => 1 / Math.max(1, columns.find(({ name }) => name === column)?.distinct ?? 1));
  return Math.max(node['Plan Rows'], rows * shares.reduce((product, share) => product * share, 1));
}

/** Rows of the most common values that an index leads to: the planner expects the usual ones. */
function mostThrough(indexed: Condition[], { rows, columns }: TableFacts): number {
  const shares = indexed
    .filter(({ kind }) => kind === 'equal')
    .map(({ column }) => columns.find(({ name }) => name === column)?.topShare ?? 0);
  return shares.length === 0 ? 0 : rows * Math.min(...shares);
}

const sortKey = /^(.+?)( DESC)?( NULLS (FIRST|LAST))?$/s;

/** The order as columns of one scan; empty where some of it is not. */
function orderOf(keys: string[], scope: Scope): KeyColumn[] {
  const order = keys.map((key) => {
    const [, expression = '', descending, , nulls] = sortKey.exec(key) ?? [];
    const column = columnOf(expression, scope);
    return column === null ? null : { column, order: keyOrder(descending !== undefined, nulls) };
  });
  return order.every((key) => key !== null) ? order : [];
}

function keyOrder(descending: boolean, nulls: string | undefined): KeyOrder {
  if (descending) return nulls === 'LAST' ? 'desc nulls last' : 'desc';
  return nulls === 'FIRST' ? 'asc nulls first' : 'asc';
}
