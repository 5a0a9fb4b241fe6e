import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readPostmaster } from '@/db/embedded/postmaster';
import { stopPostmaster } from '@/db/embedded/stop';

/** Removes a restored guest of this name from a data directory, also what a killed process left of one, with its server. */
export async function removeRestored(dataDir: string, name: string): Promise<void> {
  const names = existsSync(dataDir) ? await readdir(dataDir) : [];
  for (const one of names.filter((entry) => entry === name || entry.startsWith(`${name}.restoring-`))) {
    const clusterDir = join(dataDir, one, 'postgres');
    const left = readPostmaster(clusterDir);
    if (left) await stopPostmaster(clusterDir, left.pid);
    await rm(join(dataDir, one), { recursive: true, force: true });
  }
}
