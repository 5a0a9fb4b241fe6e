import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Claim, lockDataDir, lockHolder } from './lock';

const me: Claim = { kind: 'server', what: 'npm start', url: 'http://127.0.0.1:3000' };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'syllabase-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A process that tries for the lock, says `held` or `refused`, and stays. */
async function contender(): Promise<{ child: ChildProcess; said: string }> {
  const source = `import { lockDataDir } from './db/embedded/lock.ts';
    const said = await lockDataDir(${JSON.stringify(dataDir)}, ${JSON.stringify(me)}).then(() => 'held', () => 'refused');
    process.stdout.write(said); setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', source];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said) };
}

async function killNow(child: ChildProcess) {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a second process is told who holds the directory, since when and where', async () => {
  const { child } = await contender();
  await expect(lockDataDir(dataDir, me)).rejects.toThrow(
    new RegExp(`in use by npm start \\(pid ${child.pid}, since \\d{4}-.*, http://127.0.0.1:3000\\)`),
  );
  expect(lockHolder(dataDir)?.pid).toBe(child.pid);
  await killNow(child);
});

test('the lock of a killed process is taken over, and released afterwards', async () => {
  await killNow((await contender()).child);
  expect(lockHolder(dataDir)).toBeNull();
  const lock = await lockDataDir(dataDir, me);
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
  lock.release();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('a number that now belongs to another process does not count as the holder', async () => {
  const lock = await lockDataDir(dataDir, me);
  const path = join(dataDir, 'lock.json');
  const entry = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  lock.release();
  writeFileSync(path, JSON.stringify({ ...entry, processStart: 'another boot:1' }));
  const second = await lockDataDir(dataDir, me);
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
  second.release();
});

test('of several that find the same stale lock exactly one gets it', async () => {
  await killNow((await contender()).child);
  const contenders = await Promise.all([contender(), contender(), contender(), contender()]);
  expect(contenders.filter(({ said }) => said === 'held')).toHaveLength(1);
  await Promise.all(contenders.map(({ child }) => killNow(child)));
});
