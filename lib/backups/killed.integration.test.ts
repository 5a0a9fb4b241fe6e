import { readdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresIn, signal } from '@/db/embedded/processes';
import { loadSecrets } from '@/db/embedded/secrets';
import { turnKey } from './base/claim-turn';
import { listBackups } from './base/record';
import { BackupSandbox } from './testing/backup-sandbox';
import { dieAt } from './testing/dying-storage';
import { endOf, startProcess } from './testing/other-process';
import { verifyLog } from './wal/verify-log';

const box = new BackupSandbox();

beforeAll(async () => {
  await box.start();
  await box.sql(
    'CREATE TABLE marks (writer int, n int, at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (writer, n))',
  );
});
afterAll(() => box.remove());

const order = () => {
  const { masterKey, ...secrets } = loadSecrets(box.sandbox.dataDir);
  return { folder: box.folder, masterKey, url: box.backupUrl, secrets };
};
const filesOfBackups = () =>
  readdirSync(box.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\/base\/[^/]+\/[^/]+$/.test(name),
  );

test('a backup killed at any of five points is not listed, and the next one clears away what it left', async () => {
  const left = new Map<string, string[]>();
  for (const point of dieAt) {
    const killed = startProcess({ ...order(), work: 'backup', dieAt: point });
    expect(await endOf(killed), point).toBe('SIGKILL');
    expect(await listBackups(box.vault), point).toEqual({ backups: [], damaged: [] });
    const files = filesOfBackups();
    expect(files.length, point).toBeGreaterThan(0);
    const folders = new Set(files.map((name) => name.slice(0, name.lastIndexOf('/'))));
    expect(folders.size, `${point}: what the ones before left is gone`).toBe(1);
    left.set(point, files);
  }
  const last = left.get('record')?.map((name) => name.slice(name.lastIndexOf('/') + 1));
  expect(last?.sort()).toEqual([
    expect.stringMatching(/^backup\.json\.[0-9a-f]+\.unfinished$/),
    'backup_manifest',
    'base.tar',
  ]);
  const whole = await box.backUp();
  expect((await listBackups(box.vault)).backups.map(({ id }) => id)).toEqual([whole.id]);
  expect(filesOfBackups().sort()).toEqual(
    ['backup.json', 'backup_manifest', 'base.tar'].map(
      (part) => `${whole.systemId}/base/${whole.id}/${part}`,
    ),
  );
});

test('while one backup is being taken, another one of the same server is refused', async () => {
  const other = new pg.Client(box.backupUrl);
  await other.connect();
  await other.query('SELECT pg_advisory_lock($1)', [turnKey]);
  await expect(box.backUp()).rejects.toThrow('Another backup is being taken');
  await other.end();
  expect((await listBackups(box.vault)).backups).toHaveLength(1);
});

type Writer = { number: number; waits: boolean; acknowledged: number; lastAt: number };

/** Writes rows one after another, each a transaction, until the server is gone. */
async function write(writer: Writer): Promise<void> {
  const client = new pg.Client(box.server?.ownerUrl);
  client.on('error', () => undefined);
  await client.connect();
  // `local` is acknowledged once it is on the server's disk, `on` once the archive has it too.
  await client.query(`SET synchronous_commit = ${writer.waits ? 'on' : 'local'}`);
  try {
    for (let n = 1; ; n++) {
      await client.query('INSERT INTO marks (writer, n) VALUES ($1, $2)', [writer.number, n]);
      writer.acknowledged = n;
      writer.lastAt = Date.now();
    }
  } catch {
    await client.end().catch(() => undefined);
  }
}

const isStreaming = async () => (await box.sql('SELECT bool_or(active) FROM pg_replication_slots')) === true;

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

test('worker and server killed while they stream: no acknowledged commit is lost, and how much another one may be is told', async () => {
  const backup = (await listBackups(box.vault)).backups.at(-1);
  const worker = startProcess({ ...order(), work: 'archive', dieAt: null });
  await until(isStreaming);
  await box.sql(`ALTER SYSTEM SET synchronous_standby_names = '"syllabase archive"'`);
  await box.sql('SELECT pg_reload_conf()');
  await until(async () => (await box.sql('SHOW synchronous_standby_names')) !== '');
  const writers = [1, 2, 3, 4].map((number) => ({ number, waits: number <= 2, acknowledged: 0, lastAt: 0 }));
  const writing = writers.map(write);
  const haveWritten = (more: number[]) =>
    until(async () => writers.every(({ acknowledged }, at) => acknowledged > (more[at] ?? 0) + 2));
  await haveWritten([]);
  worker.kill('SIGKILL');
  await endOf(worker);
  await until(async () => !(await isStreaming()));
  const beforeResuming = writers.map(({ acknowledged }) => acknowledged);
  box.startArchiving();
  await haveWritten(beforeResuming);
  for (const pid of postgresIn(box.sandbox.clusterDir)) signal(pid, 'SIGKILL');
  await Promise.all(writing);
  expect(await box.whenArchivingEnds()).toBeInstanceOf(Error);
  rmSync(box.sandbox.clusterDir, { recursive: true, force: true });

  const { into } = await box.restore({ kind: 'latest' }, 'latest');
  const found = await box.ask(
    into,
    `SELECT json_object_agg(writer, json_build_object('rows', rows, 'last', last, 'at', at))
     FROM (SELECT writer, count(*)::int AS rows, max(n) AS last, extract(epoch FROM max(at)) * 1000 AS at
           FROM marks GROUP BY writer) w`,
  );
  const restored = found as Record<string, { rows: number; last: number; at: number }>;
  expect(backup && (await verifyLog(box.vault, backup))).toBeGreaterThan(0);
  for (const { number, waits, acknowledged, lastAt } of writers) {
    const { rows, last, at } = restored[number] ?? { rows: 0, last: 0, at: 0 };
    expect(last, `writer ${number}: no hole`).toBe(rows);
    const lost = Math.max(0, acknowledged - last);
    if (waits) expect(lost, `writer ${number}: acknowledged by the archive`).toBe(0);
    else
      console.warn(
        `Loss window: ${lost} of ${acknowledged} commits, ${lost ? Math.round(lastAt - at) : 0} ms (acknowledged by the server alone).`,
      );
  }
});
