import type { QueueName } from '@/db/jobs';
import { type QueueState, readQueueAges, readQueueState } from '@/lib/jobs/state';
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
  { name: 'wake-accounts', what: 'Waking and resting the accounts of children', hours: 3 },
  { name: 'carry-out-erasures', what: 'Forgetting students who may be forgotten', hours: 50 },
  { name: 'keep-keys', what: 'Keeping keys in time', hours: 50 },
  { name: 'seal-old-texts', what: 'Sealing texts written before', hours: 50 },
  { name: 'take-backup', what: 'Taking backups', hours: 50 },
  { name: 'drill-restore', what: 'Trying a restore', hours: 50 },
];

/** Hours for which the queue remembers what was done. */
const memory = 7 * 24;

/**
 * Judges work by when it was last done, and what was not done within a week by since when there has been such work: new is
 * not late.
 *
 * @param queues null where there is no queue. @param ages when each was installed, ISO
 */
export function judgeRegularWork(
  queues: readonly Pick<QueueState, 'name' | 'lastDoneAt'>[] | null,
  now: string,
  ages: ReadonlyMap<string, string> = new Map(),
): Finding {
  const hoursSince = (moment: string) => (Date.parse(now) - Date.parse(moment)) / 3_600_000;
  const found = expected.map(({ name, what, hours }) => {
    const done = queues?.find((one) => one.name === name)?.lastDoneAt ?? null;
    if (done !== null)
      return { what, state: hoursSince(done) > hours ? 'warning' : 'ok', value: `last ${done}` } as const;
    const installed = ages.get(name);
    const waited = installed === undefined ? 0 : hoursSince(installed);
    const state: State = waited > memory ? 'critical' : waited > hours ? 'warning' : 'unknown';
    return { what, state, value: state === 'unknown' ? 'not yet' : 'not within a week' };
  });
  const state = worstOf(found.map((one) => one.state));
  return { state, summary: summaries[state], evidence: found.map(({ what, value }) => ({ what, value })) };
}

const summaries: Record<State, string> = {
  ok: 'All of it ran when it should.',
  warning: 'Something has not run for longer than it should.',
  critical: 'Something has not run for over a week.',
  unknown: 'Some of it has not run yet: it comes hourly or nightly.',
};

export const regularWork: Check = {
  id: 'regular-work',
  title: 'Retention and oversight run',
  why: 'What is kept longer than it is needed can be lost or stolen; what is not looked through is not found.',
  remedy: 'See that the worker runs; `npm run ops -- jobs run NAME` runs one of them now.',
  run: async (tx, now) => judgeRegularWork(await readQueueState(tx), now, await readQueueAges(tx)),
};
