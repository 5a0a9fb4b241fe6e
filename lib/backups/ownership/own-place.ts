import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareDataDir, syncFolder } from '@/db/embedded/data-dir';

/** Who writes into a vault. `place` is for people: the machine and the data directory. */
export type Keeper = { installation: string; place: string };

/**
 * The name of the installation in a data directory, made where there is none. A restore fills a new folder, so what was
 * restored is another installation than what it is a copy of.
 */
export function keeperOf(dataDir: string): Keeper {
  const folder = resolve(dataDir);
  const path = join(folder, 'installation');
  if (!existsSync(path)) nameIt(folder, path);
  return { installation: readFileSync(path, 'utf8').trim(), place: `${hostname()}:${folder}` };
}

const isThisMachine = (host: string) => ['localhost', '127.0.0.1', '[::1]', ''].includes(host);

/**
 * The installation that works with a database somewhere else: whoever works with the same one at the same address is the same
 * installation, on however many machines. A copy of it elsewhere is another one.
 */
export function keeperOfServer(databaseUrl: string): Keeper {
  const { hostname: host, port, pathname } = new URL(databaseUrl);
  const machine = isThisMachine(host) ? hostname() : host;
  const place = `${machine}:${port || '5432'}${pathname}`;
  return { installation: createHash('sha256').update(place).digest('hex').slice(0, 32), place };
}

/** Several processes may do it at once: one of the names stays, whole. */
function nameIt(folder: string, path: string): void {
  prepareDataDir(folder);
  const name = randomUUID();
  const draft = `${path}.${name}`;
  writeFileSync(draft, `${name}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(folder);
}
