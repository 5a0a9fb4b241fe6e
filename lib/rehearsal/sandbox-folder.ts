import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterPath } from '@/db/embedded/data-dir';
import { readPostmaster } from '@/db/embedded/postmaster';
import { isAlive } from '@/db/embedded/processes';
import { stopPostmaster } from '@/db/embedded/stop';

const ofProcess = /^rehearsal\.(\d+)$/;

/** Does `run` with a folder in `parent` that nobody else uses and that is gone afterwards, with any server on it. */
export async function inSandboxFolder<T>(parent: string, run: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeLeftovers(parent);
  const folder = join(parent, `rehearsal.${process.pid}`);
  try {
    return await run(folder);
  } finally {
    await remove(folder);
  }
}

/** Those of rehearsals that were killed, whose servers outlived them. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const [, pid] = ofProcess.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await remove(join(parent, name));
  }
}

async function remove(folder: string): Promise<void> {
  const clusterDir = clusterPath(folder);
  const running = readPostmaster(clusterDir);
  if (running) await stopPostmaster(clusterDir, running.pid);
  await rm(folder, { recursive: true, force: true });
}
