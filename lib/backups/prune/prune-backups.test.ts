import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listBackups, recordFile } from '../base/record';
import { BackupRefusal } from '../errors';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { backupRecord } from '../testing/backup-record';
import { putJson, type Vault } from '../vault';
import { storeSegment } from '../wal/archive';
import { formatLsn, segmentName } from '../wal/lsn';
import { listRestorePoints } from '../wal/restore-points';
import { damagedAmong, holdBackup, listHolds, releaseBackup, whyHeld } from './holds';
import { retention } from './policy';
import { pruneBackups } from './prune-backups';

const day = 86_400_000;
const segmentBytes = 4_096;
const free = { policy: retention, isProtected: false };
const foreign = backupKey(Buffer.alloc(32, 9).toString('base64'));
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();
/** Where in the log it was so many days ago: a segment a day. */
const lsn = (days: number) => formatLsn(BigInt((2_000 - days) * segmentBytes));

let folder = '';
let vault: Vault;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-prune-'));
  vault = { storage: folderStorage(folder), key: backupKey(Buffer.alloc(32, 1).toString('base64')) };
  for (const days of [500, 400, 300, 10, 0]) {
    await putRecord(days);
    await storeSegment(vault, `7/wal/${segmentName(1, BigInt(2_000 - days), segmentBytes)}`, {
      content: Buffer.from(String(days)),
      until: null,
    });
    await putPoint(days);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function putRecord(days: number, own = vault): Promise<void> {
  const place = { startLsn: lsn(days), endLsn: lsn(days), segmentBytes };
  const record = backupRecord({ id: `of-${days}`, endedAt: daysAgo(days), ...place });
  await putJson(own, recordFile(record.systemId, record.id), record);
}

async function putPoint(days: number): Promise<void> {
  const file = `7/points/point-${days}`;
  const point = { name: `point-${days}`, systemId: '7', timeline: 1, lsn: lsn(days), at: daysAgo(days) };
  await putJson(vault, file, point);
  const at = (Date.now() - days * day) / 1000;
  utimesSync(join(folder, file), at, at);
}

const points = async () => (await listRestorePoints(vault)).map(({ name }) => name);
const segments = async () => (await vault.storage.list('7/wal/')).length;

test('log and points before what any second is promised of go together', async () => {
  expect(await pruneBackups(vault, free)).toMatchObject({ segments: 1, points: 1 });
  expect(await points()).toEqual(['point-400', 'point-300', 'point-10', 'point-0']);
  expect(await segments()).toBe(4);
  expect(await pruneBackups(vault, free)).toMatchObject({ segments: 0, points: 0 });
});

test('a dry run only says so', async () => {
  expect(await pruneBackups(vault, free, { dryRun: true })).toMatchObject({ segments: 1, points: 1 });
  expect(await points()).toHaveLength(5);
});

test('the log of a server stays whole while a record of it cannot be read', async () => {
  await putRecord(600, { ...vault, key: foreign });
  expect(await pruneBackups(vault, free)).toMatchObject({ segments: 0, points: 0 });
  expect(await segments()).toBe(5);
});

test('while a hold cannot be read nothing is removed, what it is on stays held, and the others are listed', async () => {
  const { backups } = await listBackups(vault);
  const [oldest, next] = backups;
  if (!oldest || !next) throw new Error('There are no backups.');
  await holdBackup(vault, oldest, 'a lawsuit', 'a test');
  await holdBackup(vault, next, 'an audit', 'a test');
  writeFileSync(join(folder, '7/base', oldest.id, 'hold.json'), 'no hold');
  const refusal = await pruneBackups(vault, free).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(BackupRefusal);
  expect(String(refusal)).toContain(`${oldest.id}/hold.json`);
  expect([await segments(), (await points()).length]).toEqual([5, 5]);
  const holds = await listHolds(vault, backups);
  expect([...holds].map(([id, held]) => [id, whyHeld(held)])).toEqual([
    [oldest.id, 'a reason that cannot be read'],
    [next.id, 'an audit'],
  ]);
  expect(damagedAmong(holds)).toHaveLength(1);
  await expect(holdBackup(vault, oldest, 'again', 'a test')).rejects.toThrow('held already');
  await releaseBackup(vault, oldest);
  await expect(pruneBackups(vault, free)).resolves.toMatchObject({ segments: expect.any(Number) });
});
