import { z } from 'zod';
import type { Database, Transaction } from '@/db/client';
import { namedStatements, type Statement, unpreparedStatement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { PlanNode, StatementPlan } from '../candidates/facts';

const plannable = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i;
/** Statements of operations and of tests: nobody waits for them. */
const ownWork = /^(performance|optimizer|backups|compliance|interop|keys|demo|test)\./;

/** What is planned cannot change anything, and gives up soon. */
export const planLimits = unpreparedStatement(
  'optimizer.plan-limits',
  "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '500ms'",
);

const node: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Parent Relationship': z.string().optional(),
  Schema: z.string().optional(),
  'Relation Name': z.string().optional(),
  Alias: z.string().optional(),
  'Index Name': z.string().optional(),
  Filter: z.string().optional(),
  'Index Cond': z.string().optional(),
  'Recheck Cond': z.string().optional(),
  'Join Type': z.string().optional(),
  'Join Filter': z.string().optional(),
  'Hash Cond': z.string().optional(),
  'Merge Cond': z.string().optional(),
  'Sort Key': z.array(z.string()).optional(),
  Output: z.array(z.string()).optional(),
  Strategy: z.string().optional(),
  'Plan Rows': z.number(),
  get Plans() {
    return z.array(node).optional();
  },
});
const answer = z.array(z.object({ Plan: node })).min(1);

/**
 * Plans of the product's named statements, for any parameters. Nothing is run: the server only says how it would. One
 * that it cannot plan so is left out.
 */
export async function readPlans(database: Database): Promise<StatementPlan[]> {
  const plans: StatementPlan[] = [];
  for (const one of namedStatements()) {
    if (!plannable.test(one.text) || ownWork.test(one.name)) continue;
    const plan = await readPlan(database, one).catch(() => null);
    if (plan) plans.push({ statement: one.name, plan });
  }
  return plans;
}

const readPlan = (database: Database, one: Statement): Promise<PlanNode | null> =>
  asSystem(async (tx) => {
    await tx.rows(planLimits);
    return planWithoutValues(tx, one);
  }, database);

/** How the server would answer a statement whatever its parameters are. */
export async function planWithoutValues(
  tx: Transaction,
  { name, text }: Statement,
): Promise<PlanNode | null> {
  const explain = `EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) ${text}`;
  const [row] = await tx.rows<{ 'QUERY PLAN': unknown }>(
    unpreparedStatement(`optimizer.plan.${name}`, explain),
  );
  return answer.parse(row?.['QUERY PLAN'])[0]?.Plan ?? null;
}
