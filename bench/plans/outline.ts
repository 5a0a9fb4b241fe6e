/** What EXPLAIN (VERBOSE, FORMAT JSON) says about one step of a plan. */
export type PlanNode = {
  'Node Type': string;
  Schema?: string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Join Type'?: string;
  'Parent Relationship'?: string;
  'Subplan Name'?: string;
  'CTE Name'?: string;
  'Function Name'?: string;
  Strategy?: string;
  Operation?: string;
  Plans?: PlanNode[];
};

/**
 * A plan as lines, a step each, children further in: kinds of steps, tables, indexes and the order of joins; no costs
 * and no conditions. A scan of an index without a condition is marked `all of`. Months of partitions are left out, and
 * partitions that are read alike are one.
 *
 * @returns null where the plan reads none of the product's tables and calls none of its functions
 */
export function outline(plan: PlanNode): string[] | null {
  if (!concernsUs(plan)) return null;
  return readsCatalogs(plan) ? [besideCatalogs] : linesOf(plan);
}

/** What a server has in its catalogs, and knows of them, differs from one to the next and from minute to minute. */
const besideCatalogs = 'with the catalogs of the server: planned by what they hold at the time';
const readsCatalogs = (node: PlanNode): boolean =>
  (node.Schema === 'pg_catalog' && node['Relation Name'] !== undefined) ||
  (node.Plans ?? []).some((child) => readsCatalogs(child));

const concernsUs = (node: PlanNode): boolean =>
  node.Schema === 'public' || (node.Plans ?? []).some((child) => concernsUs(child));

function linesOf(node: PlanNode): string[] {
  const children = (node.Plans ?? []).filter((child) => !isIdentity(child)).map(linesOf);
  const different = children.filter((lines, n) => lines.join('\n') !== children[n - 1]?.join('\n'));
  return [`${introduction(node)}${stepOf(node)}`, ...different.flat().map((line) => `  ${line}`)];
}

/** Row security asks once a statement who is there: every plan has these, and they read nothing. */
const isIdentity = (node: PlanNode): boolean =>
  node['Parent Relationship'] === 'InitPlan' && !node['Subplan Name']?.startsWith('CTE') && !concernsUs(node);

/** Numbers of subplans change with anything that is added before them. */
function introduction({ 'Subplan Name': name, 'Parent Relationship': relation }: PlanNode): string {
  if (name?.startsWith('CTE')) return `${name}: `;
  return relation === 'InitPlan' || relation === 'SubPlan' ? `${relation}: ` : '';
}

function stepOf(node: PlanNode): string {
  const type = node['Node Type'];
  const table = node['Relation Name'] && withoutMonth(qualified(node, node['Relation Name']));
  const index = node['Index Name'] && withoutMonth(node['Index Name']);
  if (type === 'ModifyTable') return `${node.Operation} on ${table}`;
  if (index && table) return `${type} ${isWhole(node) ? 'all of' : 'using'} ${index} on ${table}`;
  const on = table ?? index ?? node['CTE Name'] ?? node['Function Name'];
  const manner = node['Join Type'] ?? (type === 'Aggregate' ? node.Strategy : undefined);
  const usual = manner === undefined || manner === 'Inner' || manner === 'Plain';
  return `${type}${usual ? '' : ` (${manner})`}${on ? ` on ${on}` : ''}`;
}

/** Whether an index is read from end to end instead of being asked for something. */
const isWhole = (node: PlanNode): boolean =>
  ['Index Scan', 'Index Only Scan'].includes(node['Node Type']) && !node['Index Cond'];

const qualified = ({ Schema: schema }: PlanNode, name: string): string =>
  schema === 'public' || schema === undefined ? name : `${schema}.${name}`;

const withoutMonth = (name: string): string => name.replace(/_\d{4}_\d{2}/, '_<month>');

/** Steps that take in everything beneath them before they give anything. */
const takesAll = new Set([
  'Sort',
  'Incremental Sort',
  'Aggregate',
  'Hash',
  'ModifyTable',
  'WindowAgg',
  'SetOp',
]);

/**
 * The tables that a plan reads all of: row by row, or along a whole index that is not of some rows only. What a LIMIT
 * stops does not count.
 *
 * @param partial names of indexes of some rows
 */
export function readsWhole(plan: PlanNode, partial: ReadonlySet<string>): Set<string> {
  const tables = new Set<string>();
  const visit = (node: PlanNode, isLimited: boolean) => {
    const whole =
      node['Node Type'] === 'Seq Scan' || (isWhole(node) && !partial.has(node['Index Name'] ?? ''));
    if (whole && !isLimited && node['Relation Name'] && node.Schema === 'public')
      tables.add(node['Relation Name'].replace(/_\d{4}_\d{2}$/, ''));
    const limits = node['Node Type'] === 'Limit' || (isLimited && !takesAll.has(node['Node Type']));
    for (const child of node.Plans ?? []) visit(child, limits);
  };
  visit(plan, false);
  return tables;
}
