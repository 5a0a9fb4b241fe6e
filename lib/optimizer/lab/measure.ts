import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { medianOf } from '../verdict/bootstrap';
import type { Asked, Call } from '../workload/question';

/** What a question took, and what it answered, in one round. */
export type Measured = {
  /** Milliseconds a call: the mean over parameters of the median over repetitions. */
  milliseconds: number;
  /** Of all its answers, in whatever order rows came; null where asking again gave others. */
  answer: string | null;
};

/** What writes did in one round, added up. */
export type WriteCost = { updates: number; hotUpdates: number; logBytes: number; events: number };

export type Round = { questions: Map<string, Measured>; cost: WriteCost };

/** So often at least, and at most, each is asked with the clock running, and the milliseconds that what is quick may take. */
const again = { least: 3, most: 25, milliseconds: 10 };

/** The median leaves out what else the machine was doing; of what is quick that takes more of them, and costs nothing. */
const repetitions = (milliseconds: number): number =>
  Math.min(again.most, Math.max(again.least, Math.ceil(again.milliseconds / Math.max(milliseconds, 0.1))));

/**
 * Asks everything once to warm up, then again with the clock running; writes are rolled back, so that every round finds the
 * same data.
 */
export async function measureRound(lab: Database, asked: readonly Asked[]): Promise<Round> {
  const questions = new Map<string, Measured>();
  const cost: WriteCost = { updates: 0, hotUpdates: 0, logBytes: 0, events: 0 };
  for (const { name, kind, calls } of asked) {
    const one = kind === 'read' ? await measureReads(lab, calls) : await measureWrites(lab, calls, cost);
    questions.set(name, one);
  }
  return { questions, cost };
}

/** Asks each question once, with its first parameters: what it takes where nothing has been read before. */
export async function measureOnce(lab: Database, asked: readonly Asked[]): Promise<Round> {
  await lab.ping();
  const questions = new Map<string, Measured>();
  const cost: WriteCost = { updates: 0, hotUpdates: 0, logBytes: 0, events: 0 };
  for (const { name, kind, calls } of asked) {
    const [call] = calls;
    if (!call) continue;
    const milliseconds =
      kind === 'read' ? (await read(lab, call)).milliseconds : await write(lab, call, cost);
    questions.set(name, { milliseconds, answer: null });
  }
  return { questions, cost };
}

async function measureReads(lab: Database, calls: readonly Call[]): Promise<Measured> {
  const medians: number[] = [];
  let answer: string | null = '';
  for (const call of calls) {
    const first = await read(lab, call);
    const times: number[] = [];
    for (let n = repetitions(first.milliseconds); n > 0; n--) {
      const next = await read(lab, call);
      times.push(next.milliseconds);
      if (next.answer !== first.answer) answer = null;
    }
    medians.push(medianOf(times));
    if (answer !== null) answer = digest([answer, first.answer]);
  }
  return { milliseconds: meanOf(medians), answer };
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

type Timed = { milliseconds: number; answer: string };

const read = (lab: Database, { identity, statement: asked, values }: Call): Promise<Timed> =>
  lab.transaction(identity, async (tx) => {
    const { rows, milliseconds } = await timed(tx, asked, values);
    return { milliseconds, answer: digest(rows.map((row) => JSON.stringify(row)).sort()) };
  });

async function timed(tx: Transaction, asked: Call['statement'], values: unknown[]) {
  await tx.startedAt;
  const began = performance.now();
  const rows = await tx.rows<pg.QueryResultRow>(asked, values);
  return { rows, milliseconds: performance.now() - began };
}

const digest = (parts: readonly string[]) => createHash('sha256').update(parts.join('\n')).digest('hex');

const written = statement(
  'optimizer.written',
  `SELECT coalesce(sum(n_tup_upd), 0)::int AS updates, coalesce(sum(n_tup_hot_upd), 0)::int AS "hotUpdates",
     pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS log
   FROM pg_stat_xact_user_tables WHERE schemaname = 'public'`,
);
type Written = { updates: number; hotUpdates: number; log: number };

/** Carries a result out of a transaction that is to be rolled back. */
class RolledBack extends Error {
  constructor(readonly milliseconds: number) {
    super('rolled back on purpose');
  }
}

async function measureWrites(lab: Database, calls: readonly Call[], cost: WriteCost): Promise<Measured> {
  const medians: number[] = [];
  for (const call of calls) {
    const first = await write(lab, call, cost);
    const times: number[] = [];
    for (let n = repetitions(first); n > 0; n--) times.push(await write(lab, call, cost));
    medians.push(medianOf(times));
  }
  return { milliseconds: meanOf(medians), answer: null };
}

async function write(lab: Database, { identity, statement: asked, values }: Call, cost: WriteCost) {
  try {
    return await lab.transaction<number>(identity, async (tx) => {
      const [before] = await tx.rows<Written>(written);
      const { milliseconds } = await timed(tx, asked, values);
      const [after] = await tx.rows<Written>(written);
      if (before && after) {
        cost.updates += after.updates - before.updates;
        cost.hotUpdates += after.hotUpdates - before.hotUpdates;
        cost.logBytes += after.log - before.log;
        cost.events += 1;
      }
      throw new RolledBack(milliseconds);
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.milliseconds;
    throw error;
  }
}
