import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSink } from '../base/check-files';
import type { BackupRecord } from '../base/record';
import { readBase } from '../base/verify-base';
import { metered, type OnProgress } from '../progress';
import type { Vault } from '../vault';
import { overlaySink } from './overlay';
import { folderSink } from './write-files';

type Write = { vault: Vault; signal?: AbortSignal; onProgress?: OnProgress };

/** Of the time a restore takes, the part until all files are written. */
const writing = 0.6;

/**
 * Writes the files of a backup into the cluster's folder of a draft: those of the full one, and over them what has changed
 * since in each that builds on it. Every file of every part is held against that part's manifest as it passes.
 *
 * @param parts the full backup first
 * @returns files and bytes that passed
 * @throws BackupDamage
 */
export async function writeBackup(
  parts: BackupRecord[],
  draft: string,
  { vault, signal, onProgress = () => undefined }: Write,
): Promise<{ files: number; bytes: number }> {
  const cluster = join(draft, 'postgres');
  await mkdir(cluster, { mode: 0o700 });
  const all = parts.reduce((sum, { plainBytes }) => sum + plainBytes, 0);
  const passed = { files: 0, bytes: 0 };
  for (const [at, part] of parts.entries()) {
    const say = (bytes: number) =>
      onProgress(writing * Math.min(1, (passed.bytes + bytes) / Math.max(1, all)), 'writing the files');
    const parent = parts[at - 1];
    const overlay = parent && overlaySink(cluster, part, parent);
    const sink = watched(overlay ?? folderSink(cluster), say);
    const { files, bytes } = await readBase(vault, part, { sink, signal });
    await overlay?.finish();
    passed.files += files;
    passed.bytes += bytes;
  }
  return passed;
}

/** @param say is told how many bytes of all files have passed */
function watched(sink: FileSink, say: (bytes: number) => void): FileSink {
  let before = 0;
  return {
    folder: sink.folder,
    async file(path, content) {
      let here = 0;
      const seen = metered(content, (bytes) => {
        here = bytes;
        say(before + bytes);
      });
      await sink.file(path, seen);
      before += here;
    },
  };
}
