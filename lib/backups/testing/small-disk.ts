import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupStorage } from '../storage/storage';

export type SmallDisk = {
  /** What it is: a file system of its own, or storage that behaves as if there were no room. */
  kind: 'tmpfs' | 'storage without room';
  storage: BackupStorage;
  fill(): void;
  makeRoom(): void;
  remove(): void;
};

const megabytes = 64;

/** Storage on a disk that can be filled: a real one where this process may mount one, which not every machine allows. */
export function smallDisk(folder: string, storage: BackupStorage): SmallDisk {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'none', folder];
  const isMounted = process.platform === 'linux' && spawnSync('mount', options).status === 0;
  return isMounted ? mounted(folder, storage) : withoutRoom(storage);
}

function mounted(folder: string, storage: BackupStorage): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    kind: 'tmpfs',
    storage,
    fill() {
      const pieces = [1024 * 1024, 4096];
      for (const bytes of pieces) while (appends(filler, Buffer.alloc(bytes)));
    },
    makeRoom: () => rmSync(filler),
    remove: () => void spawnSync('umount', [folder]),
  };
}

function appends(path: string, bytes: Buffer): boolean {
  try {
    writeFileSync(path, bytes, { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}

function withoutRoom(storage: BackupStorage): SmallDisk {
  let isFull = false;
  const refuse = () => {
    if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  async function* halfOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      yield isFull ? piece.subarray(0, piece.length / 2) : piece;
      refuse();
    }
  }
  return {
    kind: 'storage without room',
    storage: {
      ...storage,
      put: (name, content) => storage.put(name, halfOf(content)),
      async grow(name) {
        const file = await storage.grow(name);
        return {
          ...file,
          async append(bytes) {
            await file.append(isFull ? bytes.subarray(0, bytes.length / 2) : bytes);
            refuse();
          },
        };
      },
    },
    fill: () => {
      isFull = true;
    },
    makeRoom: () => {
      isFull = false;
    },
    remove: () => undefined,
  };
}
