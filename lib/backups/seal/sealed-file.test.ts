import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameBytes, headBytes, Sealer, startBytes } from './frames';
import { backupKey } from './keys';
import { seal, unseal, unsealGrowing } from './sealed-file';

const key = backupKey(Buffer.alloc(32, 1).toString('base64'));
const name = 'base/one/base.tar';

async function* pieces(content: Buffer, size = 70_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

const sealed = (content: Buffer, as = name) => whole(seal(pieces(content), key, as));
const opened = (file: Buffer, as = name, by = key) => whole(unseal(pieces(file), [by], as));
const threeFrames = Buffer.alloc(2 * frameBytes + 10, 'content');

test.each([0, 1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes])(
  '%d bytes come back as they were',
  async (length) => {
    const content = Buffer.alloc(length, 'abc');
    expect((await opened(await sealed(content))).equals(content)).toBe(true);
  },
);

test('nothing of the content is in the file, and the same content never looks the same', async () => {
  const content = Buffer.alloc(1000, 'planted secret');
  const [one, other] = [await sealed(content), await sealed(content)];
  expect(one.includes('planted')).toBe(false);
  expect(one.equals(other)).toBe(false);
});

test('one changed bit anywhere is found', async () => {
  const file = await sealed(Buffer.alloc(500, 'x'));
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
      const changed = Buffer.from(file);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
      await expect(opened(changed)).rejects.toThrow(name);
    }),
    { numRuns: 300 },
  );
});

test('a file cut off anywhere is found, also between two frames', async () => {
  const file = await sealed(threeFrames);
  const frame = frameBytes + 20;
  const random = fc.sample(fc.nat(file.length - 1), 20);
  for (const length of [0, headBytes, headBytes + frame, headBytes + 2 * frame, file.length - 1, ...random]) {
    await expect(opened(file.subarray(0, length))).rejects.toThrow(name);
  }
});

test('what was added, exchanged or left out is found', async () => {
  const file = await sealed(threeFrames);
  const frame = (n: number) =>
    file.subarray(headBytes + n * (frameBytes + 20), headBytes + (n + 1) * (frameBytes + 20));
  const head = file.subarray(0, headBytes);
  const last = frame(2);
  await expect(opened(Buffer.concat([file, Buffer.from('x')]))).rejects.toThrow('added');
  await expect(opened(Buffer.concat([file, last]))).rejects.toThrow('changed');
  await expect(opened(Buffer.concat([head, frame(1), frame(0), last]))).rejects.toThrow('changed');
  await expect(opened(Buffer.concat([head, frame(0), last]))).rejects.toThrow('changed');
});

test('a file under another name, and one of another key, do not open', async () => {
  const file = await sealed(threeFrames);
  await expect(opened(file, 'base/two/base.tar')).rejects.toThrow('changed');
  await expect(opened(file, name, backupKey(Buffer.alloc(32, 2).toString('base64')))).rejects.toThrow(
    'another MASTER_KEY',
  );
  await expect(opened(Buffer.alloc(500))).rejects.toThrow('no sealed file');
});

test('a file of an older key opens as long as that key is known', async () => {
  const newer = backupKey(Buffer.alloc(32, 3).toString('base64'));
  const file = await sealed(threeFrames);
  expect((await whole(unseal(pieces(file), [newer, key], name))).equals(threeFrames)).toBe(true);
  await expect(opened(file, name, newer)).rejects.toThrow('another MASTER_KEY');
});

test('the first frame opens by the beginning of the file alone', async () => {
  const start = (await sealed(threeFrames)).subarray(0, startBytes);
  const opening = unseal(pieces(start), [key], name);
  const first = await opening.next();
  expect(first.done ? null : first.value.equals(threeFrames.subarray(0, frameBytes))).toBe(true);
  await opening.return(undefined);
});

test('a growing file opens up to its last whole frame, and no changed one does', async () => {
  const sealer = new Sealer(key, name);
  const file = Buffer.concat([
    sealer.head,
    ...['one ', 'two ', 'three'].map((text) => sealer.frame(Buffer.from(text), false)),
  ]);
  const read = (bytes: Buffer) => whole(unsealGrowing(pieces(bytes), [key], name)).then(String);
  expect(await read(file)).toBe('one two three');
  expect(await read(file.subarray(0, -1))).toBe('one two ');
  expect(await read(file.subarray(0, 10))).toBe('');
  const changed = Buffer.from(file);
  changed.writeUInt8(changed.readUInt8(headBytes + 5) ^ 1, headBytes + 5);
  await expect(read(changed)).rejects.toThrow('changed');
});
