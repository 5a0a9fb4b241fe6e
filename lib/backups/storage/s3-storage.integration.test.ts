import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresIn, signal } from '@/db/embedded/processes';
import { Bucket } from '@/lib/object-storage/bucket';
import { S3Server } from '@/lib/object-storage/testing/s3-server';
import type { BackupRecord } from '../base/record';
import { listBackups } from '../base/record';
import { readBase } from '../base/verify-base';
import { planPrune } from '../prune/plan-prune';
import { retention } from '../prune/policy';
import { pruneBackups } from '../prune/prune-backups';
import { BackupSandbox } from '../testing/backup-sandbox';
import { createRestorePoint } from '../wal/restore-points';
import { verifyLog } from '../wal/verify-log';
import { s3Storage } from './s3-storage';

const s3 = new S3Server();
const pace = { flush: 300, idle: 2_000, bytes: 8 * 1024 * 1024 };
const patience = { connect: 5_000, silence: 5_000 };
let box: BackupSandbox;
let backup: BackupRecord;
const rows = "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM marks";

/**
 * A school whose backups are in a bucket that is slow, forgets to answer and breaks off all the time; then its server is
 * killed and its folder is gone.
 */
beforeAll(async () => {
  await s3.start();
  s3.pageSize = 5;
  box = new BackupSandbox(s3Storage(new Bucket('s3://school/backups', s3.settings, patience), pace));
  await box.start();
  await box.sql('CREATE TABLE marks (n int PRIMARY KEY)');
  await box.sql('INSERT INTO marks SELECT generate_series(1, 1000)');
  box.startArchiving();
  await box.archived();
  trouble();
  s3.plan(/^PUT .*base.tar/, 'silence');
  backup = await box.backUp();
  await createRestorePoint(box.vault, box.backupUrl, 'before-exams');
  for (let n = 0; n < 3; n++) {
    // What has arrived is not being tried any more: trouble renewed under a call would use up its tries.
    await box.archived();
    trouble();
    await box.sql(`INSERT INTO marks SELECT generate_series(${2000 + n * 100}, ${2099 + n * 100})`);
    await box.sql('SELECT pg_switch_wal()');
  }
  await box.sql('INSERT INTO marks VALUES (9999)');
  await box.archived();
  const { clusterDir } = box.sandbox;
  for (const pid of postgresIn(clusterDir)) signal(pid, 'SIGKILL');
  expect(await box.whenArchivingEnds()).toBeInstanceOf(Error);
  rmSync(clusterDir, { recursive: true, force: true });
});
afterAll(async () => {
  await box.remove();
  await s3.stop();
});

/** Two in a row at most, whatever is left of the trouble before: a call is tried five times. */
function trouble(): void {
  s3.plans.length = 0;
  s3.plan(/^PUT/, 'answer lost');
  s3.plan(/^PUT .*growing/, 'InternalError');
  s3.plan(/^PUT .*[0-9A-F]{24}\?/, 'SlowDown');
  s3.plan(/^GET .*base.tar/, 'answer cut', 2);
  s3.plan(/^GET .*list-type/, 'InternalError');
}

test('everything up to the moment that the archive names is restored from the bucket alone, with trouble on the way', async () => {
  trouble();
  const { into, segments } = await box.restore({ kind: 'latest' }, 'latest');
  expect(segments).toBeGreaterThanOrEqual(4);
  expect(await box.ask(into, rows)).toBe('1301 1 9999');
  const point = await box.restore({ kind: 'point', name: 'before-exams' }, 'point');
  expect(await box.ask(point.into, rows)).toBe('1000 1 1000');
});

test('the bucket holds one growing file at most a segment, and nothing readable', async () => {
  const names = (await box.vault.storage.list('')).map(({ name }) => name);
  const whole = new Set(names.filter((name) => /[0-9A-F]{24}$/.test(name)));
  const growing = names.filter((name) => name.endsWith('.growing'));
  expect(whole.size).toBeGreaterThanOrEqual(3);
  for (const name of growing) expect(whole.has(name.split('.')[0] ?? '')).toBe(false);
  expect(s3.kept.uploads.size).toBe(0);
  expect(await verifyLog(box.vault, backup)).toBeGreaterThanOrEqual(4);
  const stored = Buffer.concat([...s3.kept.objects.values()].map(({ body }) => body));
  for (const word of ['before-exams', 'ownerPassword', 'PG_VERSION', 'postgresql.conf'])
    expect(stored.includes(word), word).toBe(false);
});

test('what was changed or taken away in the bucket is found, and pruning takes only what the policy says', async () => {
  const key = `backups/${backup.systemId}/base/${backup.id}/base.tar`;
  const kept = s3.kept.objects.get(key);
  if (!kept) throw new Error('There is no base.tar.');
  const spoilt = Buffer.from(kept.body);
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length >> 1) ^ 1, spoilt.length >> 1);
  s3.kept.put(key, spoilt, {});
  await expect(readBase(box.vault, backup)).rejects.toThrow('was changed');
  s3.kept.objects.delete(key);
  await expect(box.restore({ kind: 'latest' }, 'gone')).rejects.toThrow('base.tar: is missing');
  expect(readdirSync(box.restoredFolder).filter((name) => name.startsWith('gone'))).toEqual([]);
  s3.kept.put(key, kept.body, {});
  const { backups } = await listBackups(box.vault);
  const keeping = { policy: retention, isProtected: false };
  expect(planPrune(backups, new Set(), keeping, Date.now()).remove).toEqual([]);
  const before = s3.kept.objects.size;
  expect(await pruneBackups(box.vault, keeping)).toMatchObject({ backups: [], kept: 1 });
  expect(s3.kept.objects.size).toBeLessThanOrEqual(before);
  expect(await readBase(box.vault, backup)).toMatchObject({ files: backup.files });
});
