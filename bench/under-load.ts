import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { openDatabase } from '@/db/client';
import { foldCourseTotals } from '@/lib/progress/fold';
import { pickTarget, progressTargets, sendProgress } from '@/lib/rehearsal/progress-event';

const clients = 8;
/** As the worker folds: about a second after the change. */
const foldEvery = 1_000;

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
  const folder = (async () => {
    while (running) {
      await foldCourseTotals(database);
      await sleep(foldEvery);
    }
  })();
  try {
    const value = await run();
    return { value, arrived: (sent / (Date.now() - started)) * 1000 };
  } finally {
    running = false;
    await Promise.all([...writers, folder]);
    await database.close();
  }
}
