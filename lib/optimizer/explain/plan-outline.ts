import { z } from 'zod';
import { withoutValues } from './without-values';

const conditionNames = [
  'Index Cond',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'One-Time Filter',
  'Sort Key',
  'Group Key',
] as const;

type Conditions = Partial<Record<(typeof conditionNames)[number], string | string[]>>;

/** What is kept of a node of a plan; everything else of it is dropped where it is read. */
export type PlanNode = Conditions & {
  'Node Type': string;
  'Join Type'?: string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Function Name'?: string;
  'CTE Name'?: string;
  'Subplan Name'?: string;
  Alias?: string;
  'Total Cost': number;
  'Plan Rows': number;
  Plans?: PlanNode[];
};

const condition = z.union([z.string(), z.array(z.string())]).optional();
const name = z.string().optional();

const node: z.ZodType<PlanNode> = z.object({
  'Index Cond': condition,
  'Recheck Cond': condition,
  'Hash Cond': condition,
  'Merge Cond': condition,
  'Join Filter': condition,
  Filter: condition,
  'One-Time Filter': condition,
  'Sort Key': condition,
  'Group Key': condition,
  'Node Type': z.string(),
  'Join Type': name,
  'Index Name': name,
  'Relation Name': name,
  'Function Name': name,
  'CTE Name': name,
  'Subplan Name': name,
  Alias: name,
  'Total Cost': z.number(),
  'Plan Rows': z.number(),
  get Plans() {
    return z.array(node).optional();
  },
});

/** What `EXPLAIN (FORMAT JSON)` answers with. */
export const explained = z.array(z.object({ Plan: node })).min(1);

/** A plan in lines without values: what is done, in what, by which conditions; `figures` adds what the planner expects. */
export function planLines(plan: PlanNode, figures: boolean, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  const expects = figures ? `  (cost ${plan['Total Cost'].toFixed(1)}, rows ${plan['Plan Rows']})` : '';
  return [
    ...(plan['Subplan Name'] ? [`${indent}${plan['Subplan Name']}`] : []),
    `${indent}${titleOf(plan)}${expects}`,
    ...conditionLines(plan).map((line) => `${indent}    ${line}`),
    ...(plan.Plans ?? []).flatMap((child) => planLines(child, figures, depth + 1)),
  ];
}

function titleOf(plan: PlanNode): string {
  const join =
    plan['Join Type'] && plan['Join Type'] !== 'Inner' ? ` (${plan['Join Type'].toLowerCase()})` : '';
  const index = plan['Index Name'] ? ` using ${plan['Index Name']}` : '';
  const target = plan['Relation Name'] ?? plan['Function Name'] ?? plan['CTE Name'];
  const alias = plan.Alias && plan.Alias !== target ? ` ${plan.Alias}` : '';
  return `${plan['Node Type']}${join}${index}${target ? ` on ${target}${alias}` : ''}`;
}

const conditionLines = (plan: PlanNode): string[] =>
  conditionNames.flatMap((each) => {
    const text = plan[each];
    return text === undefined ? [] : [`${each}: ${withoutValues([text].flat().join(', '))}`];
  });
