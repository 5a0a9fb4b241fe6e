import { expect, test } from 'vitest';
import { alarmsOf } from './alarms';
import { clockSkew } from './clock-skew';
import { retention } from './prune/policy';
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
  isOurs: true,
  platform: 'embedded',
  missing: [],
  policy: '',
  retention,
  backups: [
    {
      id: 'b',
      parentId: null,
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
      parentId: null,
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
  unreadable: [],
  archive,
  retainedBytes: 0,
  slot: { isLost: false, isActive: true, mostBytes: 2 ** 32 },
  freeBytes: 2 ** 40,
  databaseFreeBytes: 2 ** 40,
  clockSkew: 0,
  lastDrill,
  lastPrune: null,
  logical: { takenAt: at(-70), lastRun: null },
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
  expect(titles({ slot: { isLost: true, isActive: false, mostBytes: 2 ** 32 } })).toEqual([
    'The server has given up keeping its log for the archive',
  ]);
  expect(titles({ slot: { isLost: false, isActive: true, mostBytes: null } })).toEqual([
    'Nothing bounds the log that the server keeps for the archive',
  ]);
  const role = { what: 'The role may not replicate.', commands: ['ALTER ROLE b REPLICATION;'] };
  expect(alarmsOf({ ...well, missing: [role] })).toMatchObject([
    {
      code: 'rights-missing',
      tone: 'critical',
      advice: expect.stringContaining('ALTER ROLE b REPLICATION;'),
    },
  ]);
  expect(titles({ archive: null })).toEqual(['The archive is more than 15 minutes behind']);
  expect(titles({ retainedBytes: 2 ** 31 })).toEqual(['The server holds 2.0 GB of log for the archive']);
  expect(titles({ lastDrill: null })).toEqual(['No restore was tried for two days']);
  expect(titles({ lastDrill: { ...lastDrill, status: 'FAILED' } })[0]).toContain('could not restore');
  expect(titles({ databaseFreeBytes: 1000 })).toEqual(['The disk of the database is nearly full']);
  expect(titles({ clockSkew: 2 })).toEqual([]);
  expect(titles({ clockSkew: -90 })).toEqual(['The clocks of the database and of the web server differ']);
  expect(titles({ archive: { ...archive, coveredUntil: at(13) } })).toEqual([
    'Backups are dated in the future',
  ]);
  expect(titles({ unreadable: [{ id: 'b', damage: '7/wal/1: was changed after it was written' }] })).toEqual([
    'A backup, or the log after one, cannot be read',
  ]);
  expect(
    titles({ lastPrune: { ...lastDrill, kind: 'PRUNE', status: 'FAILED', fault: 'the clock' } }),
  ).toEqual(['Nothing that has had its time was removed']);
  expect(titles({ freeBytes: 1000 })).toEqual(['The disk for backups is nearly full']);
  expect(titles({ freeBytes: 1000, backups: [] })[0]).toBe('There is no backup');
});

const backupRun = (status: BackupRun['status'], started: number, ended: number | null): BackupRun => ({
  ...lastDrill,
  id: `${started}`,
  kind: 'BACKUP',
  status,
  startedAt: at(started),
  finishedAt: ended === null ? null : at(ended),
  fault: status === 'FAILED' ? 'no space left on device' : null,
});

test('a backup that failed is told until the next one is done, not while one that was refused waits for it', () => {
  const failed = backupRun('FAILED', 4, 5);
  expect(alarmsOf({ ...well, runs: [failed] })).toMatchObject([
    { code: 'backup-failed', advice: expect.stringContaining('no space left on device') },
  ]);
  expect(titles({ runs: [backupRun('DONE', 6, 7), failed] })).toEqual([]);
  expect(titles({ runs: [failed, backupRun('DONE', 3, 6)] })).toEqual([]);
  expect(titles({ runs: [backupRun('DONE', 5, 5), failed] })).toEqual([]);
  expect(titles({ runs: [backupRun('RUNNING', 6, null), failed] })).toHaveLength(1);
});

test('of a database that is backed up where it runs, only what is known is judged', () => {
  const elsewhere = { isOurs: false, backups: [], archive: null, freeBytes: 1000, slot: null };
  expect(titles(elsewhere)).toEqual([]);
  expect(titles({ ...elsewhere, clockSkew: 10 })).toHaveLength(1);
  expect(titles({ ...elsewhere, slot: { isLost: false, isActive: false, mostBytes: null } })).toEqual([
    'The server keeps its log for an archive that is switched off',
  ]);
  expect(titles({ ...elsewhere, runs: [backupRun('FAILED', 4, 5)] })).toHaveLength(1);
});

test('clocks differ by what asking them cannot explain', () => {
  expect(clockSkew(1_500, 1_000, 2_000)).toBe(0);
  expect(clockSkew(5_000, 1_000, 2_000)).toBe(3);
  expect(clockSkew(400, 1_000, 2_000)).toBe(-0.6);
});
