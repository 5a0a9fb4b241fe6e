import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

const OPEN_TO_OTHERS = 0o077;

/** The folder that holds the cluster inside a data directory. */
export function clusterPath(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * Creates the data directory with mode 0700, or tightens one that is ours or empty. A folder that
 * holds somebody else's files is refused, because changing its mode could lock them out.
 */
export function prepareDataDir(dataDir: string): void {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    return;
  }
  const { mode } = statSync(dataDir);
  if ((mode & OPEN_TO_OTHERS) === 0) return;
  const entries = readdirSync(dataDir);
  if (entries.length > 0 && !entries.includes('secrets.json') && !entries.includes('postgres')) {
    throw new Error(
      `${dataDir} holds other files and is open to other users (mode ${(mode & 0o777).toString(8)}). ` +
        'Choose an empty folder for DATA_DIR, or chmod 700 it.',
    );
  }
  chmodSync(dataDir, 0o700);
}

/** Makes a rename or a new link inside a folder durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
