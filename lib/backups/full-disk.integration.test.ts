import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSecrets } from '@/db/embedded/secrets';
import journal from '@/db/migrations/meta/_journal.json';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { pruneArchivesByPolicy } from './archives/prune-archives';
import { listBackups } from './base/record';
import { drill, drillKey } from './drill/drill';
import { keepArchive } from './keep-archive';
import { ClockDoubt } from './prune/clock';
import { pruneAndRecord } from './prune/prune-by-policy';
import { readBackupState } from './state';
import { takeBackup } from './take-backup';
import { BackupSandbox } from './testing/backup-sandbox';
import { type SmallDisk, smallDisk } from './testing/small-disk';
import { readCoverage } from './wal/coverage';
import { verifyLog } from './wal/verify-log';

const box = new BackupSandbox();
const stopping = new AbortController();
let db: TestDatabase;
let disk: SmallDisk;
let working: Promise<void>;

const installation = () => {
  const { masterKey: _, ...secrets } = loadSecrets(box.sandbox.dataDir);
  const keeper = { installation: 'this one', place: 'a test' };
  const vault = { ...box.vault, storage: disk.storage };
  return { vault, keeper, url: box.backupUrl, secrets, isForeign: false };
};
const take = () => takeBackup(db.database, installation(), { by: 'schedule' });

/** As the worker does it: tried again after each failure, only sooner. */
async function work(): Promise<void> {
  while (!stopping.signal.aborted) {
    await keepArchive(db.database, stopping.signal, installation()).catch(() => undefined);
    await sleep(200);
  }
}

beforeAll(async () => {
  disk = smallDisk(box.folder, box.vault.storage);
  db = await testDatabase();
  await box.start();
  await box.sql('CREATE TABLE marks (n int PRIMARY KEY)');
  working = work();
});
afterAll(async () => {
  stopping.abort();
  await working;
  disk.remove();
  await box.remove();
  await db.close();
});

const alarms = async () => (await asSystem(readBackupState, db.database)).alarms;
const codes = async () => (await alarms()).map(({ code }) => code);
const insert = (from: number, to: number) =>
  box.sql(`INSERT INTO marks SELECT generate_series(${from}, ${to})`);
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(100);
}
/** Until the archive can restore this moment; log without a commit makes the server say how late it is. */
async function archived(): Promise<string> {
  const moment = new Date().toISOString();
  const { backups } = await listBackups(box.vault);
  await until(async () => {
    await box.sql("SELECT pg_logical_emit_message(false, 'test', 'tick', true)");
    const [covered] = (await readCoverage(box.vault, backups)).values();
    return covered !== undefined && covered.until >= moment;
  });
  return moment;
}

test('a full disk: the database goes on, alarms say so, and the chain goes on without a hole once there is room', async () => {
  const first = await take();
  expect(first).toMatchObject({
    schemaVersion: journal.entries.at(-1)?.tag,
    keys: { masterKeys: [], dataKeys: [] },
    policy: expect.stringContaining('any second for 1 year'),
  });
  await insert(1, 100);
  await archived();
  expect(await codes()).not.toContain('archive-failing');

  disk.fill();
  await insert(101, 50_000);
  await box.sql('SELECT pg_switch_wal()');
  await insert(50_001, 50_100);
  await until(async () => (await codes()).includes('archive-failing'));
  await expect(take()).rejects.toThrow(/ENOSPC|no space/);
  expect((await alarms()).filter(({ tone }) => tone === 'critical')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'archive-failing', advice: expect.stringMatching(/no space/) }),
      expect.objectContaining({ code: 'backup-failed', advice: expect.stringMatching(/no space/) }),
    ]),
  );
  expect((await listBackups(box.vault)).backups.map(({ id }) => id)).toEqual([first.id]);
  const parts = await box.vault.storage.list(`${first.systemId}/base/`);
  expect(parts.every(({ name }) => name.includes(first.id))).toBe(true);
  expect(await box.sql('SELECT count(*)::int FROM marks')).toBe(50_100);

  disk.makeRoom();
  const at = await archived();
  await until(async () => !(await codes()).includes('archive-failing'));
  await take();
  expect(await codes()).not.toContain('backup-failed');
  expect(await verifyLog(box.vault, first)).toBeGreaterThan(1);
  const { into, backup } = await box.restore({ kind: 'time', at }, 'resumed');
  expect(backup).toBe(first.id);
  expect(await box.ask(into, 'SELECT count(*)::int FROM marks')).toBe(50_100);
  console.warn(`The disk that was full: ${disk.kind}.`);
});

test('while one drill is under way, another one is refused and touches nothing of it', async () => {
  const other = new pg.Client(box.backupUrl);
  await other.connect();
  await other.query('SELECT pg_advisory_lock($1)', [drillKey]);
  await expect(drill(db.database, installation(), { by: 'a test' })).rejects.toThrow(
    'Another drill is under way',
  );
  await other.end();
});

test('a clock that has jumped ahead lets the schedule remove nothing, and is told; a person may say that it is right', async () => {
  await db.owner.query(
    `INSERT INTO backup_runs (kind, status, started_at, finished_at)
     VALUES ('PRUNE', 'DONE', now() - interval '400 days', now() - interval '400 days')`,
  );
  const { vault } = installation();
  await expect(pruneAndRecord(db.database, installation(), 'schedule')).rejects.toThrow(ClockDoubt);
  expect(await alarms()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        code: 'prune-refused',
        advice: expect.stringContaining('nothing is removed'),
      }),
    ]),
  );
  expect(await pruneArchivesByPolicy(db.database, 'schedule', vault)).toBe(0);
  await pruneAndRecord(db.database, installation(), 'an operator');
  await pruneAndRecord(db.database, installation(), 'schedule');
  expect(await codes()).not.toContain('prune-refused');
});
