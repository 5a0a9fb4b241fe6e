import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, postgresIn } from './processes';
import { query, Sandbox } from './sandbox';
import { findRunning } from './server';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

test('a first start makes a closed, checksummed UTF-8 cluster with statistics', async () => {
  const { ownerUrl } = await sandbox.start();
  expect(await query(ownerUrl, 'SHOW server_encoding')).toBe('UTF8');
  expect(await query(ownerUrl, 'SHOW data_checksums')).toBe('on');
  expect(await query(ownerUrl, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await query(ownerUrl, 'SHOW unix_socket_directories')).toBe('');
  expect(await query(ownerUrl, "SELECT lower('ÉCOLE')")).toBe('école');
  await query(ownerUrl, 'CREATE EXTENSION pg_stat_statements');
  expect(Number(await query(ownerUrl, 'SELECT count(*) FROM pg_stat_statements'))).toBeGreaterThan(0);
  expect(statSync(sandbox.dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(sandbox.dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  const stranger = ownerUrl.replace(/:[^:@]+@/, ':guess@');
  await expect(query(stranger, 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('a restart keeps data, port and secrets, and leaves no process in between', async () => {
  const first = await sandbox.start();
  await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(postgresIn(sandbox.clusterDir)).toEqual([]);
  expect(await findRunning(sandbox.dataDir)).toBeNull();
  const second = await sandbox.start();
  expect(second.ownerUrl).toBe(first.ownerUrl);
  expect(second.adopted).toBe(false);
  expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toBe(42);
});

test('settings override the defaults, and a changed setting restarts a running server', async () => {
  const first = await sandbox.start({ work_mem: '3MB' });
  expect(await query(first.ownerUrl, 'SHOW work_mem')).toBe('3MB');
  const second = await sandbox.start({ work_mem: '5MB' });
  expect(second.adopted).toBe(false);
  expect(await query(second.ownerUrl, 'SHOW work_mem')).toBe('5MB');
});

test.skipIf(process.platform !== 'linux')('a sort keeps its memory for the next one', async () => {
  const { ownerUrl } = await sandbox.start();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const pageFaults = () =>
    Number(readFileSync(`/proc/${rows[0].pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[7]);
  const sort = () =>
    client.query('SELECT g FROM generate_series(1, 4000) g ORDER BY md5(g::text) LIMIT 1 OFFSET 3000');
  for (let warm = 0; warm < 10; warm++) await sort();
  const before = pageFaults();
  for (let n = 0; n < 100; n++) await sort();
  expect(pageFaults() - before).toBeLessThan(100);
  await client.end();
});

test('a fragment under the name of the cluster is set aside, never deleted', async () => {
  mkdirSync(sandbox.clusterDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(sandbox.clusterDir, 'PG_VERSION'), '18\n');
  const server = await sandbox.start();
  expect(await query(server.ownerUrl, 'SELECT 1')).toBe(1);
  const aside = readdirSync(sandbox.dataDir).find((name) => name.startsWith('postgres.incomplete-')) ?? '';
  expect(readFileSync(join(sandbox.dataDir, aside, 'PG_VERSION'), 'utf8')).toBe('18\n');
});

test('a cluster without its secrets is refused rather than given new ones', async () => {
  await (await sandbox.start()).stop();
  rmSync(join(sandbox.dataDir, 'secrets.json'));
  await expect(sandbox.start()).rejects.toThrow('put that file back');
  expect(existsSync(join(sandbox.dataDir, 'secrets.json'))).toBe(false);
});
