import { type QueueState, queueStateSql } from '@/lib/jobs/state';
import { check, reached, unknown, type Verdict } from './check';
import type { Facts } from './facts';

/** Seconds. The most frequent jobs end every minute. */
const limits = { silent: [10 * 60, 60 * 60], due: [10 * 60, 60 * 60] } as const;
/** Runs in a row that failed for good, from which on it is not a bad moment. */
const failures = [1, 3] as const;

/** What the worker has to do: whether it does it at all, and whether it succeeds. */
export const jobQueue = check<QueueState>({
  name: 'job-queue',
  title: 'Work that waits or fails',
  why: 'Totals, notifications, backups and these readings are made by the worker: what waits there is old on every page.',
  impossible: ({ readings }) =>
    readings === null
      ? 'Jobs are looked at in the product’s own database only, as far as they are kept there.'
      : null,
  sql: queueStateSql,
  judge: judgeQueues,
});

export function judgeQueues(queues: QueueState[], { asOf }: Pick<Facts, 'asOf'>): Verdict[] {
  const silent = secondsSince(latest(queues), asOf);
  if (silent === null)
    return [unknown('No job has ended well in the last week: the worker has not run yet, or never does.')];
  const state = reached(silent, limits.silent);
  // Where nothing is done, each queue waits for the same reason.
  if (state)
    return [
      {
        state,
        object: 'worker',
        evidence: { silentSeconds: silent },
        advice: 'No job has ended for a while: see that the worker runs, and what it says.',
      },
    ];
  return queues.flatMap((queue) => [
    ...judgeWaiting(queue, asOf),
    ...judgeFailing(queue),
    ...judgeVanished(queue),
  ]);
}

/** One of a queue waits while another of it runs: that is how they take turns. */
function judgeWaiting({ name, active, waiting, dueSince, lastDoneAt }: QueueState, asOf: string): Verdict[] {
  const due = secondsSince(dueSince, asOf) ?? 0;
  const state = active > 0 ? null : reached(due, limits.due);
  if (!state) return [];
  return [
    {
      state,
      object: `queue ${name}`,
      evidence: { waiting, oldestWaitingSeconds: due, lastDoneAt },
      advice: `Nobody takes it though others are done: see what the worker says of it, or run it now with npm run ops -- jobs run ${name}.`,
    },
  ];
}

function judgeFailing({ name, failed, failedSinceDone, lastFailedAt, lastDoneAt }: QueueState): Verdict[] {
  const state = reached(failedSinceDone, failures);
  if (!state) return [];
  return [
    {
      state,
      object: `queue ${name}`,
      evidence: { failedSinceDone, failed, lastFailedAt, lastDoneAt },
      advice: `It failed ${failedSinceDone === 1 ? 'the last time' : 'each time since it last ended well'}: npm run ops -- jobs run ${name} does it now and shows why.`,
    },
  ];
}

const judgeVanished = ({ name, overdue, runningSince }: QueueState): Verdict[] =>
  overdue === 0
    ? []
    : [
        {
          state: 'warning',
          object: `queue ${name}`,
          evidence: { overdue, runningSince },
          advice:
            'It runs beyond its time limit: its worker is gone. It is begun anew by itself; if not, see that a worker runs.',
        },
      ];

const latest = (queues: QueueState[]): string | null =>
  queues.reduce<string | null>(
    (last, { lastDoneAt }) =>
      lastDoneAt !== null && (last === null || Date.parse(lastDoneAt) > Date.parse(last)) ? lastDoneAt : last,
    null,
  );

const secondsSince = (moment: string | null, now: string): number | null =>
  moment === null ? null : Math.max(0, Math.round((Date.parse(now) - Date.parse(moment)) / 1000));
