import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { queueNames, queueSchema } from '@/db/jobs';
import { patientDatabase } from './patient-database';
import { schedule } from './schedule';

export type Queue = { boss: PgBoss; close(): Promise<void> };

const longestPause = 30_000;
/** Seconds between looks at the schedule, and until what is due is in its queue. */
const clock = { cronMonitorIntervalSeconds: 5, cronWorkerIntervalSeconds: 2 };
/** Seconds after its time limit until a job whose worker vanished is given to another one. */
const expiryMargin = 60;

/**
 * Connects to the queue as the application and writes the schedule into it. Waits for as long as the
 * database is away or not migrated yet.
 *
 * @returns null when `signal` was aborted first
 */
export async function openQueue(url: string, signal: AbortSignal): Promise<Queue | null> {
  for (let pause = 1_000; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await startQueue(url, signal);
    } catch (error) {
      if (signal.aborted) break;
      console.error(
        `The job queue is not there yet (${describe(error)}); trying again in ${pause / 1000} s.`,
      );
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

async function startQueue(url: string, signal: AbortSignal): Promise<Queue> {
  const db = patientDatabase(url, signal);
  const boss = new PgBoss({ schema: queueSchema, db, migrate: false, ...clock });
  boss.on('error', (error) => console.error(`job queue: ${error.message}`));
  const close = async () => {
    await boss.stop({ graceful: false });
    await db.close();
  };
  try {
    await boss.start();
    await writeSchedule(boss);
    return { boss, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeSchedule(boss: PgBoss): Promise<void> {
  for (const name of queueNames) {
    const { cron, mayTake } = schedule[name];
    await boss.schedule(name, cron, {}, { expireInSeconds: mayTake + expiryMargin });
  }
  const known = new Set<string>(queueNames);
  for (const { name } of await boss.getSchedules()) {
    if (!known.has(name)) await boss.unschedule(name);
  }
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));
