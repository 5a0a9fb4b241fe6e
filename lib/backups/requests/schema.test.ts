import { expect, test } from 'vitest';
import { type BackupRequest, stateOf } from './schema';

const asked: BackupRequest = {
  id: 'x',
  work: 'DRILL',
  requesterName: 'Ada',
  requestedAt: '2026-11-26T10:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  done: 0,
  doing: null,
  notedAt: null,
  fault: null,
};
const begun = { ...asked, startedAt: '2026-11-26T10:00:01.000Z' };

test('a request waits, runs, and ends well or not', () => {
  const at = '2026-11-26T10:01:00.000Z';
  expect(stateOf(asked, at)).toBe('WAITING');
  expect(stateOf(begun, at)).toBe('RUNNING');
  expect(stateOf({ ...begun, finishedAt: at }, at)).toBe('DONE');
  expect(stateOf({ ...begun, finishedAt: at, fault: 'no room' }, at)).toBe('FAILED');
});

test('work that gives no sign for five minutes is not said to run', () => {
  expect(stateOf(begun, '2026-11-26T10:05:02.000Z')).toBe('SILENT');
  const noted = { ...begun, notedAt: '2026-11-26T10:05:00.000Z' };
  expect(stateOf(noted, '2026-11-26T10:09:59.000Z')).toBe('RUNNING');
});
