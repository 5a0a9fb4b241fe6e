import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exists, worksIn } from './processes';

export type Postmaster = { pid: number; port: number; status: string };

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The server that runs on a cluster, read from its postmaster.pid; null when that file is stale. */
export function readPostmaster(clusterDir: string): Postmaster | null {
  const lines = readLines(join(clusterDir, 'postmaster.pid'));
  const pid = Number(lines[PID_LINE]);
  if (!Number.isInteger(pid) || pid <= 1 || !worksIn(pid, clusterDir)) return null;
  return { pid, port: Number(lines[PORT_LINE] ?? 0), status: (lines[STATUS_LINE] ?? 'starting').trim() };
}

/**
 * Removes a postmaster.pid whose number now belongs to a zombie or to a stranger, since Postgres would
 * take either for a running server. Any other stale file is left for Postgres to judge.
 */
export function dropMisleadingPidFile(clusterDir: string): void {
  const path = join(clusterDir, 'postmaster.pid');
  const pid = Number(readLines(path)[PID_LINE]);
  if (pid > 1 && exists(pid) && !worksIn(pid, clusterDir)) rmSync(path, { force: true });
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
