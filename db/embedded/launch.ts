import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { readPostmaster } from './postmaster';
import { stopPostmaster } from './stop';

const READY_WITHIN_MS = 600_000;
const LOG_LIMIT = 10 * 1024 * 1024;

export type Launch = {
  binaries: Binaries;
  account: Account | null;
  clusterDir: string;
  port: number;
  dataDir: string;
};

/** The server ended before it was ready; `log` holds what it said. */
export class LaunchError extends Error {
  constructor(readonly log: string) {
    super(`Postgres did not start:\n${log.trim().split('\n').slice(-8).join('\n')}`);
  }
}

/**
 * How Postgres is told where its cluster is. Root keeps the data directory closed (0700, perhaps below
 * /root), where the account that runs Postgres cannot walk down to it by name. But Node enters the
 * folder before it drops to that account, and /proc/self/cwd leads straight to it; all Postgres
 * processes stay in their cluster's folder, so the name holds for each of them.
 */
export function clusterArgument(folder: string, account: Account | null): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

const MiB = 1024 * 1024;

/**
 * What glibc keeps of the memory that a statement gave back. By its own measure (128 KiB) a server process returns it to the system after
 * each sort or hash, and meets a page fault for every page of it in the next.
 */
const keptMemory = {
  MALLOC_TRIM_THRESHOLD_: String(8 * MiB),
  MALLOC_MMAP_THRESHOLD_: String(4 * MiB),
};

/** A small clean environment, so that PG… variables of the caller's shell change nothing. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LC_ALL: 'C', TZ: 'UTC', ...keptMemory };
}

/** Starts Postgres and waits until it accepts connections, through crash recovery if need be. */
export async function launch(options: Launch): Promise<number> {
  const logFile = join(options.dataDir, 'postgres.log');
  rotate(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const offset = fstatSync(log).size;
  const server = spawn(options.binaries.postgres, launchArguments(options), {
    ...options.account,
    cwd: options.clusterDir,
    env: serverEnvironment(),
    // Its own process group: Ctrl-C must reach the web server first and the database last.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  server.unref();
  let ended: string | null = null;
  server.once('error', (error) => {
    ended = error.message;
  });
  server.once('exit', () => {
    ended ??= 'exit';
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (ended === null && Date.now() < deadline) {
    const running = readPostmaster(options.clusterDir);
    if (running && running.pid === server.pid && running.status === 'ready') return running.pid;
    await sleep(20);
  }
  if (server.pid) await stopPostmaster(options.clusterDir, server.pid);
  throw new LaunchError(readFileSync(logFile, 'utf8').slice(offset) || String(ended));
}

function launchArguments({ clusterDir, account, port }: Launch): string[] {
  return ['-D', clusterArgument(clusterDir, account), '-p', String(port)];
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
}
