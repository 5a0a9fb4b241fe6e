import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readPostmaster } from '@/db/embedded/postmaster';
import { stopPostmaster } from '@/db/embedded/stop';

/** Removes a restored guest of this name from a data directory, also what a killed process left of one, with its server. */
export async function removeRestored(dataDir: string, name: string): Promise<void> {
  const names = existsSync(dataDir) ? await readdir(dataDir) : [];
  for (const one of names.filter((entry) => entry === name || entry.startsWith(`${name}.restoring-`)))
    await removeDataDir(join(dataDir, one));
}

/** Removes a data directory, whole or not, and ends its server where one runs. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const clusterDir = join(dataDir, 'postgres');
  const left = readPostmaster(clusterDir);
  if (left) await stopPostmaster(clusterDir, left.pid);
  await rm(dataDir, { recursive: true, force: true });
}
