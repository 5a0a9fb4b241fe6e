import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresIn, signal } from '@/db/embedded/processes';
import { loadSecrets } from '@/db/embedded/secrets';
import type { BackupRecord } from '../base/record';
import { BackupSandbox } from '../testing/backup-sandbox';
import { createRestorePoint } from '../wal/restore-points';

const box = new BackupSandbox();
const rows = "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM marks";
let backup: BackupRecord;
let beforeDelete = '';
let quiet = '';
/** What somebody else writes all the while: acknowledged so far, and by the moment before the mistake. */
const load = { acknowledged: 0, beforeDelete: 0, isOver: false };

async function writeOn(): Promise<void> {
  const client = new pg.Client(box.server?.ownerUrl);
  await client.connect();
  while (!load.isOver) {
    await client.query('INSERT INTO load DEFAULT VALUES');
    load.acknowledged += 1;
    await sleep(5);
  }
  await client.end();
}

/** A server that is written to, then killed and its folder deleted, a moment after somebody's mistake. */
beforeAll(async () => {
  await box.start();
  await box.sql(
    'CREATE TABLE load (n int GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT clock_timestamp())',
  );
  await box.sql('CREATE TABLE marks (n int PRIMARY KEY)');
  await box.sql('INSERT INTO marks SELECT generate_series(1, 1000)');
  box.startArchiving();
  const loading = writeOn();
  const writing = (async () => {
    for (let n = 1001; n <= 1100; n++) await box.sql(`INSERT INTO marks VALUES (${n})`);
  })();
  backup = await box.backUp();
  await writing;
  // Somebody was killed after the log had the name, and before the vault had.
  await box.sql('INSERT INTO marks VALUES (0)');
  await box.sql("SELECT pg_create_restore_point('before-exams')");
  await box.sql('DELETE FROM marks WHERE n = 0');
  await createRestorePoint(box.vault, box.backupUrl, 'before-exams');
  await box.sql('INSERT INTO marks SELECT generate_series(1101, 1200)');
  load.beforeDelete = load.acknowledged;
  await sleep(50);
  beforeDelete = new Date().toISOString();
  await sleep(1_000);
  await box.sql('DELETE FROM marks WHERE n <= 900');
  await box.sql('INSERT INTO marks SELECT generate_series(5001, 5010)');
  load.isOver = true;
  await loading;
  quiet = new Date().toISOString();
  await box.archived(quiet);
  const { clusterDir } = box.sandbox;
  for (const pid of postgresIn(clusterDir)) signal(pid, 'SIGKILL');
  expect(await box.whenArchivingEnds()).toBeInstanceOf(Error);
  rmSync(clusterDir, { recursive: true, force: true });
});
afterAll(() => box.remove());

test('one second before the mistake: exactly the rows of that moment', async () => {
  const { into, lastCommitAt, segments } = await box.restore({ kind: 'time', at: beforeDelete }, 'time');
  expect(await box.ask(into, rows)).toBe('1200 1 1200');
  expect(lastCommitAt !== null && lastCommitAt < beforeDelete).toBe(true);
  const others = await box.ask(into, `SELECT count(*) || ' ' || (max(at) <= '${beforeDelete}') FROM load`);
  const [count, isInTime] = String(others).split(' ');
  expect(isInTime).toBe('true');
  expect(Number(count)).toBeGreaterThanOrEqual(load.beforeDelete);
  expect(Number(count)).toBeLessThan(load.acknowledged);
  expect(segments).toBeGreaterThan(0);
  expect(await box.ask(into, 'SELECT pg_is_in_recovery()')).toBe(false);
  await box.ask(into, 'INSERT INTO marks VALUES (6000)');
});

test('everything that was written before the kill is there', async () => {
  const { into } = await box.restore({ kind: 'latest' }, 'latest');
  const [kept, restored] = [loadSecrets(box.sandbox.dataDir), loadSecrets(into)];
  expect({ ...restored, authSecret: '' }).toEqual({ ...kept, authSecret: '' });
  expect(restored.authSecret, 'sessions that were ended stay so').not.toBe(kept.authSecret);
  expect(await box.ask(into, rows)).toBe('310 901 5010');
});

test('a moment at which nothing was written any more is restored as well', async () => {
  const { into } = await box.restore({ kind: 'time', at: quiet }, 'quiet');
  expect(await box.ask(into, rows)).toBe('310 901 5010');
});

test('a named point, and the state in which the backup ended', async () => {
  const point = await box.restore({ kind: 'point', name: 'before-exams' }, 'point');
  expect(await box.ask(point.into, rows)).toBe('1100 1 1100');
  const { into, segments } = await box.restore({ kind: 'backup', id: backup.id }, 'backup');
  expect(segments).toBe(0);
  const restored = Number(await box.ask(into, 'SELECT count(*)::int FROM marks'));
  expect(restored).toBeGreaterThanOrEqual(1000);
  expect(restored).toBeLessThanOrEqual(1100);
});

test('what cannot be had is refused with what can, and leaves nothing', async () => {
  const names = () => (existsSync(box.restoredFolder) ? readdirSync(box.restoredFolder) : []);
  const before = names();
  const refuse = (target: Parameters<typeof box.restore>[0]) =>
    box.restore(target, 'refused').catch((error: Error) => error.message);
  const hour = 3_600_000;
  const tooEarly = new Date(Date.parse(backup.endedAt) - hour).toISOString();
  expect(await refuse({ kind: 'time', at: tooEarly })).toContain(`the oldest moment is ${backup.endedAt}`);
  const future = new Date(Date.now() + hour).toISOString();
  expect(await refuse({ kind: 'time', at: future })).toContain('has not come yet');
  expect(await refuse({ kind: 'time', at: new Date().toISOString() })).toContain(
    'later than the archived log',
  );
  expect(await refuse({ kind: 'point', name: 'nowhere' })).toContain('The newest: before-exams');
  expect(await refuse({ kind: 'backup', id: 'nothing' })).toContain(backup.id);
  expect(names()).toEqual(before);
});

test('a folder that holds something is left alone', async () => {
  const into = join(box.restoredFolder, 'used');
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'thesis.txt'), 'precious');
  await expect(box.restore({ kind: 'latest' }, 'used')).rejects.toThrow('not empty');
  expect(readdirSync(into)).toEqual(['thesis.txt']);
});

test('what looks at the restored server and finds fault undoes the restore', async () => {
  const inspect = async () => {
    throw new Error('rollups differ');
  };
  await expect(box.restore({ kind: 'latest' }, 'faulty', { inspect })).rejects.toThrow('rollups differ');
  expect(readdirSync(box.restoredFolder).filter((name) => name.startsWith('faulty'))).toEqual([]);
});
