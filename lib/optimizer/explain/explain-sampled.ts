import type { Database } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import { asSystem } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { knownReason } from '@/lib/performance/checks/fault-reason';
import { reserved } from '@/lib/performance/live/reserved';
import { explainInput } from '../schema';
import type { Call, Question } from '../workload/question';
import { workload } from '../workload/workload';
import { explained, type PlanNode } from './plan-outline';
import { type SampledPlan, sampledPlans } from './sampled-plans';

/** Some of the heaviest and some of the usual. */
const samples = 6;

const limits = unpreparedStatement(
  'optimizer.explain-limits',
  `SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '500ms';
   SET LOCAL max_parallel_workers_per_gather = 0`,
);

const turn = statement(
  'optimizer.explain-turn',
  "SELECT pg_try_advisory_xact_lock(hashtext('syllabase:explain-sampled')) AS ours",
);

/** A write is one call of a function, whose plan says nothing. */
const reads = workload.filter(({ kind }) => kind === 'read');

/** Whether the product knows with which values a statement is asked. */
export const hasSamples = (name: string | null): boolean => reads.some((question) => question.name === name);

/**
 * How the server would answer one of the product's statements with values that really occur, for administrators; it stands in
 * the trail. Nothing is run: the statement is planned, as the person it is asked for, in transactions that can only read and
 * give up soon. Values are used and never shown. One at a time.
 *
 * @throws Refusal
 */
export const explainSampled = (viewer: Viewer | null, raw: unknown): Promise<SampledPlan[]> =>
  perform(
    {
      input: explainInput,
      allow: may.administer,
      run: async ({ input }) => {
        const question = reads.find(({ name }) => name === input.statement);
        if (!question) throw notFound();
        const value = await planOn(reserved(), question);
        return {
          value,
          audit: {
            action: 'performance.explain',
            objectType: 'statement',
            objectId: question.name,
            details: { samples: value.reduce((sum, plan) => sum + plan.samples, 0) },
          },
        };
      },
    },
    viewer,
    raw,
  );

async function planOn(database: Database, question: Question): Promise<SampledPlan[]> {
  try {
    const calls = await sampleCalls(database, question);
    if (calls.length === 0)
      throw new Refusal('conflict', 'There is nothing yet to take values from. Use the product for a while.');
    const plans: PlanNode[] = [];
    for (const call of calls) plans.push(await planOf(database, call));
    return sampledPlans(plans);
  } catch (error) {
    // What the server says of it may hold a value.
    if (knownReason(error) === null) throw error;
    throw new Refusal('conflict', 'The database has too much to do for that now. Try again in a minute.');
  }
}

const sampleCalls = (database: Database, question: Question): Promise<Call[]> =>
  asSystem(async (tx) => {
    await tx.rows(limits);
    const [asked] = await tx.rows<{ ours: boolean }>(turn);
    if (!asked?.ours)
      throw new Refusal('conflict', 'Another statement is being planned. Try again in a moment.');
    return (await question.sample(tx, samples)).slice(0, samples);
  }, database);

const planOf = (database: Database, { identity, statement: asked, values }: Call): Promise<PlanNode> =>
  database.transaction(identity, async (tx) => {
    await tx.rows(limits);
    const [row] = await tx.rows<{ 'QUERY PLAN': unknown }>(
      unpreparedStatement('optimizer.explain-sampled', `EXPLAIN (FORMAT JSON) ${asked.text}`),
      values,
    );
    const [first] = explained.parse(row?.['QUERY PLAN']);
    if (!first) throw new Error(`${asked.name} has no plan`);
    return first.Plan;
  });
