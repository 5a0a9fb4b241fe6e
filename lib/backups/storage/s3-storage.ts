import type { Bucket, StoredObject } from '@/lib/object-storage/bucket';
import { ObjectMissing, ObjectTaken } from '@/lib/object-storage/errors';
import { BackupDamage } from '../errors';
import { checkedName } from './names';
import type { BackupStorage, GrowingFile, Pace, StoredFile } from './storage';

/** Each addition is a call that costs money and some tens of milliseconds. */
const usual: Pace = { flush: 5_000, idle: 30_000, bytes: 4 * 1024 * 1024 };

/**
 * What was added to a growing file is an object each, because objects cannot grow: `NAME~00000001` and so on. No stored
 * file's name has this sign.
 */
const additionMark = '~';
const additionKey = (name: string, number: number) =>
  `${name}${additionMark}${String(number).padStart(8, '0')}`;
const nameOf = (key: string) => key.split(additionMark, 1)[0] ?? key;

/** Keeps backups in a bucket. */
export function s3Storage(bucket: Bucket, pace = usual): BackupStorage {
  return {
    place: bucket.place,
    pace,
    put: (name, content) => put(bucket, checkedName(name), content),
    get: (name, first) => read(bucket, checkedName(name), first),
    list: (prefix) => list(bucket, prefix),
    folders: () => bucket.folders(''),
    remove: (name) => remove(bucket, checkedName(name)),
    sweep: (prefix, olderThan) => bucket.abandonUploads(prefix, olderThan),
    grow: async (name) => grow(bucket, checkedName(name)),
  };
}

async function put(bucket: Bucket, name: string, content: AsyncIterable<Buffer>): Promise<number> {
  try {
    return await bucket.put(name, content);
  } catch (error) {
    throw error instanceof ObjectTaken ? new BackupDamage(name, 'is there already') : error;
  }
}

async function* read(bucket: Bucket, name: string, first?: number): AsyncGenerator<Buffer> {
  try {
    yield* bucket.get(name, first);
  } catch (error) {
    if (!(error instanceof ObjectMissing)) throw error;
    yield* readAdditions(bucket, name);
  }
}

async function* readAdditions(bucket: Bucket, name: string): AsyncGenerator<Buffer> {
  let found = 0;
  try {
    for await (const { key } of bucket.list(name + additionMark)) {
      yield* bucket.get(key);
      found += 1;
    }
  } catch (error) {
    throw error instanceof ObjectMissing ? new BackupDamage(name, 'is missing') : error;
  }
  if (found === 0) throw new BackupDamage(name, 'is missing');
}

async function list(bucket: Bucket, prefix: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const { key, bytes, changedAt } of bucket.list(prefix)) {
    const name = nameOf(key);
    const last = files.at(-1);
    if (last?.name !== name) files.push({ name, bytes, changedAt });
    else {
      last.bytes += bytes;
      last.changedAt = changedAt;
    }
  }
  return files;
}

async function remove(bucket: Bucket, name: string): Promise<void> {
  const keys: string[] = [];
  const isOwn = ({ key }: StoredObject) => nameOf(key) === name;
  for await (const found of bucket.list(name)) if (isOwn(found)) keys.push(found.key);
  await bucket.remove(keys);
}

function grow(bucket: Bucket, name: string): GrowingFile {
  let number = 0;
  return {
    async append(bytes) {
      number += 1;
      await bucket.put(additionKey(name, number), oneByOne(bytes));
    },
    close: async () => undefined,
  };
}

async function* oneByOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
