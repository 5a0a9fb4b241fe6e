import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndcg } from './ndcg';

const grades = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
]);

describe('nDCG', () => {
  it('is what the formula gives by hand', () => {
    const best = 7 + 3 / Math.log2(3) + 1 / 2;
    expect(ndcg(['a', 'b', 'c'], grades)).toBe(1);
    expect(ndcg(['b', 'x', 'a'], grades)).toBeCloseTo((3 + 7 / 2) / best, 12);
    expect(ndcg([], grades)).toBe(0);
    expect(ndcg(['x', 'a'], grades, 1)).toBe(0);
  });

  it('lies between 0 and 1 and never falls when two results change into the better order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'x', 'y']), (results) => {
        const value = ndcg(results, grades);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        const sorted = [...results].sort((a, b) => (grades.get(b) ?? 0) - (grades.get(a) ?? 0));
        expect(ndcg(sorted, grades)).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
});
