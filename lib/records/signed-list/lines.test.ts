import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { erasureList } from '../erasure/erasure-list';

const { sign, read } = erasureList.lines;

const key = randomBytes(32);
const one = { userId: '0d9f7a52-6f0b-4b8f-9d5e-0f6f6f3e1a10', erasedAt: '2026-03-02T10:00:00.123456Z' };
const other = { userId: 'b3b8c1f4-3d57-4f0e-8c57-94d3d1a2b7c9', erasedAt: '2026-03-03T10:00:00Z' };

it('reads what it signed', () => {
  expect(read(sign(one, key), [key])).toEqual(one);
  expect(read(sign(one, key), [randomBytes(32), key])).toEqual(one);
});

it('refuses another key, another person or moment under the same seal, and whatever is no line', () => {
  const { mac } = JSON.parse(sign(one, key));
  expect(read(sign(one, key), [randomBytes(32)])).toBeNull();
  for (const line of [
    one,
    { ...one, mac: '' },
    { ...one, mac: '0'.repeat(64) },
    { ...one, userId: other.userId, mac },
    { ...one, erasedAt: other.erasedAt, mac },
    { ...one, mac, more: 1 },
    null,
    [],
  ])
    expect(read(JSON.stringify(line), [key]), JSON.stringify(line)).toBeNull();
});

it('refuses a line in which any character was changed, or that was cut off', () => {
  const line = sign(one, key);
  fc.assert(
    fc.property(fc.nat(line.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      fc.pre(line[at] !== character);
      expect(read(line.slice(0, at) + character + line.slice(at + 1), [key])).toBeNull();
      expect(read(line.slice(0, at), [key])).toBeNull();
    }),
  );
});
