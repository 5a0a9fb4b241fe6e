import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CheckpointCopy, CopyTarget } from './copies';
import { coveredBy, parseCopy, writeCopy } from './copy-line';

/** The file in a folder of copies. */
export const copyFile = (folder: string): string => join(folder, 'checkpoints.ndjson');

/** Copies as lines of JSON in one file that only grows, each on the disk before the next. */
export function fileTarget(folder: string): CopyTarget {
  const path = copyFile(folder);
  return {
    name: `file ${path}`,
    alone: true,
    async size() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const last = await lastWholeLine(path);
      if (last === null) return 0;
      const copy = parseCopy(last);
      if (!copy) throw new Error('its last line is no copy of a checkpoint: somebody else has written there');
      return coveredBy(copy);
    },
    async add(copies) {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(copies.map(writeCopy).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

const tailBytes = 64 * 1024;
const lineEnd = 10;

/** The last line that was written to its end; what a killed writer left after it is cut off. */
async function lastWholeLine(path: string): Promise<string | null> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    for (let wanted = Math.min(tailBytes, size); wanted > 0; wanted = Math.min(wanted * 4, size)) {
      const tail = Buffer.alloc(wanted);
      await file.read(tail, 0, wanted, size - wanted);
      const end = tail.lastIndexOf(lineEnd);
      const start = end > 0 ? tail.lastIndexOf(lineEnd, end - 1) : -1;
      if (wanted < size && start < 0) continue;
      if (end + 1 < wanted) await file.truncate(size - wanted + end + 1);
      return end < 0 ? null : tail.subarray(start + 1, end).toString();
    }
    return null;
  } finally {
    await file.close();
  }
}

/**
 * The copies of a file, oldest first, without holding more than one of them.
 *
 * @throws Error naming the line that is damaged
 */
export async function* readCopyFile(path: string): AsyncGenerator<CheckpointCopy> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    const copy = parseCopy(line);
    if (!copy) throw new Error(`Line ${number} of ${path} is no copy of a checkpoint.`);
    yield copy;
  }
}
