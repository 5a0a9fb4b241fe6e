import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareDataDir } from './data-dir';
import { isAlive, startOf } from './processes';

export type Claim = { kind: 'server' | 'command'; what: string; url?: string };
export type LockHolder = Claim & { pid: number; since: string };
export type DataDirLock = { release(): void };
type Entry = LockHolder & { token: string; processStart: string | null };

/** Somebody else holds the data directory; `holder` says who. */
export class DataDirLocked extends Error {
  constructor(
    dataDir: string,
    readonly holder: LockHolder,
  ) {
    const where = holder.url ? `, ${holder.url}` : '';
    super(`${dataDir} is in use by ${holder.what} (pid ${holder.pid}, since ${holder.since}${where}).`);
  }
}

/**
 * Takes the data directory for this process alone. A lock whose process is gone, or whose number now
 * belongs to another process, is taken over.
 */
export async function lockDataDir(dataDir: string, who: Claim): Promise<DataDirLock> {
  prepareDataDir(dataDir);
  const path = join(dataDir, 'lock.json');
  const mine = describeSelf(who);
  for (;;) {
    if (createWith(path, mine)) return hold(path, mine);
    const holder = readEntry(path);
    if (!holder) continue;
    if (isHeld(holder)) throw new DataDirLocked(dataDir, holder);
    if (replaceStale(path, holder, mine)) return hold(path, mine);
    await sleep(20);
  }
}

/** Who holds a data directory now, or null. */
export function lockHolder(dataDir: string): LockHolder | null {
  const entry = readEntry(join(dataDir, 'lock.json'));
  return entry && isHeld(entry) ? entry : null;
}

function describeSelf(who: Claim): Entry {
  const { pid } = process;
  return { ...who, pid, since: new Date().toISOString(), token: randomUUID(), processStart: startOf(pid) };
}

function isHeld(entry: Entry): boolean {
  return isAlive(entry.pid) && (entry.processStart === null || startOf(entry.pid) === entry.processStart);
}

/** A link appears whole or not at all, and fails when the name is taken. */
function createWith(path: string, entry: Entry): boolean {
  const draft = `${path}.${entry.token}`;
  writeFileSync(draft, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Two starts may find the same stale lock. Only the one that holds the guard replaces it, and only after
 * looking again: the other may have finished in between.
 */
function replaceStale(path: string, stale: Entry, mine: Entry): boolean {
  const guard = `${path}.takeover`;
  if (!createWith(guard, mine)) {
    const other = readEntry(guard);
    if (other && !isHeld(other)) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (readEntry(path)?.token !== stale.token) return false;
    const draft = `${path}.${mine.token}`;
    writeFileSync(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

function hold(path: string, mine: Entry): DataDirLock {
  const release = () => {
    process.off('exit', release);
    if (readEntry(path)?.token === mine.token) rmSync(path, { force: true });
  };
  process.once('exit', release);
  return { release };
}

function readEntry(path: string): Entry | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Entry;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
