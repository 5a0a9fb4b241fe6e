import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

type Stat = { name: string; state: string; startTicks: string };

/** Whether a process runs. A zombie does not: it only waits for its parent to take notice. */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false;
  if (hasProc) return (readStat(pid)?.state ?? 'Z') !== 'Z';
  return !describe(pid, 'state').startsWith('Z');
}

/** What tells two processes with the same number apart: boot and start time. Null where unknown. */
export function startOf(pid: number): string | null {
  if (!hasProc) return describe(pid, 'lstart') || null;
  const stat = readStat(pid);
  return stat && `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${stat.startTicks}`;
}

/** Whether the process is a live Postgres program that works in this cluster's folder. */
export function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (!hasProc) return describe(pid, 'command').includes(folder);
  return isPostgres(readStat(pid)) && sameFolder(`/proc/${pid}/cwd`, folder);
}

/** Every live Postgres program that works in a folder (only where /proc tells). */
export function postgresIn(folder: string): number[] {
  if (!hasProc) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => worksIn(pid, folder));
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether the number is taken, be it by a zombie. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const fields = text.slice(end + 2).split(' ');
    return {
      name: text.slice(text.indexOf('(') + 1, end),
      state: fields[0] ?? 'Z',
      startTicks: fields[19] ?? '',
    };
  } catch {
    return null;
  }
}

function isPostgres(stat: Stat | null): boolean {
  return stat?.name === 'postgres' || stat?.name === 'initdb';
}

function sameFolder(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}

function describe(pid: number, column: 'state' | 'lstart' | 'command'): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
