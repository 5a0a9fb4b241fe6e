import type { Bucket } from '@/lib/object-storage/bucket';
import { ObjectTaken } from '@/lib/object-storage/errors';
import type { CheckpointCopy, CopyTarget } from './copies';
import { coveredBy, parseCopy, writeCopy } from './copy-line';

const folder = 'checkpoints/';
const digits = 16;
const ending = '.ndjson';
/** By the position of the first row, so that two who write on from the same row cannot both be believed. */
const keyOf = (from: number) => `${folder}${String(from).padStart(digits, '0')}${ending}`;
const startOf = (key: string) => Number(key.slice(folder.length, -ending.length));

/** Milliseconds between two objects: each is a call that costs money, and a busy trail is sealed each second. */
const usualPause = 15_000;

/**
 * Copies as objects of a bucket, one for what was sealed since the last one, each a file of lines as `fileTarget` writes
 * them. Where the bucket locks its objects, not even whoever has our login can take one away.
 */
export function s3Target(bucket: Bucket, pause = usualPause): CopyTarget {
  let covered: number | null = null;
  return {
    name: `s3 ${bucket.place}`,
    pause,
    async size() {
      covered ??= await coveredIn(bucket);
      return covered;
    },
    async add(copies) {
      const [first] = copies;
      const last = copies.at(-1);
      if (!first || !last) return;
      // Asked for again where anything goes wrong: it may have been written all the same.
      covered = null;
      await bucket.put(keyOf(first.from), asContent(copies)).catch((error: unknown) => {
        throw error instanceof ObjectTaken
          ? new Error(`it holds another copy from row ${first.from} on: somebody else writes there`)
          : error;
      });
      covered = coveredBy(last);
    },
  };
}

async function* asContent(copies: CheckpointCopy[]): AsyncGenerator<Buffer> {
  for (const copy of copies) yield Buffer.from(writeCopy(copy));
}

async function coveredIn(bucket: Bucket): Promise<number> {
  const newest = await newestStart(bucket);
  if (newest === null) return 0;
  let covered = newest;
  for await (const copy of readObjectOf(bucket, keyOf(newest))) covered = coveredBy(copy);
  return covered;
}

/** The last object’s first row, found by leaps: a trail of years is hundreds of thousands of objects. */
async function newestStart(bucket: Bucket): Promise<number | null> {
  let newest = await startAfter(bucket, -1);
  if (newest === null) return null;
  for (let leap = 1_024, grows = true; ; ) {
    const next = await startAfter(bucket, newest + leap);
    if (next !== null) {
      newest = next;
      if (grows) leap *= 2;
    } else if (leap === 0) return newest;
    else {
      grows = false;
      leap = Math.floor(leap / 2);
    }
  }
}

async function startAfter(bucket: Bucket, row: number): Promise<number | null> {
  const after = row < 0 ? undefined : keyOf(row);
  for await (const { key } of bucket.list(folder, { after, page: 1 })) return startOf(key);
  return null;
}

/**
 * The copies that a bucket holds, oldest first, without holding more than one object of them.
 *
 * @throws Error naming the line that is damaged
 */
export async function* readCopyObjects(bucket: Bucket): AsyncGenerator<CheckpointCopy> {
  for await (const { key } of bucket.list(folder)) yield* readObjectOf(bucket, key);
}

async function* readObjectOf(bucket: Bucket, key: string): AsyncGenerator<CheckpointCopy> {
  const pieces: Buffer[] = [];
  for await (const piece of bucket.get(key)) pieces.push(piece);
  const lines = Buffer.concat(pieces).toString().split('\n');
  for (const [n, line] of lines.entries()) {
    if (line === '' && n === lines.length - 1) return;
    const copy = parseCopy(line);
    if (!copy) throw new Error(`Line ${n + 1} of ${key} is no copy of a checkpoint.`);
    yield copy;
  }
}
