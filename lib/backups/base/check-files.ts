import { createHash } from 'node:crypto';
import { BackupDamage } from '../errors';
import type { BackupManifest } from './manifest';
import type { TarEntry } from './tar';

/** Where the files of a backup go while they are checked: onto the disk, or nowhere. */
export type FileSink = {
  folder(path: string): Promise<void>;
  file(path: string, content: AsyncGenerator<Buffer>): Promise<void>;
};

/** For checking alone. */
export const nowhere: FileSink = {
  folder: async () => undefined,
  async file(_path, content) {
    for await (const _ of content);
  },
};

/** Postgres adds the log that a backup needs, which its manifest leaves to checksums of the log's own. */
const isLog = (path: string) => path.startsWith('pg_wal/');

/**
 * Passes every file of a backup to `sink` and holds it against the manifest: its size and SHA-256, that none is
 * missing and none came in addition.
 *
 * @returns files and bytes that passed
 * @throws BackupDamage naming the first file that is not as it was
 */
export async function checkFiles(
  entries: AsyncIterable<TarEntry>,
  { files }: BackupManifest,
  sink: FileSink,
  name: string,
): Promise<{ files: number; bytes: number }> {
  const missing = new Set(files.keys());
  const passed = { files: 0, bytes: 0 };
  for await (const entry of entries) {
    if (entry.kind === 'folder') {
      await sink.folder(entry.path);
      continue;
    }
    const hash = createHash('sha256');
    await sink.file(
      entry.path,
      counted(entry, name, (piece) => hash.update(piece)),
    );
    passed.files += 1;
    passed.bytes += entry.bytes;
    const listed = files.get(entry.path);
    if (!listed && !isLog(entry.path))
      throw new BackupDamage(name, `holds “${entry.path}”, which is not in its manifest`);
    if (listed && (listed.bytes !== entry.bytes || listed.sha256 !== hash.digest('hex')))
      throw new BackupDamage(name, `“${entry.path}” is not what its manifest says`);
    missing.delete(entry.path);
  }
  const [first] = missing;
  if (first !== undefined) throw new BackupDamage(name, `lacks “${first}” (${missing.size} files in all)`);
  return passed;
}

async function* counted(
  { path, bytes, content }: TarEntry,
  name: string,
  see: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const piece of content) {
    seen += piece.length;
    see(piece);
    yield piece;
  }
  if (seen < bytes) throw new BackupDamage(name, `ends in the middle of “${path}”`);
}
