import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bucket } from './bucket';
import { ObjectMissing, ObjectTaken, StorageFault } from './errors';
import { S3Server } from './testing/s3-server';

let server: S3Server;
let bucket: Bucket;
const patience = { connect: 2_000, silence: 3_000 };
const address = 's3://school/backups';
const megabyte = 1024 * 1024;

beforeEach(async () => {
  server = await new S3Server().start();
  bucket = new Bucket(address, server.settings, patience);
});
afterEach(() => server.stop());

async function* pieces(content: Buffer, size = 300_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const put = (key: string, content: Buffer | string) => bucket.put(key, pieces(Buffer.from(content)));

async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
const callsOf = (start: string) => server.calls.filter((call) => call.startsWith(start));

describe('an object', () => {
  it('comes back as it was put, small or in many parts, or its beginning only', async () => {
    const large = randomBytes(17 * megabyte);
    expect(await put('small', 'a few words')).toBe(11);
    expect(await put('large', large)).toBe(large.length);
    const parts = callsOf('PUT backups/large?').map((call) => /partNumber=(\d+)/.exec(call)?.[1]);
    expect(new Set(parts)).toEqual(new Set(['1', '2']));
    expect(String(await whole(bucket.get('small')))).toBe('a few words');
    expect((await whole(bucket.get('large'))).equals(large)).toBe(true);
    expect((await whole(bucket.get('large', 70_000))).equals(large.subarray(0, 70_000))).toBe(true);
    expect(String(await whole(bucket.get('small', 70_000)))).toBe('a few words');
    await expect(whole(bucket.get('none'))).rejects.toThrow(ObjectMissing);
  });

  it('is never replaced, whichever way it is written', async () => {
    await put('small', 'first');
    await put('large', Buffer.alloc(17 * megabyte, 1));
    await expect(put('small', 'second')).rejects.toThrow(ObjectTaken);
    await expect(put('large', Buffer.alloc(17 * megabyte, 2))).rejects.toThrow(ObjectTaken);
    expect(String(await whole(bucket.get('small')))).toBe('first');
    expect((await whole(bucket.get('large', 1)))[0]).toBe(1);
    expect(server.kept.uploads.size).toBe(0);
  });

  it('is not there, nor any part of it, when its content fails, and the failure comes as it was', async () => {
    const fault = new Error('the server went away');
    async function* failing() {
      yield randomBytes(17 * megabyte);
      throw fault;
    }
    await expect(bucket.put('half', failing())).rejects.toBe(fault);
    expect(server.kept.objects.size).toBe(0);
    expect(server.kept.uploads.size).toBe(0);
  });

  it('can be removed, twice as well', async () => {
    await put('a', 'x');
    await bucket.remove(['a', 'b']);
    await bucket.remove(['a']);
    expect(await all(bucket.list(''))).toEqual([]);
  });
});

describe('a listing', () => {
  it('has every page, in order, below the own folder only', async () => {
    server.pageSize = 3;
    const keys = Array.from({ length: 10 }, (_, n) => `7/wal/${n}`);
    for (const key of [...keys, '7/base/x', '8/base/y']) await put(key, key);
    await new Bucket('s3://school/other', server.settings).put('7/wal/z', pieces(Buffer.from('z')));
    const found = await all(bucket.list('7/wal/'));
    expect(found.map(({ key }) => key)).toEqual(keys);
    expect(found[0]).toMatchObject({ bytes: 7, changedAt: expect.stringMatching(/^20\d\d-.*Z$/) });
    expect((await all(bucket.list('7/wal/', { after: '7/wal/7', page: 1 }))).map(({ key }) => key)).toEqual([
      '7/wal/8',
      '7/wal/9',
    ]);
    expect(await bucket.folders('')).toEqual(['7', '8']);
    expect(await bucket.folders('7/')).toEqual(['base', 'wal']);
    expect(server.calls.filter((call) => call.includes('list-type=2')).length).toBeGreaterThan(6);
  });

  it('leaves out unfinished uploads, which are ended once they are old', async () => {
    server.pageSize = 2;
    for (let n = 0; n < 5; n++) server.kept.begin(`backups/left-${n}`, {});
    server.kept.begin('other/left', {});
    expect(await bucket.abandonUploads('', Date.now() - 60_000)).toBe(0);
    expect(await bucket.abandonUploads('', Date.now() + 60_000)).toBe(5);
    expect([...server.kept.uploads.values()].map(({ key }) => key)).toEqual(['other/left']);
  });
});

describe('a service in trouble', () => {
  it('is asked again after an error, silence or a broken connection', async () => {
    server.plan(/^PUT/, 'SlowDown', 2);
    await put('a', 'first');
    server.plan(/^PUT/, 'InternalError');
    server.plan(/^PUT/, 'silence');
    await put('b', 'second');
    server.plan(/^GET/, 'InternalError', 2);
    expect(String(await whole(bucket.get('b')))).toBe('second');
    server.plan(/^GET \?list/, 'SlowDown', 2);
    expect(await all(bucket.list(''))).toHaveLength(2);
  });

  it('that has done what was asked, but whose answer was lost, is believed', async () => {
    server.plan(/^PUT/, 'answer lost');
    expect(await put('a', 'first')).toBe(5);
    server.plan(/^POST .*uploadId/, 'answer lost');
    const large = randomBytes(17 * megabyte);
    expect(await put('b', large)).toBe(large.length);
    expect((await whole(bucket.get('b'))).equals(large)).toBe(true);
    server.plan(/^DELETE/, 'answer lost');
    await bucket.remove(['a']);
    expect((await all(bucket.list(''))).map(({ key }) => key)).toEqual(['b']);
  });

  it('that breaks off in the middle of an object is read on from there, of the very same object', async () => {
    const content = randomBytes(3 * megabyte);
    await put('a', content);
    server.plan(/^GET/, 'answer cut', 5);
    expect((await whole(bucket.get('a'))).equals(content)).toBe(true);
    expect(callsOf('GET backups/a')).toHaveLength(6);
    server.plan(/^GET/, 'answer cut');
    const reading = bucket.get('a');
    await reading.next();
    server.kept.put('backups/a', randomBytes(3 * megabyte), {});
    await expect(whole(reading)).rejects.toThrow('412');
  });

  it('that stays in trouble is named with what it said, and without any secret', async () => {
    server.plan(/./, 'InternalError', 1_000);
    const faults = [
      await put('a', 'x').catch((error: unknown) => error),
      await whole(bucket.get('a')).catch((error: unknown) => error),
      await all(bucket.list('')).catch((error: unknown) => error),
    ];
    const login = { accessKeyId: 'test-key', secretAccessKey: 'a-wrong-secret' };
    const wrong = { ...server.settings, login };
    server.plans.length = 0;
    const refused = new Bucket(address, wrong, patience);
    faults.push(await refused.put('a', pieces(Buffer.from('x'))).catch((error: unknown) => error));
    await server.stop();
    faults.push(await put('a', 'x').catch((error: unknown) => error));
    server = await new S3Server().start();
    expect(faults.map((fault) => fault instanceof StorageFault && fault.message)).toEqual([
      expect.stringMatching(
        /^s3:\/\/school\/backups\/ at 127.0.0.1:\d+: writing a failed: 500 InternalError/,
      ),
      expect.stringContaining('reading a failed: 500'),
      expect.stringContaining('listing failed: 500'),
      expect.stringContaining('403 SignatureDoesNotMatch'),
      expect.stringContaining('ECONNREFUSED'),
    ]);
    for (const fault of faults) {
      const said = `${JSON.stringify(fault)} ${(fault as Error).stack}`;
      expect(said).not.toContain('test-secret');
      expect(said).not.toContain('a-wrong-secret');
      expect(said).not.toContain('Signature=');
    }
  }, 120_000);
});

it('a place is a bucket and a folder, and nothing else is one', () => {
  const settings = { ...server.settings, endpoint: null };
  expect(new Bucket('s3://school', settings).place).toBe('s3://school/ at eu-test-1');
  expect(new Bucket('s3://school/a/b/', settings).place).toBe('s3://school/a/b/ at eu-test-1');
  for (const wrong of ['s3://', 's3://UPPER/x', 's3://school/../x', 'https://school/x', '/srv/backups'])
    expect(() => new Bucket(wrong, settings), wrong).toThrow('no place in a bucket');
});
