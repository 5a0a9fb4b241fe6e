import type pg from 'pg';
import type { Statement } from '@/db/statement';
import { outline, type PlanNode, readsWhole } from './outline';

export type Plan = {
  /** What a snapshot holds. */
  lines: string[];
  /** Tables that the plan reads all of. */
  whole: Set<string>;
};

/** What is not planned: commands. */
const isPlanned = ({ text }: Statement) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b/i.test(text);

/**
 * The plan that the server keeps for a statement, whatever its values are. Plans of one process: workers beside it
 * divide the same steps among themselves.
 *
 * @param client entered as the application role, so that row security is part of the plan
 */
export async function explainAll(
  client: pg.Client,
  statements: Map<string, Statement>,
): Promise<Map<string, Plan>> {
  await client.query('SET max_parallel_workers_per_gather = 0');
  const partial = await partialIndexes(client);
  const plans = new Map<string, Plan>();
  for (const [name, statement] of [...statements].sort(([one], [other]) => (one < other ? -1 : 1)))
    if (isPlanned(statement)) plans.set(name, await explain(client, statement, partial));
  return plans;
}

async function explain(client: pg.Client, { text }: Statement, partial: ReadonlySet<string>): Promise<Plan> {
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (GENERIC_PLAN, VERBOSE, COSTS OFF, FORMAT JSON) ${text}`,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('no plan');
    return { lines: outline(plan) ?? ['none of the tables'], whole: readsWhole(plan, partial) };
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return { lines: [`not here: ${error.message}`], whole: new Set() };
    throw error;
  }
}

/** Names of indexes of some rows. */
export async function partialIndexes(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL',
  );
  return new Set(rows.map(({ name }) => name));
}
