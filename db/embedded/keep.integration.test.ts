import { existsSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepEmbedded } from './keep';
import { readPostmaster } from './postmaster';
import { postgresIn } from './processes';
import { query, Sandbox, SMALL } from './sandbox';
import { findRunning } from './server';
import { until } from './stop';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

const pid = () => readPostmaster(sandbox.clusterDir)?.pid ?? 0;
const runsAgain = (before: number) =>
  until(() => ![0, before].includes(pid()) && readPostmaster(sandbox.clusterDir)?.status === 'ready', 30_000);

test('a server that is killed runs again at its address, also when that happens while it starts', async () => {
  const said: string[] = [];
  const options = { dataDir: sandbox.dataDir, settings: SMALL };
  const kept = await keepEmbedded(options, (line) => said.push(line));
  await query(kept.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  for (let time = 0; time < 3; time += 1) {
    const before = pid();
    process.kill(before, 'SIGKILL');
    expect(await runsAgain(before)).toBe(true);
  }
  expect(await query(kept.ownerUrl, 'SELECT answer FROM kept')).toBe(42);
  expect(said.filter((line) => line.startsWith('The database ended')).length).toBeGreaterThan(0);
  await kept.stop();
  expect(postgresIn(sandbox.clusterDir)).toEqual([]);
  expect(await findRunning(sandbox.dataDir)).toBeNull();
});

test('waits for its port where another program has taken it', async () => {
  const said: string[] = [];
  const options = { dataDir: sandbox.dataDir, settings: SMALL };
  const kept = await keepEmbedded(options, (line) => said.push(line));
  const before = pid();
  process.kill(before, 'SIGKILL');
  await until(() => postgresIn(sandbox.clusterDir).length === 0, 5_000);
  const other = createServer();
  const port = Number(new URL(kept.ownerUrl).port);
  await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
  expect(await until(() => said.some((line) => line.includes('port')), 30_000)).toBe(true);
  await new Promise((closed) => other.close(closed));
  expect(await until(() => said.includes('The database runs again.'), 30_000)).toBe(true);
  expect(await query(kept.ownerUrl, 'SELECT 1')).toBe(1);
  await kept.stop();
});

test('makes no new database where the folder was taken away', async () => {
  const said: string[] = [];
  const options = { dataDir: sandbox.dataDir, settings: SMALL };
  const kept = await keepEmbedded(options, (line) => said.push(line));
  await query(kept.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const before = pid();
  const away = `${sandbox.dataDir}-away`;
  renameSync(sandbox.dataDir, away);
  process.kill(before, 'SIGKILL');
  expect(await until(() => said.some((line) => line.includes('put it back')), 30_000)).toBe(true);
  expect(existsSync(sandbox.dataDir)).toBe(false);
  renameSync(away, sandbox.dataDir);
  expect(await until(() => said.includes('The database runs again.'), 30_000)).toBe(true);
  expect(await query(kept.ownerUrl, 'SELECT answer FROM kept')).toBe(42);
  await kept.stop();
});

test('is stopped while it starts again, however long that takes', async () => {
  const options = { dataDir: sandbox.dataDir, settings: SMALL };
  const kept = await keepEmbedded(options, () => undefined);
  const before = pid();
  process.kill(before, 'SIGKILL');
  expect(await until(() => ![0, before].includes(pid()), 30_000)).toBe(true);
  const starting = pid();
  process.kill(starting, 'SIGSTOP');
  const stopped = kept.stop();
  await until(() => false, 300);
  process.kill(starting, 'SIGCONT');
  await stopped;
  expect(postgresIn(sandbox.clusterDir)).toEqual([]);
  await until(() => false, 1_000);
  expect(postgresIn(sandbox.clusterDir)).toEqual([]);
});
