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
  /** Each as often as it is gone through in one answer. */
  rowsRead: number;
  rowsWanted: number;
  /** What is looked for inside of values, here or where it is joined, and how many rows that leaves. */
  searches: Search[];
  rowsFound: number;
};

/** The steps that a node takes its rows from, outermost first: not what is asked beside. */
export const inputsOf = ({ Plans = [] }: PlanNode): PlanNode[] => Plans.filter((child) => !isBeside(child));
const isBeside = (child: PlanNode) => ['InitPlan', 'SubPlan'].includes(child['Parent Relationship'] ?? '');

type Wanted = { keys: string[]; limited: boolean } | null;
/** A condition that a nested loop holds against each row of a scan below it. */
type Joined = { filter: string; rows: number } | null;

/** What a page of a list takes: a LIMIT that is a parameter is not known to the planner. */
const page = 50;
/** How many values the planner takes a list for that is a parameter. */
const several = 10;
const manyValues = 1_000;
/** What is gone through again and again counts from so many rows on: fewer are on a page or two. */
const leastEach = 200;
const passing = new Set(['Limit', 'LockRows', 'Result', 'Subquery Scan', 'Gather', 'Gather Merge']);
export const joins = new Set(['Nested Loop', 'Hash Join', 'Merge Join']);
export const scans = new Set(['Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Heap Scan']);

/** The scans of a plan that go through more than they hand on. */
export function needsOf({ statement, plan }: StatementPlan, tables: readonly TableFacts[]): Need[] {
  const found: Need[] = [];
  const walk = (node: PlanNode, wanted: Wanted, joined: Joined, times: number) => {
    const need = scans.has(node['Node Type']) ? needOf(statement, node, { wanted, joined }, tables) : null;
    if (need) found.push(repeated(need, times));
    for (const child of node.Plans ?? [])
      walk(child, handedDown(node, child, wanted), joinedBelow(node, joined), timesOf(node, child, times));
  };
  walk(plan, null, null, 1);
  return found;
}

/** How often a node's child is gone through: the inner side of a nested loop for each row of the outer one. */
function timesOf(node: PlanNode, child: PlanNode, times: number): number {
  if (isBeside(child)) return 1;
  const [outer, inner] = inputsOf(node);
  return node['Node Type'] === 'Nested Loop' && child === inner
    ? times * Math.max(1, outer?.['Plan Rows'] ?? 1)
    : times;
}

const repeated = (need: Need, times: number): Need =>
  need.rowsRead < leastEach
    ? need
    : { ...need, rowsRead: need.rowsRead * times, rowsWanted: need.rowsWanted * times };

function joinedBelow(node: PlanNode, joined: Joined): Joined {
  const filter = node['Join Filter'];
  if (node['Node Type'] === 'Nested Loop' && filter) return { filter, rows: node['Plan Rows'] };
  return node['Node Type'] === 'Materialize' ? joined : null;
}

/** The order that is wanted of a node's child, where an index below it could give that order. */
function handedDown(node: PlanNode, child: PlanNode, wanted: Wanted): Wanted {
  const type = node['Node Type'];
  if (isBeside(child)) return null;
  if (type === 'Limit') return { keys: [], limited: true };
  if (type === 'Sort' || type === 'Incremental Sort')
    return { keys: node['Sort Key'] ?? [], limited: wanted?.limited ?? false };
  if (passing.has(type)) return wanted;
  return joins.has(type) && child === inputsOf(node)[0] ? wanted : null;
}

function needOf(
  statement: string,
  node: PlanNode,
  { wanted, joined }: { wanted: Wanted; joined: Joined },
  tables: readonly TableFacts[],
): Need | null {
  const table = findTable(tables, node.Schema ?? 'public', node['Relation Name'] ?? '');
  if (!table) return null;
  const scope = scopeOf(node, table);
  const { indexed, conditions } = conditionsIn(node, scope);
  const order = wanted?.limited && !isNarrowed(conditions, table) ? orderOf(wanted.keys, scope) : [];
  const usual = rowsThrough(node, indexed, table);
  const isPage = order.length > 0;
  const rowsRead = isPage ? Math.max(usual, mostThrough(indexed, table)) : usual;
  const rowsWanted = isPage ? Math.min(page, node['Plan Rows']) : node['Plan Rows'];
  const output = (node.Output ?? []).flatMap((text) => columnOf(text, scope) ?? []);
  const asked = { statement, table, conditions, order, output, rowsRead, rowsWanted };
  return { ...asked, ...searchedIn(node, joined, scope, table) };
}

export const scopeOf = ({ Alias: alias }: PlanNode, { table, columns }: TableFacts): Scope => ({
  alias: alias ?? table,
  columns: new Set(columns.map(({ name }) => name)),
});

/** What a scan asks of its table: of an index that is there, and altogether. */
export function conditionsIn(
  node: PlanNode,
  scope: Scope,
): { indexed: Condition[]; conditions: Condition[] } {
  const read = (expression: string | undefined) => (expression ? conditionsOf(expression, scope) : []);
  const indexed = read(node['Index Cond'] ?? node['Recheck Cond']);
  return { indexed, conditions: [...indexed, ...read(node.Filter)] };
}

/** Whether a few values out of very many are asked for: what they lead to is sorted in a moment. */
const isNarrowed = (conditions: Condition[], { columns }: TableFacts): boolean =>
  conditions.some(
    ({ kind, column }) =>
      kind === 'among' && (columns.find(({ name }) => name === column)?.distinct ?? 0) > manyValues,
  );

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
export function rowsThrough(node: PlanNode, indexed: Condition[], table: TableFacts): number {
  const type = node['Node Type'];
  if (type === 'Seq Scan') return table.rows;
  const [below] = node.Plans ?? [];
  if (type === 'Bitmap Heap Scan' && below) return Math.max(below['Plan Rows'], rowsSkipped(below, table));
  const shares = indexed
    .filter(({ kind }) => kind === 'equal' || kind === 'among')
    .map(({ kind, column }) => Math.min(1, (kind === 'among' ? several : 1) / distinctIn(table, column)));
  const found = table.rows * shares.reduce((product, share) => product * share, 1);
  return Math.max(node['Plan Rows'], found, rowsSkipped(node, table));
}

const distinctIn = ({ columns }: TableFacts, name: string | null): number =>
  Math.max(1, columns.find((column) => column.name === name)?.distinct ?? 1);

/** Where the first column of an index is not asked for, the server looks into it once for each of its values, or reads all of it. */
function rowsSkipped(node: PlanNode, table: TableFacts): number {
  const index = table.indexes.find(({ name, method }) => name === node['Index Name'] && method === 'btree');
  const first = index?.columns[0]?.column ?? null;
  const asked = node['Index Cond'];
  if (first === null || asked === undefined || new RegExp(`\\b${first}\\b`).test(asked)) return 0;
  return Math.min(table.rows, distinctIn(table, first));
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
