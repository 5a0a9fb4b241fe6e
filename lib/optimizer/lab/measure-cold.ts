import pg from 'pg';
import { openDatabase } from '@/db/client';
import { carry } from '../apply/carry';
import type { Change } from '../change';
import type { OnProgress } from '../ledger/runs';
import { coldLimits } from '../verdict/judge-pairs';
import type { StatementEffect } from '../verdict/judge-trial';
import type { Asked } from '../workload/question';
import { effectsOf, effectTogether } from './effects';
import { measureOnce } from './measure';
import { measureSeries, type Side } from './measure-series';
import type { Lab, LabUrls } from './open-lab';

export type Cold = {
  lab: Pick<Lab, 'ownerUrl' | 'appUrl' | 'restart'>;
  change: Change;
  asked: readonly Asked[];
  pairs: number;
  signal?: AbortSignal;
  onProgress: OnProgress;
};

/**
 * What the first call of each question takes after the copy's server was restarted: its cache is empty then, though that of
 * the operating system is not.
 *
 * @returns each, and behind them all of them together; nothing where the copy is not ours to restart
 */
export async function measureCold({
  lab,
  change,
  asked,
  pairs,
  signal,
  onProgress,
}: Cold): Promise<StatementEffect[]> {
  const { restart } = lab;
  if (restart === null || pairs === 0) return [];
  let urls: LabUrls = lab;
  const sides = {
    turnTo: async (side: Side) => {
      await carryOn(urls.ownerUrl, change, side);
      urls = await restart();
    },
  };
  const rounds = await measureSeries(
    () => measureFirstCalls(urls.appUrl, asked),
    sides,
    pairs,
    (round) => {
      signal?.throwIfAborted();
      onProgress(round / pairs, `measuring after a restart, round ${round + 1} of ${pairs}`);
    },
  );
  return [...effectsOf(asked, rounds, coldLimits), effectTogether(rounds, coldLimits)];
}

async function carryOn(ownerUrl: string, change: Change, side: Side): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase lab' });
  await owner.connect();
  try {
    await carry(owner, change, side === 'after' ? 'apply' : 'undo');
  } finally {
    await owner.end();
  }
}

async function measureFirstCalls(appUrl: string, asked: readonly Asked[]) {
  const database = openDatabase(appUrl, 1);
  try {
    return await measureOnce(database, asked);
  } finally {
    await database.close();
  }
}
