import type { Meter } from '@opentelemetry/api';
import { asSystem } from '@/lib/access/transaction';
import { type QueueState, readQueueState } from '@/lib/jobs/state';

/** Reading the queue looks through a week of runs: not more often than this, in milliseconds, however often is sent. */
const readEvery = 30_000;

/** Tells how each queue of jobs stands. */
export function watchQueue(meter: Meter): void {
  const jobs = meter.createObservableGauge('syllabase.queue.jobs', {
    unit: '{job}',
    description: 'Jobs of each queue, by whether they wait, run, or failed for good in the last days.',
  });
  const age = meter.createObservableGauge('syllabase.queue.last_done.age', {
    unit: 's',
    description: 'How long ago a job of the queue last ended well; nothing where none did in the last week.',
  });
  const read = remembered(() => asSystem(readQueueState));
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { name, waiting, active, failed, lastDoneAt } of (await read()) ?? []) {
        const of = { 'syllabase.queue.name': name };
        for (const [state, sum] of Object.entries({ waiting, active, failed }))
          result.observe(jobs, sum, { ...of, 'syllabase.job.state': state });
        if (lastDoneAt) result.observe(age, (Date.now() - Date.parse(lastDoneAt)) / 1000, of);
      }
    },
    [jobs, age],
  );
}

type Read = () => Promise<QueueState[] | null>;

function remembered(read: Read): Read {
  let last: Awaited<ReturnType<Read>> = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - readAt < readEvery) return last;
    readAt = performance.now();
    last = null;
    last = await read();
    return last;
  };
}
