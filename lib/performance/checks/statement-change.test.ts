import fc from 'fast-check';
import { expect, it } from 'vitest';
import { welch } from './statement-change';

const sample = (values: number[]) => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value ** 2, 0),
});

it('is Welch’s t, here from a worked example', () => {
  const now = [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0];
  const before = [
    28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3,
    20.4, 24.0, 13.2,
  ];
  expect(welch(sample(now), sample(before))).toBeCloseTo(-2.22, 1);
});

it('changes its sign with the sides, and is nothing between equal ones', () => {
  const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      expect(welch(sample(a), sample(b))).toBeCloseTo(-welch(sample(b), sample(a)), 9);
      expect(welch(sample(a), sample(a))).toBeCloseTo(0, 9);
    }),
  );
});

it('of samples without any spread is certain', () => {
  expect(welch(sample([2, 2]), sample([1, 1]))).toBe(Number.POSITIVE_INFINITY);
});
