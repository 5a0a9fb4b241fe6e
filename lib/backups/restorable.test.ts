import { expect, test } from 'vitest';
import { alarmsOf } from './alarms';
import { mergeRestorable } from './restorable';
import type { BackupRun, BackupState } from './state';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 26, hour)).toISOString();

test('stretches that meet become one; a gap stays', () => {
  expect(
    mergeRestorable([
      { from: at(20), until: at(22) },
      { from: at(1), until: at(5) },
      { from: at(5), until: at(9) },
      { from: at(3), until: at(4) },
    ]),
  ).toEqual([
    { from: at(1), until: at(9) },
    { from: at(20), until: at(22) },
  ]);
  expect(mergeRestorable([])).toEqual([]);
});

const archive = { timeline: 1, lsn: '0/1', coveredUntil: at(12), updatedAt: at(12), fault: null };
const lastDrill: BackupRun = {
  id: 'd',
  kind: 'DRILL',
  status: 'DONE',
  startedAt: at(3),
  finishedAt: at(3),
  summary: {},
  fault: null,
};
const well: Omit<BackupState, 'alarms'> = {
  asOf: at(12),
  policy: '',
  backups: [
    {
      id: 'b',
      timeline: 1,
      startedAt: at(2),
      endedAt: at(2),
      coveredUntil: at(12),
      files: 1,
      plainBytes: 9,
      storedBytes: 3,
    },
    {
      id: 'a',
      timeline: 1,
      startedAt: at(-70),
      endedAt: at(-70),
      coveredUntil: at(2),
      files: 1,
      plainBytes: 9,
      storedBytes: 3,
    },
  ],
  restorable: [],
  archive,
  retainedBytes: 0,
  freeBytes: 2 ** 40,
  lastDrill,
  runs: [],
};
const titles = (changes: Partial<typeof well>) => alarmsOf({ ...well, ...changes }).map(({ title }) => title);

test('nothing is raised while all is well, and each fault by itself', () => {
  expect(titles({})).toEqual([]);
  expect(titles({ backups: [] })).toEqual(['There is no backup']);
  expect(titles({ asOf: at(12 + 36), lastDrill: null })).toContain(
    'The newest backup is over a day and a half old',
  );
  expect(titles({ archive: { ...archive, fault: 'no space left' } })).toEqual([
    'The log is not being archived',
  ]);
  expect(titles({ archive: null })).toEqual(['The archive is more than 15 minutes behind']);
  expect(titles({ retainedBytes: 2 ** 31 })).toEqual(['The server holds over 1 GB of log for the archive']);
  expect(titles({ lastDrill: null })).toEqual(['No restore was tried for two days']);
  expect(titles({ lastDrill: { ...lastDrill, status: 'FAILED' } })[0]).toContain('could not restore');
  expect(titles({ freeBytes: 1000 })).toEqual(['The disk for backups is nearly full']);
  expect(titles({ freeBytes: 1000, backups: [] })[0]).toBe('There is no backup');
});
