import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Database } from '@/db/client';
import { type QueueName, queueNames } from '@/db/jobs';
import type { Queue } from './queue';
import { type JobContext, type JobResult, registry } from './registry';
import { schedule } from './schedule';

/** Runs a job, and may look at it. */
export type WatchJob = <T>(name: QueueName, run: () => Promise<T>) => Promise<T>;

const pollEvery = 2_000;
/** Milliseconds a running job may take to come to an end once the worker stops. */
const finishWithin = 6_000;

/** Runs one job now, in this process, within its time limit. */
export function runJob(name: QueueName, context: JobContext): Promise<JobResult> {
  const limit = AbortSignal.timeout(schedule[name].mayTake * 1000);
  return registry[name]({ ...context, signal: AbortSignal.any([context.signal, limit]) });
}

/**
 * Takes jobs from all queues, one at a time from each, until `signal` is aborted. Then running jobs finish,
 * or are handed back to the queue when they do not in six seconds.
 *
 * @param watch what each run goes through
 */
export async function workQueues(
  { boss }: Queue,
  database: Database,
  signal: AbortSignal,
  watch: WatchJob = (_name, run) => run(),
): Promise<void> {
  // Each queue listens while it waits, and once more while a job runs.
  setMaxListeners(2 * queueNames.length + 1, signal);
  const running = new Map<string, QueueName>();
  const workers = queueNames.map((name) => workQueue(boss, name, { database, signal, running, watch }));
  const allEnded = Promise.all(workers);
  await Promise.race([allEnded, whenAborted(signal).then(() => sleep(finishWithin))]);
  for (const [id, name] of running) {
    await boss.fail(name, id, { message: 'handed back: the worker stopped' }).catch(report(name));
  }
}

type Work = { database: Database; signal: AbortSignal; running: Map<string, QueueName>; watch: WatchJob };

async function workQueue(boss: PgBoss, name: QueueName, work: Work): Promise<void> {
  while (!work.signal.aborted) {
    try {
      const [job] = await boss.fetch(name);
      if (job) await workJob(boss, name, job.id, work);
      else await sleep(pollEvery, undefined, { signal: work.signal });
    } catch (error) {
      if (work.signal.aborted) return;
      report(name)(error);
      await sleep(pollEvery);
    }
  }
}

async function workJob(boss: PgBoss, name: QueueName, id: string, work: Work): Promise<void> {
  const { database, signal, running, watch } = work;
  running.set(id, name);
  try {
    const context = { database, signal, linger: schedule[name].linger * 1000 };
    const result = await watch(name, () => runJob(name, context));
    await boss.complete(name, id, result);
  } catch (error) {
    report(name)(error);
    await boss.fail(name, id, { message: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(id);
  }
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const report = (name: QueueName) => (error: unknown) =>
  console.error(`job ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
