import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, chownTree, initdbAccount } from './account';
import { type Binaries, majorOf } from './binaries';
import { clusterPath, syncFolder } from './data-dir';
import { clusterArgument, serverEnvironment } from './launch';
import { isAlive, postgresIn, signal } from './processes';

export const OWNER_ROLE = 'syllabase_owner';
const STAGING = 'postgres.initdb-';
const run = promisify(execFile);

type Initialize = {
  dataDir: string;
  binaries: Binaries;
  account: Account | null;
  password: string;
  /** False for throw-away clusters, which need not survive a power failure. */
  durable: boolean;
};

/** Whether a whole cluster is there. It appears by one rename, after initdb has finished and synced. */
export function hasCluster(dataDir: string): boolean {
  const folder = clusterPath(dataDir);
  return existsSync(join(folder, 'PG_VERSION')) && existsSync(join(folder, 'global', 'pg_control'));
}

/** The major version that a cluster was written by. */
export const clusterMajor = (dataDir: string): string =>
  readFileSync(join(clusterPath(dataDir), 'PG_VERSION'), 'utf8').trim();

/** Refuses a cluster written by another major version, which these programs cannot read. */
export function checkVersion(dataDir: string, binaries: Binaries): void {
  const cluster = clusterMajor(dataDir);
  if (cluster === majorOf(binaries.version)) return;
  throw new Error(
    `${clusterPath(dataDir)} was written by Postgres ${cluster}, this is ${binaries.version}. ` +
      `Restore an archive into a new data directory, or set POSTGRES_BIN to the programs of Postgres ${cluster}.`,
  );
}

/**
 * Creates the cluster in a folder of its own, then renames it into place. An interrupted attempt leaves
 * only that folder, which the next one removes; nothing that bears the cluster's name is ever deleted.
 */
export async function initializeCluster(options: Initialize): Promise<void> {
  const { dataDir, account } = options;
  removeInterrupted(dataDir);
  setAsideFragment(dataDir);
  const staging = join(dataDir, `${STAGING}${process.pid}`);
  const runner = initdbAccount(account);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(join(staging, 'cluster'), { recursive: true, mode: 0o700 });
  const passwordFile = join(staging, 'password');
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (runner) chownTree(staging, runner);
  try {
    await initdb(options, runner, join(staging, 'cluster'));
    if (account) chownTree(join(staging, 'cluster'), account);
    renameSync(join(staging, 'cluster'), clusterPath(dataDir));
    syncFolder(dataDir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function initdb(cluster: Initialize, runner: Account | null, folder: string): Promise<void> {
  const place = ['-D', clusterArgument(folder, runner), '-U', OWNER_ROLE, '--pwfile=../password'];
  const kind = ['--auth=scram-sha-256', '--data-checksums', '--encoding=UTF8', '--no-instructions'];
  if (!cluster.durable) kind.push('--no-sync');
  const attempt = (locale: string) => {
    // The builtin provider sorts and folds case alike on every system; the libc locale is the rest.
    const locales = [`--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const options = { ...runner, cwd: folder, env: serverEnvironment() };
    return run(cluster.binaries.initdb, [...place, ...kind, ...locales], options);
  };
  try {
    await attempt('C.UTF-8');
  } catch (error) {
    if (!String(error).includes('invalid locale')) throw error;
    await attempt('C');
  }
}

function removeInterrupted(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(STAGING))) {
    const starter = Number(name.slice(STAGING.length));
    if (starter !== process.pid && isAlive(starter)) continue;
    // initdb outlives a killed parent and would go on writing into the folder.
    for (const pid of postgresIn(join(dataDir, name, 'cluster'))) signal(pid, 'SIGKILL');
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function setAsideFragment(dataDir: string): void {
  if (!existsSync(clusterPath(dataDir))) return;
  renameSync(clusterPath(dataDir), `${clusterPath(dataDir)}.incomplete-${Date.now()}`);
}
