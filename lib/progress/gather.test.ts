import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { gatherReports } from './gather';
import type { ProgressReceipt, Report } from './schema';

const report = (studentId: string, id = 'x'): Report => ({
  studentId,
  event: {
    id,
    courseId: 'c',
    lessonId: 'l',
    sectionId: 's',
    seconds: 1,
    completion: 0,
    at: '2026-03-02T10:00:00Z',
  },
});
const receipt: ProgressReceipt = { accepted: 1, duplicates: 0, rejected: [] };
const alone: ProgressReceipt = { accepted: 0, duplicates: 1, rejected: [] };

/** What went together, as `student:event`; each group is under way until it is let go. */
function watched(fails: (reports: Report[]) => boolean = () => false) {
  const groups: string[][] = [];
  const underWay: (() => void)[] = [];
  const record = gatherReports(
    async (reports) => {
      groups.push(reports.map(({ studentId, event }) => `${studentId}:${event.id}`));
      await new Promise<void>((letGo) => underWay.push(letGo));
      if (fails(reports)) throw new Error('one of them could not be recorded');
      return reports.map(() => receipt);
    },
    async ({ studentId }) => {
      if (studentId === 'bad') throw new Error('this one');
      return alone;
    },
  );
  const letGo = async () => {
    underWay.shift()?.();
    await setTimeout(5);
  };
  return { record, groups, letGo };
}

it('lets who comes meanwhile go together, each student once at a time', async () => {
  const { record, groups, letGo } = watched();
  const first = record(report('a', '1'));
  await setImmediate();
  const later = [
    record(report('a', '2')),
    record(report('b', '1')),
    record(report('a', '3')),
    record(report('c', '1')),
  ];
  await setImmediate();
  expect(groups).toEqual([['a:1']]);
  await letGo();
  expect(await first).toEqual(receipt);
  expect(groups).toEqual([['a:1'], ['a:2', 'b:1', 'c:1']]);
  await letGo();
  await letGo();
  expect(groups.at(-1)).toEqual(['a:3']);
  expect(await Promise.all(later)).toEqual([receipt, receipt, receipt, receipt]);
  const afterwards = record(report('d'));
  await setImmediate();
  await letGo();
  expect(await afterwards).toEqual(receipt);
});

it('takes no more than 64 at once', async () => {
  const { record, groups, letGo } = watched();
  const all = Array.from({ length: 100 }, (_, n) => record(report(`student${n}`)));
  await setImmediate();
  await letGo();
  await letGo();
  await Promise.all(all);
  expect(groups.map(({ length }) => length)).toEqual([64, 36]);
});

it('lets nobody’s report fail for another’s', async () => {
  const { record, letGo } = watched((reports) => reports.some(({ studentId }) => studentId === 'bad'));
  const [good, bad] = [record(report('good')), record(report('bad'))];
  const failure = expect(bad).rejects.toThrow('this one');
  await setImmediate();
  await letGo();
  expect(await good).toEqual(alone);
  await failure;
  const next = record(report('next'));
  await setImmediate();
  await letGo();
  expect(await next).toEqual(receipt);
});

it('goes on without one that somebody else holds up, which waits by itself, one of a student at a time', async () => {
  const letGo: (() => void)[] = [];
  const tried: string[] = [];
  const record = gatherReports(
    async (reports) => reports.map(({ studentId }) => (studentId === 'held' ? null : receipt)),
    async ({ event }) => {
      tried.push(event.id);
      await new Promise<void>((done) => letGo.push(done));
      return alone;
    },
  );
  const held = [record(report('held', '1')), record(report('held', '2'))];
  expect(await record(report('free'))).toEqual(receipt);
  expect(await record(report('free'))).toEqual(receipt);
  expect(tried).toEqual(['1']);
  letGo.shift()?.();
  expect(await held[0]).toEqual(alone);
  await setTimeout(5);
  expect(tried).toEqual(['1', '2']);
  letGo.shift()?.();
  expect(await held[1]).toEqual(alone);
});

it('does not wait for ever for those whose connection hangs', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const record = gatherReports(
    (reports) =>
      reports.some(({ studentId }) => studentId === 'hung')
        ? new Promise(() => undefined)
        : Promise.resolve(reports.map(() => receipt)),
    async () => alone,
  );
  record(report('hung'));
  await setImmediate();
  const next = record(report('next'));
  vi.advanceTimersByTime(2_000);
  expect(await next).toEqual(receipt);
  vi.useRealTimers();
});

it('works within the request of one who reports, not of one who was answered long ago', async () => {
  const request = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  const record = gatherReports(
    async (reports) => {
      seen.push(request.getStore());
      await setImmediate();
      return reports.map(() => receipt);
    },
    async () => alone,
  );
  const first = request.run('first', () => record(report('a')));
  await setImmediate();
  const second = request.run('second', () => record(report('b')));
  await Promise.all([first, second]);
  expect(seen).toEqual(['first', 'second']);
});
