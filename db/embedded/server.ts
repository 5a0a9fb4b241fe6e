import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, claimCluster, serverAccount } from './account';
import { type Binaries, locateBinaries } from './binaries';
import { clusterPath, prepareDataDir } from './data-dir';
import { ensureDatabase, ownerUrl } from './database';
import { checkVersion, clusterMajor, hasCluster, initializeCluster } from './initialize';
import { LaunchError, launch } from './launch';
import { choosePort } from './port';
import { dropMisleadingPidFile, type Postmaster, readPostmaster } from './postmaster';
import { loadSecrets, secretsPath } from './secrets';
import { renderSettings, settingsAreCurrent, writeSettings } from './settings';
import { endOrphans, stopPostmaster, until } from './stop';

export type EmbeddedOptions = { dataDir: string; database?: string; settings?: Record<string, string> };
export type EmbeddedServer = {
  ownerUrl: string;
  port: number;
  pid: number;
  adopted: boolean;
  stop(): Promise<void>;
};

const ATTEMPTS = 8;
const PORT_TAKEN = /could not (bind|create any TCP)/;
/** Of a table that was being made when the server was killed: the next try has cleared it away. */
const LEFT_BEHIND = /could not create file ".*": File exists/;
const STILL_LEAVING = /lock file ".*" already exists|shared memory block .* still in use/;

/** A server that runs, whether or not anybody may enter it. */
export type RunningCluster = Omit<EmbeddedServer, 'ownerUrl'>;

/**
 * Runs Postgres on the cluster in `dataDir/postgres`, created when there is none. A server that survived
 * the death of an earlier process is adopted when its configuration is the wanted one, else restarted.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  const server = await startCluster(options);
  const url = ownerUrl(loadSecrets(dataDir), server.port, options.database);
  try {
    await ensureDatabase(url);
  } catch (error) {
    if (!server.adopted) await server.stop();
    throw error;
  }
  return { ownerUrl: url, ...server };
}

/** As `startEmbedded`, without entering it. */
export async function startCluster(options: EmbeddedOptions): Promise<RunningCluster> {
  const dataDir = resolve(options.dataDir);
  prepareDataDir(dataDir);
  const clusterDir = clusterPath(dataDir);
  const account = serverAccount(clusterDir);
  const binaries = locateBinaries(account, hasCluster(dataDir) ? clusterMajor(dataDir) : null);
  const settings = renderSettings(binaries.version, options.settings ?? {});
  const survivor = await findSurvivor(clusterDir, settings);
  if (!survivor) await prepareCluster(dataDir, binaries, account, settings);
  const server = survivor ?? (await launchOnFreePort(dataDir, binaries, account));
  const stop = () => stopPostmaster(clusterDir, server.pid);
  return { port: server.port, pid: server.pid, adopted: survivor !== null, stop };
}

/** The server that runs on a data directory now, for a second process such as a command line. */
export async function findRunning(dataDir: string, database?: string): Promise<{ ownerUrl: string } | null> {
  const running = readPostmaster(clusterPath(resolve(dataDir)));
  if (running?.status !== 'ready') return null;
  return { ownerUrl: ownerUrl(loadSecrets(resolve(dataDir)), running.port, database) };
}

async function findSurvivor(clusterDir: string, settings: string): Promise<Postmaster | null> {
  if (!readPostmaster(clusterDir)) return null;
  await until(() => readPostmaster(clusterDir)?.status !== 'starting', 600_000);
  const running = readPostmaster(clusterDir);
  if (!running) return null;
  if (running.status === 'ready' && settingsAreCurrent(clusterDir, settings)) return running;
  await stopPostmaster(clusterDir, running.pid);
  return null;
}

async function prepareCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | null,
  settings: string,
) {
  const clusterDir = clusterPath(dataDir);
  if (hasCluster(dataDir)) {
    requireSecrets(dataDir);
    checkVersion(dataDir, binaries);
    await endOrphans(clusterDir);
  } else {
    const durable = !settings.includes("\nfsync = 'off'\n");
    const password = loadSecrets(dataDir).ownerPassword;
    await initializeCluster({ dataDir, binaries, account, password, durable });
  }
  claimCluster(clusterDir, account);
  writeSettings(clusterDir, settings, account);
}

function requireSecrets(dataDir: string): void {
  const path = secretsPath(dataDir);
  if (existsSync(path)) return;
  throw new Error(
    `${clusterPath(dataDir)} is there but ${path} is not: put that file back, it opens the data.`,
  );
}

async function launchOnFreePort(dataDir: string, binaries: Binaries, account: Account | null) {
  const clusterDir = clusterPath(dataDir);
  dropMisleadingPidFile(clusterDir);
  for (let attempt = 0; ; attempt += 1) {
    const port = await choosePort(dataDir, attempt);
    try {
      return { port, pid: await launch({ dataDir, clusterDir, binaries, account, port }) };
    } catch (error) {
      const log = error instanceof LaunchError ? error.log : '';
      const mayPass = [PORT_TAKEN, STILL_LEAVING, LEFT_BEHIND].some((fault) => fault.test(log));
      if (attempt + 1 >= ATTEMPTS || !mayPass) throw error;
      if (STILL_LEAVING.test(log)) await sleep(500);
    }
  }
}
