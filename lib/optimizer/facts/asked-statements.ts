import { z } from 'zod';
import type { Database, Transaction } from '@/db/client';
import { namedStatements, statement, unpreparedStatement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { withoutValues } from '@/lib/performance/checks/sql';
import type { AskedStatement, PlanNode, StatementPlan } from '../candidates/facts';
import { isMeasurable } from '../watch/readings';
import { planLimits, planWithoutValues } from './statement-plans';

const mostStatements = 150;
const leastCalls = 5;

/** Statements of people’s pages, not of operations and of tests: by what the product calls its own. */
const ofNobody = `'/\\* (performance|optimizer|backups|compliance|interop|keys|demo|test)\\.'`;
const bare = `regexp_replace(s.query, '\\s*/\\*[^*]*\\*/\\s*$', '')`;

const heaviest = `
  SELECT s.queryid::text AS id, substring(s.query from '/\\* ([^*]+) \\*/\\s*$') AS name, ${bare} AS text, ${withoutValues(bare)} AS shown,
    sum(s.calls)::float8 AS calls, sum(s.total_exec_time) AS milliseconds, sum(s.rows)::float8 AS rows,
    sum(s.shared_blks_hit + s.shared_blks_read)::float8 AS blocks,
    sum(s.temp_blks_written)::float8 * current_setting('block_size')::int AS "temporaryBytes",
    bool_and(s.userid = to_regrole(quote_ident(current_user))) AS "byOwner"
  FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() AND s.toplevel AND s.query ~* '^\\s*(select|with|insert|update|delete)\\M'
    AND s.query !~ ${ofNobody} AND ${bare} NOT LIKE '%;%'
  GROUP BY s.queryid, s.query HAVING sum(s.calls) >= ${leastCalls}
  ORDER BY sum(s.total_exec_time) DESC LIMIT ${mostStatements}`;

const rowSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  text: z.string(),
  shown: z.string(),
  calls: z.number(),
  milliseconds: z.number(),
  rows: z.number(),
  blocks: z.number(),
  temporaryBytes: z.number(),
  byOwner: z.boolean(),
});
type Row = z.output<typeof rowSchema>;

/** Without its plan; `byOwner`: nobody but the database’s owner has asked it. */
type Measured = Omit<AskedStatement, 'plan'> & { byOwner: boolean };

const began = statement('optimizer.asked-since', 'SELECT stats_reset AS since FROM pg_stat_statements_info');

export type Asked = { asked: Measured[]; askedSince: string | null };

/** The statements that took most time since statistics began, without plans; none where the server does not tell. */
export async function readAsked(tx: Transaction): Promise<Asked> {
  if (!(await isMeasurable(tx))) return { asked: [], askedSince: null };
  const rows = z.array(rowSchema).parse(await tx.rows(unpreparedStatement('optimizer.asked', heaviest)));
  const [dates] = await tx.rows<{ since: string | null }>(began);
  return { asked: merged(rows), askedSince: dates?.since ?? null };
}

/** One of the product’s has several numbers where its tables were made anew: its own text is the better one to plan. */
function merged(rows: readonly Row[]): Measured[] {
  const own = new Map(namedStatements().map(({ name, text }) => [name, text]));
  const found = new Map<string, Measured>();
  for (const { id, name, text, ...row } of rows) {
    const known = name === null ? undefined : own.get(name);
    // One that is put together for each question has a plan for each of its texts.
    const key = known === undefined ? id : `${name}`;
    const one = { ...row, statement: name ?? `statement ${id}`, text: known ?? text };
    const other = found.get(key);
    found.set(key, other ? summed(other, one) : one);
  }
  return [...found.values()];
}

const summed = (one: Measured, more: Measured): Measured => ({
  ...one,
  byOwner: one.byOwner && more.byOwner,
  calls: one.calls + more.calls,
  milliseconds: one.milliseconds + more.milliseconds,
  rows: one.rows + more.rows,
  blocks: one.blocks + more.blocks,
  temporaryBytes: one.temporaryBytes + more.temporaryBytes,
});

type Places = { database: Database; owner: Database };

/**
 * The same with the plan that the server would take whatever the values are. Nothing is run. Planning calls functions, so
 * the owner’s rights are lent to no statement that somebody else has asked.
 */
export async function withPlans(
  { database, owner }: Places,
  asked: Asked['asked'],
  plans: readonly StatementPlan[],
): Promise<AskedStatement[]> {
  const found: AskedStatement[] = [];
  for (const { byOwner, ...one } of asked) {
    const known = plans.find(({ statement: name }) => name === one.statement)?.plan;
    const plan = known ?? (await planOf(byOwner ? owner : database, one).catch(() => null));
    found.push({ ...one, plan });
  }
  return found;
}

const planOf = (
  database: Database,
  { statement: name, text }: Pick<AskedStatement, 'statement' | 'text'>,
): Promise<PlanNode | null> =>
  asSystem(async (tx) => {
    await tx.rows(planLimits);
    return planWithoutValues(tx, { name, text });
  }, database);
