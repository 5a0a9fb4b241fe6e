import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { applyBlocks } from './apply-blocks';

const block = 8_192;
const folder = mkdtempSync(join(tmpdir(), 'syllabase-blocks-'));
const path = join(folder, 'table');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filled = (value: number) => Buffer.alloc(block, value);

/** As Postgres writes it. */
function increment(kept: number, changed: [number: number, value: number][]): Buffer {
  const head = Buffer.alloc(12 + 4 * changed.length);
  head.writeUInt32LE(0xd3ae1f0d, 0);
  head.writeUInt32LE(changed.length, 4);
  head.writeUInt32LE(kept, 8);
  for (const [at, [number]] of changed.entries()) head.writeUInt32LE(number, 12 + 4 * at);
  const padding = changed.length > 0 ? (block - (head.length % block)) % block : 0;
  return Buffer.concat([head, Buffer.alloc(padding), ...changed.map(([, value]) => filled(value))]);
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const apply = (bytes: Buffer, size = 100_000) => applyBlocks(path, pieces(bytes, size), 'i');

/** What each block of a file is filled with after increments, as a list. */
function model(before: number[], kept: number, changed: [number, number][]): number[] {
  const after = before.slice(0, kept);
  const length = Math.max(kept, ...changed.map(([number]) => number + 1));
  while (after.length < length) after.push(0);
  for (const [number, value] of changed) after[number] = value;
  return after;
}

const value = fc.integer({ min: 1, max: 255 });
const someIncrement = fc.record({
  kept: fc.nat(12),
  changed: fc.uniqueArray(fc.tuple(fc.nat(15), value), { selector: ([number]) => number, maxLength: 10 }),
});

test('a file and increments in a row give what a model of them gives, in whatever pieces they come', async () => {
  const some = fc.record({
    file: fc.array(value, { maxLength: 12 }),
    increments: fc.array(someIncrement, { minLength: 1, maxLength: 4 }),
    size: fc.integer({ min: 1_000, max: 50_000 }),
  });
  await fc.assert(
    fc.asyncProperty(some, async ({ file, increments, size }) => {
      writeFileSync(path, Buffer.concat(file.map(filled)));
      let expected = file;
      for (const { kept, changed } of increments) {
        await apply(increment(kept, changed), size);
        expected = model(expected, kept, changed);
      }
      expect(readFileSync(path).equals(Buffer.concat(expected.map(filled)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('what is cut off, goes on, has another form or changes what is not there is refused', async () => {
  writeFileSync(path, filled(1));
  const whole = increment(1, [[0, 2]]);
  await expect(apply(whole.subarray(0, 8))).rejects.toThrow('ends in the middle');
  await expect(apply(whole.subarray(0, whole.length - 1))).rejects.toThrow('ends in the middle');
  await expect(apply(Buffer.concat([whole, Buffer.alloc(1)]))).rejects.toThrow('goes on');
  const otherMark = Buffer.from(whole);
  otherMark.writeUInt32LE(1, 0);
  await expect(apply(otherMark)).rejects.toThrow('form of PostgreSQL');
  await expect(apply(increment(1, [[131_072, 1]]))).rejects.toThrow('no file has');
  rmSync(path);
  await expect(apply(whole)).rejects.toThrow('backup before does not have');
});
