import { expect, it } from 'vitest';
import type { QueueState } from '@/lib/jobs/state';
import { judgeQueues } from './job-queue';

const asOf = '2026-03-02T10:00:00.000Z';
const at = (minutesAgo: number) => new Date(Date.parse(asOf) - minutesAgo * 60_000).toISOString();
const queue = (changes: Partial<QueueState> = {}): QueueState => ({
  name: 'take-readings',
  waiting: 0,
  active: 0,
  failed: 0,
  lastDoneAt: at(3),
  dueSince: null,
  runningSince: null,
  overdue: 0,
  lastFailedAt: null,
  failedSinceDone: 0,
  ...changes,
});
const other = queue({ name: 'seal-audit', lastDoneAt: at(1) });
const judged = (...queues: QueueState[]) =>
  judgeQueues(queues, { asOf }).map(({ state, object }) => `${state} ${object}`);

it('finds nothing where work is done, also where one waits for its turn or failed once and then succeeded', () => {
  expect(judged(queue(), other)).toEqual([]);
  expect(judged(queue({ waiting: 1, active: 1, dueSince: at(300), runningSince: at(301) }), other)).toEqual(
    [],
  );
  expect(judged(queue({ waiting: 1, dueSince: at(9) }), other)).toEqual([]);
  expect(judged(queue({ failed: 4, lastFailedAt: at(60) }), other)).toEqual([]);
});

it('names what nobody takes, what fails, and what was left', () => {
  const waits = { waiting: 1, dueSince: at(11), lastDoneAt: at(20) };
  expect(judged(queue(waits), other)).toEqual(['warning queue take-readings']);
  expect(judged(queue({ ...waits, dueSince: at(61) }), other)).toEqual(['critical queue take-readings']);
  expect(judged(queue({ failedSinceDone: 1 }), other)).toEqual(['warning queue take-readings']);
  expect(judged(queue({ failedSinceDone: 3 }), other)).toEqual(['critical queue take-readings']);
  expect(judged(queue({ active: 1, overdue: 1 }), other)).toEqual(['warning queue take-readings']);
});

it('says once that nobody works, and does not know before anybody has', () => {
  const old = queue({ waiting: 1, dueSince: at(30), lastDoneAt: at(31) });
  expect(judged(old, { ...old, name: 'seal-audit' })).toEqual(['warning worker']);
  expect(judged({ ...old, lastDoneAt: at(61) })).toEqual(['critical worker']);
  expect(judged(queue({ lastDoneAt: null }))).toEqual(['unknown null']);
});
