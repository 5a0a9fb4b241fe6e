import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, postgresIn } from './processes';
import { query, Sandbox, SMALL } from './sandbox';
import { findRunning } from './server';
import { stopPostmaster, until } from './stop';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

/** Another Node process, in which `code` runs with a start() on the same data directory at hand. */
function otherProcess(code: string): ChildProcess {
  const options = JSON.stringify({ dataDir: sandbox.dataDir, settings: SMALL });
  const source = `import { startEmbedded } from './db/embedded/server.ts';
    const start = () => startEmbedded(${options}); ${code}; setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', source];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function killNow(child: ChildProcess) {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('kill -9 of the server is followed by crash recovery', async () => {
  const first = await sandbox.start();
  await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(first.pid, 'SIGKILL');
  const second = await sandbox.start();
  expect(second.adopted).toBe(false);
  expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toBe(42);
});

test('kill -9 with a backend lost in a computation', async () => {
  const first = await sandbox.start();
  const lost = new pg.Client(first.ownerUrl);
  lost.on('error', () => undefined);
  await lost.connect();
  const busy = lost
    .query('SELECT sum(sqrt(n)) FROM generate_series(1, 100000000000) AS n')
    .catch(() => 'lost');
  await until(() => false, 300);
  process.kill(first.pid, 'SIGKILL');
  const second = await sandbox.start();
  expect(await query(second.ownerUrl, 'SELECT 1')).toBe(1);
  expect(await busy).toBe('lost');
});

test('a server that outlives its Node process is found, adopted and can be stopped', async () => {
  const parent = otherProcess("await start(); process.stdout.write('up')");
  await once(parent.stdout as NodeJS.ReadableStream, 'data');
  await killNow(parent);
  const running = await findRunning(sandbox.dataDir);
  expect(await query(running?.ownerUrl ?? '', 'SELECT 1')).toBe(1);
  const server = await sandbox.start();
  expect(server.adopted).toBe(true);
  await server.stop();
  expect(isAlive(server.pid)).toBe(false);
});

test('kill -9 in the middle of initdb is noticed and initdb done again', async () => {
  const parent = otherProcess('await start()');
  const staging = () =>
    readdirSync(sandbox.dataDir).find((name) => name.startsWith('postgres.initdb-')) ?? '';
  const midway = () =>
    existsSync(sandbox.dataDir) && existsSync(join(sandbox.dataDir, staging(), 'cluster', 'PG_VERSION'));
  expect(await until(midway, 20_000)).toBe(true);
  await killNow(parent);
  expect(existsSync(sandbox.clusterDir)).toBe(false);
  const server = await sandbox.start();
  expect(await query(server.ownerUrl, 'SELECT 1')).toBe(1);
  expect(staging()).toBe('');
});

test('a stale postmaster.pid with the number of another living process does not keep it from starting', async () => {
  const first = await sandbox.start();
  await first.stop();
  writeFileSync(join(sandbox.clusterDir, 'postmaster.pid'), `${process.pid}\n/x\n0\n5432\n\n\n\nready\n`);
  expect(await findRunning(sandbox.dataDir)).toBeNull();
  const second = await sandbox.start();
  expect(await query(second.ownerUrl, 'SELECT 1')).toBe(1);
});

test('a frozen server is stopped within a bounded time', async () => {
  const server = await sandbox.start();
  process.kill(server.pid, 'SIGSTOP');
  await stopPostmaster(sandbox.clusterDir, server.pid, [
    ['SIGINT', 200],
    ['SIGQUIT', 200],
    ['SIGKILL', 5_000],
  ]);
  expect(isAlive(server.pid)).toBe(false);
  expect(postgresIn(sandbox.clusterDir)).toEqual([]);
});
