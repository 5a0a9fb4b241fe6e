import type { QueueName } from '@/db/jobs';
import { type QueueState, readQueueState } from '@/lib/jobs/state';
import type { Check, Finding, State } from '../check';
import { worstOf } from '../check';

/** What must run for records to be kept and forgotten as promised, and the hours between two runs at most. */
const expected: { name: QueueName; what: string; hours: number }[] = [
  { name: 'seal-audit', what: 'Sealing the trail', hours: 1 },
  { name: 'flag-anomalies', what: 'Looking for what stands out', hours: 3 },
  { name: 'extend-audit-partitions', what: 'Room for the coming months of the trail', hours: 50 },
  { name: 'prune-progress-events', what: 'Forgetting ids of progress reports', hours: 50 },
  { name: 'prune-sign-in-attempts', what: 'Forgetting failed sign-ins', hours: 50 },
  { name: 'prune-notifications', what: 'Forgetting old notifications', hours: 50 },
  { name: 'prune-records', what: 'Forgetting records whose time is over', hours: 50 },
  { name: 'carry-out-erasures', what: 'Forgetting students who may be forgotten', hours: 50 },
  { name: 'keep-keys', what: 'Keeping keys in time', hours: 50 },
  { name: 'seal-old-texts', what: 'Sealing texts written before', hours: 50 },
  { name: 'take-backup', what: 'Taking backups', hours: 50 },
  { name: 'drill-restore', what: 'Trying a restore', hours: 50 },
];

/** @param queues null where there is no queue */
export function judgeRegularWork(
  queues: readonly Pick<QueueState, 'name' | 'lastDoneAt'>[] | null,
  now: string,
): Finding {
  const found = expected.map(({ name, what, hours }) => {
    const queue = queues?.find((one) => one.name === name);
    const done = queue?.lastDoneAt ?? null;
    const isLate = done !== null && Date.parse(now) - Date.parse(done) > hours * 3_600_000;
    const state: State = done === null ? 'unknown' : isLate ? 'warning' : 'ok';
    return { what, state, value: done === null ? 'not yet within a week' : `last ${done}` };
  });
  const state = worstOf(found.map((one) => one.state));
  return { state, summary: summaries[state], evidence: found.map(({ what, value }) => ({ what, value })) };
}

const summaries: Record<State, string> = {
  ok: 'All of it ran when it should.',
  warning: 'Something has not run for longer than it should.',
  critical: 'Nothing runs.',
  unknown: 'Some of it has not run yet: it comes hourly or nightly.',
};

export const regularWork: Check = {
  id: 'regular-work',
  title: 'Retention and oversight run',
  why: 'What is kept longer than it is needed can be lost or stolen; what is not looked through is not found.',
  remedy: 'See that the worker runs; `npm run ops -- jobs run NAME` runs one of them now.',
  run: async (tx, now) => judgeRegularWork(await readQueueState(tx), now),
};
