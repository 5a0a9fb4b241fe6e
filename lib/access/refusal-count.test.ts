import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { countRefusal, isRecorded, refusalsSoFar } from './refusal-count';

const minutes = (n: number) => n * 60_000;

it('counts each by itself, anew after a quarter of an hour', () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect([0, 1, 14].map((at) => countRefusal(one, minutes(at)))).toEqual([1, 2, 3]);
  expect(countRefusal(other, minutes(14))).toBe(1);
  expect(refusalsSoFar(one, minutes(14))).toBe(3);
  expect(refusalsSoFar(one, minutes(15))).toBe(0);
  expect(countRefusal(one, minutes(15))).toBe(1);
  expect(refusalsSoFar(randomUUID())).toBe(0);
});

it('forgets the longest unheard of, so that nobody fills the memory', () => {
  const first = randomUUID();
  countRefusal(first, 0);
  for (let n = 0; n < 10_000; n += 1) countRefusal(`${first} ${n}`, 0);
  expect(countRefusal(first, 0)).toBe(1);
});

it('records a few hundred of a flood, and its size', () => {
  const recorded = Array.from({ length: 100_000 }, (_, n) => n + 1).filter(isRecorded);
  expect(recorded.slice(0, 500).at(-1)).toBe(500);
  expect(recorded.slice(500)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
});
