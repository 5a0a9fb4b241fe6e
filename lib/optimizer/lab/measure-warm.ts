import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import type { Statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { carry } from '../apply/carry';
import type { Change } from '../change';
import type { OnProgress } from '../ledger/runs';
import type { StatementEffect } from '../verdict/judge-trial';
import { ownQuestions } from '../workload/own-questions';
import { probeOf } from '../workload/probe';
import type { Asked, Question } from '../workload/question';
import { confirm } from './confirm';
import { effectsOf } from './effects';
import { measureRound } from './measure';
import { measureSeries, type RoundPair, type Side, type Sides } from './measure-series';
import type { LabUrls } from './open-lab';

export type Warm = {
  lab: LabUrls;
  change: Change;
  /** Whether to look into the table itself, too. */
  probe: boolean;
  /** Statements that the change is for and that no question asks. */
  own: readonly Statement[];
  questions: readonly Question[];
  pairs: number;
  samples: number;
  signal?: AbortSignal;
  onProgress: OnProgress;
};

/** Bytes that the change takes, and seconds until it is made. */
type Size = { bytes: number; seconds: number };
export type WarmReport = Size & { asked: Asked[]; rounds: RoundPair[]; effects: StatementEffect[] };

/** The part of the measuring that goes by with a second look at what is not clear yet. */
const again = 0.2;

/** What a change does to each question on a warm copy; what is not clear is measured a second time. */
export async function measureWarm(warm: Warm): Promise<WarmReport> {
  const { lab, change } = warm;
  const owner = new pg.Client({ connectionString: lab.ownerUrl, application_name: 'syllabase lab' });
  await owner.connect();
  const database = openDatabase(lab.appUrl, 1);
  try {
    const asked = await sampleWorkload(database, warm);
    const sides = switcher(owner, change);
    const size = await sizeBothWays(owner, sides);
    return { asked, ...size, ...(await measureTwice(warm, database, asked, sides)) };
  } finally {
    await database.close();
    await owner.end();
  }
}

async function measureTwice(
  { pairs, signal, onProgress }: Warm,
  database: Database,
  asked: readonly Asked[],
  sides: Sides,
): Promise<Pick<WarmReport, 'rounds' | 'effects'>> {
  const measure = (some: readonly Asked[], from: number, what: string) =>
    measureSeries(
      () => measureRound(database, some),
      sides,
      pairs,
      (round) => {
        signal?.throwIfAborted();
        const part = from === 0 ? 1 - again : again;
        onProgress(from + (part * round) / pairs, `${what}, round ${round + 1} of ${pairs}`);
      },
    );
  const rounds = await measure(asked, 0, 'measuring');
  const effects = await confirm(effectsOf(asked, rounds), async (open) => {
    const some = asked.filter(({ name }) => open.has(name));
    return effectsOf(some, await measure(some, 1 - again, 'measuring again what is not clear'));
  });
  return { rounds, effects };
}

async function sampleWorkload(
  database: Database,
  { questions, own, probe, change, samples }: Warm,
): Promise<Asked[]> {
  // The server may not be able to plan one without values; then the look into the table is all there is.
  const owned: Asked[] = [];
  for (const one of own)
    owned.push(
      ...(await asSystem((tx) => ownQuestions(tx, change, [one], samples), database).catch(() => [])),
    );
  return asSystem(async (tx) => {
    const asked: Asked[] = [];
    for (const { sample, ...question } of questions)
      asked.push({ ...question, calls: await sample(tx, samples) });
    const probes = probe ? await probeOf(tx, change, samples) : [];
    return [...asked, ...owned, ...probes].filter(({ calls }) => calls.length > 0);
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

async function sizeBothWays(owner: pg.Client, sides: Sides): Promise<Size> {
  const sizeOf = async () => (await owner.query<{ bytes: number }>(databaseSize)).rows[0]?.bytes ?? 0;
  await sides.turnTo('before');
  const before = await sizeOf();
  const began = performance.now();
  await sides.turnTo('after');
  const seconds = (performance.now() - began) / 1000;
  return { bytes: (await sizeOf()) - before, seconds };
}
