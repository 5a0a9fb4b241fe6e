import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { openDatabase } from '@/db/client';
import { workUntilIdle } from '@/lib/jobs/until-idle';
import { foldBreath, foldCourseTotals } from '@/lib/progress/fold';
import { pickTarget, progressTargets, sendProgress } from '@/lib/rehearsal/progress-event';

const clients = 8;

type Load = { course: string | null; perSecond: number };

/**
 * Does `run` while students report `perSecond` events a second, in all courses or in one, and the worker folds.
 * @returns what `run` gave, and how many events a second really arrived
 */
export async function underLoad<T>(
  owner: pg.Client,
  appUrl: string,
  { course, perSecond }: Load,
  run: () => Promise<T>,
): Promise<{ value: T; arrived: number }> {
  const targets = await progressTargets(owner, course);
  const database = openDatabase(appUrl, clients);
  const started = Date.now();
  let running = true;
  let sent = 0;
  const due = () => ((Date.now() - started) / 1000) * perSecond;
  const writers = Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; running; n++) {
      if (sent >= due()) await sleep(2);
      else {
        sent += 1;
        await sendProgress(database, pickTarget(targets, client, n), n % 101);
      }
    }
  });
  const stopping = new AbortController();
  const asTheWorker = { signal: stopping.signal, linger: Number.POSITIVE_INFINITY, breath: foldBreath };
  const folder = workUntilIdle(() => foldCourseTotals(database), asTheWorker);
  // Whoever fails while something is measured is heard at the end, so that the servers are stopped first.
  for (const work of [...writers, folder]) work.catch(() => undefined);
  try {
    const value = await run();
    return { value, arrived: (sent / (Date.now() - started)) * 1000 };
  } finally {
    running = false;
    stopping.abort();
    await Promise.all([...writers, folder]);
    await database.close();
  }
}
