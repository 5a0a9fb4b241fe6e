import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { carry } from '../apply/carry';
import type { Change } from '../change';
import type { OnProgress } from '../ledger/runs';
import type { TrialReport } from '../ledger/trials';
import { judgeTrial } from '../verdict/judge-trial';
import { probeOf } from '../workload/probe';
import type { Asked, Question } from '../workload/question';
import { workload } from '../workload/workload';
import { confirm } from './confirm';
import { costOf, effectsOf } from './effects';
import { measureSeries, type Side, type Sides } from './measure-series';
import type { Lab } from './open-lab';

export type Trial = {
  lab: Pick<Lab, 'ownerUrl' | 'appUrl'>;
  change: Change;
  /** Whether to measure the look into the table itself, which the workload does not ask for. */
  probe?: boolean;
  /** What is asked; the whole workload where nothing is named. */
  questions?: readonly Question[];
  /** Rounds with, and as many without the change. */
  pairs?: number;
  /** Sets of parameters of each question. */
  samples?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
};

/** The part of the measuring that goes by with a second look at what seemed slower. */
const again = 0.2;
const usualPairs = 10;
const usualSamples = 4;

/**
 * Tries a change on a copy: the product's own statements with and without it, turn by turn, with the order turning round, so
 * that whatever drifts meanwhile hits both sides alike.
 */
export async function runTrial(trial: Trial): Promise<TrialReport> {
  const {
    lab,
    change,
    probe = false,
    questions = workload,
    pairs = usualPairs,
    samples = usualSamples,
    signal,
    onProgress,
  } = trial;
  const owner = new pg.Client({ connectionString: lab.ownerUrl, application_name: 'syllabase lab' });
  await owner.connect();
  const database = openDatabase(lab.appUrl, 1);
  try {
    const asked = await sampleWorkload(database, questions, probe ? change : null, samples);
    const sides = switcher(owner, change);
    const size = await sizeBothWays(owner, sides);
    const measure = (some: readonly Asked[], from: number, what: string) =>
      measureSeries(database, some, sides, pairs, (round) => {
        signal?.throwIfAborted();
        onProgress?.(
          from + ((from === 0 ? 1 - again : again) * round) / pairs,
          `${what}, round ${round + 1} of ${pairs}`,
        );
      });
    const rounds = await measure(asked, 0, 'measuring');
    const effects = await confirm(effectsOf(asked, rounds), async (slower) => {
      const some = asked.filter(({ name }) => slower.has(name));
      return effectsOf(some, await measure(some, 1 - again, 'measuring again what seemed slower'));
    });
    const cost = costOf(rounds);
    return { pairs, ...size, effects, cost, ...judgeTrial(change.kind, effects, cost, reads(asked, change)) };
  } finally {
    await database.close();
    await owner.end();
  }
}

/** Whether a measured statement names the table. */
const reads = (asked: readonly Asked[], { table }: Change): boolean =>
  asked.some(({ calls }) => calls.some(({ statement }) => new RegExp(`\\b${table}\\b`).test(statement.text)));

async function sampleWorkload(
  database: Database,
  questions: readonly Question[],
  probed: Change | null,
  samples: number,
): Promise<Asked[]> {
  return asSystem(async (tx) => {
    const asked: Asked[] = [];
    for (const { sample, ...question } of questions)
      asked.push({ ...question, calls: await sample(tx, samples) });
    const probes = probed ? await probeOf(tx, probed, samples) : [];
    return [...asked, ...probes].filter(({ calls }) => calls.length > 0);
  }, database);
}

/** Puts the copy into the state without or with the change, where it is not in it yet. */
function switcher(owner: pg.Client, change: Change): Sides {
  let now: Side | null = null;
  return {
    async turnTo(side) {
      if (now === side) return;
      await carry(owner, change, side === 'after' ? 'apply' : 'undo');
      now = side;
    },
  };
}

const databaseSize = `SELECT coalesce(sum(pg_indexes_size(c.oid)), 0)::float8 AS bytes FROM pg_class c
  WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`;

/** Bytes that the change takes, and seconds until it is made. */
async function sizeBothWays(owner: pg.Client, sides: Sides): Promise<{ bytes: number; seconds: number }> {
  const sizeOf = async () => (await owner.query<{ bytes: number }>(databaseSize)).rows[0]?.bytes ?? 0;
  await sides.turnTo('before');
  const before = await sizeOf();
  const began = performance.now();
  await sides.turnTo('after');
  const seconds = (performance.now() - began) / 1000;
  return { bytes: (await sizeOf()) - before, seconds };
}
