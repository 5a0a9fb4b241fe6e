import { type Condition, conditionsOf, type Scope } from '../candidates/conditions';
import { findTable, type PlanNode, type TableFacts } from '../candidates/facts';
import { rowsThrough, scans } from '../candidates/plan-needs';

/** A scan in a plan, with its table and how many rows it goes through for one answer. */
export type Scan = { node: PlanNode; table: TableFacts; scope: Scope; rowsRead: number };

/** All steps of a plan, from the top. */
export const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

export function scansOf(plan: PlanNode, tables: readonly TableFacts[]): Scan[] {
  return nodesOf(plan).flatMap((node): Scan[] => {
    if (!scans.has(node['Node Type'])) return [];
    const table = findTable(tables, node.Schema ?? 'public', node['Relation Name'] ?? '');
    return table ? [scanOf(node, table)] : [];
  });
}

function scanOf(node: PlanNode, table: TableFacts): Scan {
  const scope = { alias: node.Alias ?? table.table, columns: new Set(table.columns.map(({ name }) => name)) };
  const indexed: Condition[] = conditionsOf(node['Index Cond'] ?? node['Recheck Cond'] ?? '', scope);
  return { node, table, scope, rowsRead: rowsThrough(node, indexed, table) };
}
