import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bucket } from '@/lib/object-storage/bucket';
import { S3Server } from '@/lib/object-storage/testing/s3-server';
import { BackupDamage } from '../errors';
import { folderStorage } from './folder-storage';
import { s3Storage } from './s3-storage';
import type { BackupStorage } from './storage';

let folder: string;
let server: S3Server;
let storage: BackupStorage;

const kinds = {
  folder: () => folderStorage(folder),
  bucket: () => s3Storage(new Bucket('s3://school/backups', server.settings)),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-storage-'));
  server = await new S3Server().start();
  server.pageSize = 2;
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function* words(...list: string[]): AsyncGenerator<Buffer> {
  for (const word of list) yield Buffer.from(word);
}
async function text(source: AsyncIterable<Buffer>): Promise<string> {
  let all = '';
  for await (const piece of source) all += piece.toString();
  return all;
}
const names = async (prefix: string) => (await storage.list(prefix)).map(({ name }) => name);

/** Whatever backups are kept in, they rely on the same. */
describe.each(Object.entries(kinds))('a %s', (_kind, open) => {
  beforeEach(() => {
    storage = open();
  });

  it('gives back what was put, whole or its beginning, and never replaces it', async () => {
    expect(await storage.put('7/base/a/base.tar', words('one ', 'two'))).toBe(7);
    expect(await text(storage.get('7/base/a/base.tar'))).toBe('one two');
    expect(await text(storage.get('7/base/a/base.tar', 3))).toBe('one');
    const again = storage.put('7/base/a/base.tar', words('other'));
    await expect(again).rejects.toThrow(new BackupDamage('7/base/a/base.tar', 'is there already'));
    expect(await text(storage.get('7/base/a/base.tar'))).toBe('one two');
    await expect(text(storage.get('7/none'))).rejects.toThrow(new BackupDamage('7/none', 'is missing'));
  });

  it('lists by prefix and in order, and the folders at its top', async () => {
    for (const name of ['8/points/x', '7/wal/B', '7/wal/A.00.growing', '7/wal/A', '7/base/a/backup.json'])
      await storage.put(name, words(name));
    expect(await names('7/wal/')).toEqual(['7/wal/A', '7/wal/A.00.growing', '7/wal/B']);
    expect(await names('7/wal/A')).toEqual(['7/wal/A', '7/wal/A.00.growing']);
    expect(await names('9/')).toEqual([]);
    expect(await storage.folders()).toEqual(['7', '8']);
    const [first] = await storage.list('7/base/');
    expect(first).toMatchObject({ name: '7/base/a/backup.json', bytes: 20 });
    expect(Date.now() - Date.parse(first?.changedAt ?? '')).toBeLessThan(60_000);
  });

  it('lets a file grow, which is one file to whoever lists, reads or removes it', async () => {
    const file = await storage.grow('7/wal/A.01.growing');
    for (const word of ['one ', 'two ', 'three']) await file.append(Buffer.from(word));
    await file.close();
    await storage.put('7/wal/A', words('whole'));
    expect(await storage.list('7/wal/A.')).toMatchObject([{ name: '7/wal/A.01.growing', bytes: 13 }]);
    expect(await text(storage.get('7/wal/A.01.growing'))).toBe('one two three');
    await storage.remove('7/wal/A.01.growing');
    expect(await names('')).toEqual(['7/wal/A']);
    await storage.remove('7/wal/A.01.growing');
    await storage.remove('7/wal/A');
    expect(await names('')).toEqual([]);
  });

  it('keeps nothing of what broke off, and takes no name that leads elsewhere', async () => {
    async function* failing() {
      yield Buffer.alloc(6 * 1024 * 1024);
      throw new Error('stopped');
    }
    await expect(storage.put('7/base/a', failing())).rejects.toThrow('stopped');
    expect(await names('')).toEqual([]);
    expect(await storage.sweep('', Date.now() + 60_000)).toBe(0);
    for (const name of ['../a', '/a', 'a//b', 'a/../b', '.a', 'a~1', ''])
      await expect(
        Promise.resolve().then(() => storage.put(name, words('x'))),
        name,
      ).rejects.toThrow('is no name');
  });
});

it('what lies in one folder is listed while others beside it go away', async () => {
  const kept = folderStorage(folder);
  await kept.put('7/base/kept/hold.json', words('held'));
  for (let round = 0; round < 40; round++) {
    for (const n of [1, 2, 3, 4]) await kept.put(`7/base/going-${n}/base.tar`, words('x'));
    const going = [1, 2, 3, 4].map((n) => kept.remove(`7/base/going-${n}/base.tar`));
    const lists = [1, 2, 3, 4].map(() => kept.list('7/base/'));
    for (const list of await Promise.all(lists))
      expect(list.map(({ name }) => name)).toContain('7/base/kept/hold.json');
    await Promise.all(going);
  }
});
