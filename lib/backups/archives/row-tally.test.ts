import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowTally, StreamTally } from './row-tally';

const rows = fc.array(fc.string().map((text) => text.replaceAll('\n', '\\n')));
const textOf = (lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** The text in pieces that end anywhere, also in the middle of a row. */
function inPieces(text: Buffer, size: number): Buffer[] {
  const count = Math.ceil(text.length / size);
  return Array.from({ length: count }, (_, n) => text.subarray(n * size, (n + 1) * size));
}

function tallyOf<T extends { add(piece: Buffer): void }>(tally: T, pieces: Buffer[]): T {
  for (const piece of pieces) tally.add(piece);
  return tally;
}

test('rows and hash are the same however the stream is cut', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 50 }), (lines, size) => {
      const text = textOf(lines);
      const tally = tallyOf(new StreamTally(), inPieces(text, size));
      expect([tally.rows, tally.bytes]).toEqual([lines.length, text.length]);
      expect(tally.sha256()).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});

test('the sum is the same in any order and any pieces', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 50 }), (lines, size) => {
      const one = tallyOf(new RowTally(), inPieces(textOf(lines), size));
      const other = tallyOf(new RowTally(), [textOf(lines.toReversed())]);
      expect([one.digest(), one.rows]).toEqual([other.digest(), lines.length]);
    }),
  );
});

test('a row that is lost, doubled or changed changes the sum', () => {
  const of = (lines: string[]) => tallyOf(new RowTally(), [textOf(lines)]).digest();
  const whole = of(['a', 'b', 'c']);
  for (const other of [
    ['a', 'b'],
    ['a', 'b', 'c', 'c'],
    ['a', 'b', 'd'],
    ['ab', 'c'],
  ])
    expect(of(other)).not.toBe(whole);
});
