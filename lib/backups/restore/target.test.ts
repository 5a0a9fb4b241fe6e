import { expect, test } from 'vitest';
import type { BackupRecord } from '../base/record';
import { isBackupDue } from '../take-backup';
import { backupRecord } from '../testing/backup-record';
import { chooseBackup, parseMoment, upToMillisecond } from './target';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 26, hour)).toISOString();
const now = at(20);
const early = backupRecord({ id: 'early', endedAt: at(1), endLsn: '0/3000120' });
const late = backupRecord({ id: 'late', endedAt: at(9), endLsn: '0/9000000' });
const restored = backupRecord({ id: 'restored', endedAt: at(12), endLsn: '0/A000000', timeline: 2 });
const backups = [early, late, restored];
const point = { name: 'exams', systemId: '7', timeline: 1, lsn: '0/A500000', at: at(11) };

test('a moment is read in UTC, however that is written, to the microsecond', () => {
  for (const text of [
    '2026-03-02T10:00:00Z',
    '2026-03-02T10:00Z',
    '2026-03-02 10:00:00+00',
    '2026-03-02 10:00:00.000+00:00',
    '2026-03-02 10:00:00 +0000',
    '2026-03-02 10:00:00 UTC',
  ])
    expect(parseMoment(text)).toBe('2026-03-02T10:00:00.000Z');
  expect(parseMoment('2026-03-02 10:00:00.5+00')).toBe('2026-03-02T10:00:00.500Z');
  expect(parseMoment('2026-03-02T10:00:00.123456Z')).toBe('2026-03-02T10:00:00.123456Z');
  expect(upToMillisecond('2026-03-02T10:00:00.999456Z')).toBe('2026-03-02T10:00:01.000Z');
  expect(upToMillisecond('2026-03-02T10:00:00.999Z')).toBe('2026-03-02T10:00:00.999Z');
});

test('a moment without a zone is refused, and in another one with the same moment in UTC', () => {
  for (const text of [
    '2026-03-02T10:00:00',
    '2026-03-02',
    'yesterday',
    '2026-13-40T10:00:00Z',
    '2026-02-30T10:00:00Z',
    '2026-03-02T10:00:00 CET',
    '2026-03-02T10:00:00[Europe/Berlin]',
    '2026-03-02T25:00:00Z',
    '10:00Z',
    '',
  ])
    expect(() => parseMoment(text)).toThrow('is no moment');
  for (const [text, same] of [
    ['2026-03-02T11:00:00+01:00', '2026-03-02T10:00:00.000Z'],
    ['2026-03-02 00:30:00.000250+0530', '2026-03-01T19:00:00.000250Z'],
    ['2026-03-02T05:00:00-05', '2026-03-02T10:00:00.000Z'],
  ] as const)
    expect(() => parseMoment(text)).toThrow(`is not in UTC. The same moment in UTC is ${same}`);
});

test('a restore begins from the newest backup that ended by then, on the history of the target', () => {
  const choose = (hour: number) => chooseBackup({ kind: 'time', at: at(hour) }, backups, [], now).id;
  expect([choose(1), choose(8), choose(9), choose(15)]).toEqual(['early', 'early', 'late', 'restored']);
  expect(chooseBackup({ kind: 'latest' }, backups, [], now).id).toBe('restored');
  expect(chooseBackup({ kind: 'point', name: 'exams' }, backups, [point], now).id).toBe('late');
  expect(chooseBackup({ kind: 'backup', id: 'early' }, backups, [], now).id).toBe('early');
});

test('what there is no backup for is refused', () => {
  expect(() => chooseBackup({ kind: 'latest' }, [], [], now)).toThrow('no backup');
  expect(() => chooseBackup({ kind: 'time', at: at(0) }, backups, [], now)).toThrow(
    `oldest moment is ${at(1)}`,
  );
  expect(() => chooseBackup({ kind: 'time', at: at(21) }, backups, [], now)).toThrow('not come yet');
  const before = { ...point, lsn: '0/2000000' };
  expect(() => chooseBackup({ kind: 'point', name: 'exams' }, backups, [before], now)).toThrow(
    'before the oldest',
  );
});

const cover = (until: string, isBroken = false) => ({ until, isBroken, damage: null });

test('a backup is due once a day, on a new history, and where the log stopped', () => {
  const due = (timeline: number, hour: number, covered = at(hour)) =>
    isBackupDue(
      { systemId: '7', timeline },
      backups,
      new Map([['late', cover(covered)]]),
      Date.parse(at(hour)),
    );
  expect(due(1, 20)).toBe(false);
  expect(due(1, 33)).toBe(true);
  expect(due(3, 13)).toBe(true);
  expect(due(1, 20, at(10))).toBe(true);
  expect(isBackupDue({ systemId: '8', timeline: 1 }, backups, new Map(), Date.parse(now))).toBe(true);
});

test('a backup is due at once where log follows that does not continue the newest', () => {
  const coverage = new Map([['late', cover(at(20), true)]]);
  expect(isBackupDue({ systemId: '7', timeline: 1 }, backups, coverage, Date.parse(now))).toBe(true);
});

test('a backup that is dated in the future counts as none, and the one taken instead as the newest', () => {
  const ahead = backupRecord({ id: 'ahead', endedAt: at(90), endLsn: '0/B000000' });
  const again = backupRecord({ id: 'again', endedAt: at(20), endLsn: '0/C000000' });
  const coverage = new Map([
    ['ahead', cover(at(90))],
    ['again', cover(at(20))],
  ]);
  const due = (all: BackupRecord[]) =>
    isBackupDue({ systemId: '7', timeline: 1 }, all, coverage, Date.parse(now));
  expect(due([early, late, ahead])).toBe(true);
  expect(due([early, late, again, ahead])).toBe(false);
});
