import type { BackupStorage } from '../storage/storage';

const megabyte = 1024 * 1024;

/** Places in the making of a backup: which file is passing by, and after how many bytes of it. */
const places = {
  'archive begun': { file: 'base.tar', bytes: 1 },
  'archive half': { file: 'base.tar', bytes: megabyte },
  manifest: { file: 'backup_manifest', bytes: 1 },
  'reading again': { file: 'base.tar', bytes: megabyte },
  // All of the record is written, and it has not got its name.
  record: { file: 'backup.json', bytes: Number.POSITIVE_INFINITY },
};

export type DieAt = keyof typeof places;
export const dieAt: readonly DieAt[] = [
  'archive begun',
  'archive half',
  'manifest',
  'reading again',
  'record',
];

/** Storage in which the process is killed at a place, as `kill -9` does it. */
export function dyingStorage(storage: BackupStorage, at: DieAt): BackupStorage {
  const { file, bytes } = places[at];
  const isThere = (name: string) => name.endsWith(`/${file}`);
  const isReading = at === 'reading again';
  return {
    ...storage,
    put: (name, content) =>
      storage.put(name, isThere(name) && !isReading ? passUntil(content, bytes) : content),
    get: (name) => (isThere(name) && isReading ? passUntil(storage.get(name), bytes) : storage.get(name)),
  };
}

/** Passes on so many bytes, or all there are, and ends the process. */
async function* passUntil(content: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const piece of content) {
    yield piece;
    seen += piece.length;
    if (seen >= bytes) break;
  }
  process.kill(process.pid, 'SIGKILL');
}
