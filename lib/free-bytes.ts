import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const asking = new Map<string, Promise<number | null>>();

/**
 * Bytes that are free on the disk of a folder. Null where it is not known: an address in object storage, or a disk that does
 * not answer; one question at a time waits for it.
 */
export function freeBytes(folder: string): Promise<number | null> {
  if (folder.startsWith('s3://')) return Promise.resolve(null);
  const asked =
    asking.get(folder) ??
    statfs(folder)
      .then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      )
      .finally(() => asking.delete(folder));
  asking.set(folder, asked);
  return Promise.race([asked, sleep(2_000, null, { ref: false })]);
}
