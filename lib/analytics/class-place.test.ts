import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toldMedian } from './class-place';

const medianOf = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(values.length - 1) >> 1] ?? 0) + (sorted[values.length >> 1] ?? 0)) / 2;
};
const everyValue = Array.from({ length: 10_001 }, (_, n) => n / 100);
const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);

describe('what a student is told about the class', () => {
  // The strongest curious student: knows what everybody else has done, and asks before and after one comes or goes.
  it.each([
    { from: 10, to: 49, least: 2.5 },
    { from: 50, to: 120, least: 0.5 },
  ])('leaves one classmate a range within the scale, with $from to $to classmates', ({ from, to, least }) => {
    fc.assert(
      fc.property(fc.array(percent, { minLength: from - 1, maxLength: to - 1 }), percent, (others, value) => {
        const told = (one: number) => toldMedian(medianOf([...others, one]), others.length + 1);
        const seen = told(value);
        const possible = everyValue.filter((each, n) => n % 10 === 0 && told(each) === seen);
        const [lowest, highest] = [possible[0] ?? 0, possible.at(-1) ?? 0];
        // Beyond the ends of the scale there is nothing to be taken for.
        const isCutByTheScale = lowest === 0 || highest === 100;
        expect(isCutByTheScale || highest - lowest >= least - 0.11).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is near the truth all the same', () => {
    fc.assert(
      fc.property(percent, fc.integer({ min: 10, max: 3000 }), (median, classmates) => {
        expect(Math.abs(toldMedian(median, classmates) - median)).toBeLessThanOrEqual(
          classmates < 50 ? 2.5 : 0.5,
        );
      }),
    );
  });
});
