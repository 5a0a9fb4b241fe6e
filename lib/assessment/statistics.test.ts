import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation, correlationInterval, wilson } from './statistics';

describe('the score interval of a share', () => {
  it('has the values that are printed for it', () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
    for (const [part, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const found = wilson(part, of);
      expect([found.low.toFixed(4), found.high.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    }
  });

  it('holds the share, stays within 0 and 1, and narrows with the sample', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, at) => {
          const part = Math.round(at * of);
          const { value, low, high } = wilson(part, of);
          const larger = wilson(4 * part, 4 * of);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(value + 1e-12);
          expect(high).toBeGreaterThanOrEqual(value - 1e-12);
          expect(larger.high - larger.low).toBeLessThan(high - low);
        },
      ),
    );
  });
});

describe('the correlation', () => {
  const pair = fc.record({
    x: fc.integer({ min: 0, max: 1 }),
    y: fc.integer({ min: 0, max: 20 }),
    n: fc.integer({ min: 1, max: 30 }),
  });

  it('is the textbook’s point-biserial: (M1 − M0) / s · √(p q)', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), (pairs) => {
        const everybody = pairs.flatMap(({ x, y, n }) => Array.from({ length: n }, () => ({ x, y })));
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const all = everybody.map(({ y }) => y);
        const spread = Math.sqrt(mean(all.map((y) => (y - mean(all)) ** 2)));
        const ones = everybody.filter(({ x }) => x === 1).map(({ y }) => y);
        const zeros = everybody.filter(({ x }) => x === 0).map(({ y }) => y);
        const found = correlation(pairs);
        const p = ones.length / all.length;
        if (p === 0 || p === 1 || spread === 0) expect(found).toBeNull();
        else expect(found).toBeCloseTo(((mean(ones) - mean(zeros)) / spread) * Math.sqrt(p * (1 - p)), 9);
      }),
    );
  });

  it('has an interval around it that narrows with the sample', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer({ min: 10, max: 5_000 }),
        (value, n) => {
          const { low, high } = correlationInterval(value, n);
          const larger = correlationInterval(value, 4 * n);
          expect(low).toBeGreaterThanOrEqual(-1);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(value + 1e-5);
          expect(high).toBeGreaterThanOrEqual(value - 1e-5);
          expect(larger.high - larger.low).toBeLessThanOrEqual(high - low);
        },
      ),
    );
  });
});
