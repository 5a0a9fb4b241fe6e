import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastTold, toldCrowd } from './told-crowd';

const completion = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 10_000));
const told = (values: readonly number[]) =>
  toldCrowd({
    students: values.length,
    finished: values.filter((value) => value === 10_000).length,
    completionTotal: values.reduce((sum, value) => sum + value, 0),
  });

describe('what anybody is told about the students of a course', () => {
  it('is nothing below eleven of them', () => {
    expect(told(Array(leastTold - 1).fill(10_000))).toEqual({
      avgCompletionRate: null,
      completedStudents: null,
    });
    expect(told([])).toEqual({ avgCompletionRate: null, completedStudents: null });
    expect(told(Array(leastTold).fill(10_000))).toEqual({ avgCompletionRate: 100, completedStudents: 10 });
  });

  // The strongest observer knows what everybody else has done, and how many there are.
  it('leaves whoever is not known half of the scale, but for its ends', () => {
    fc.assert(
      fc.property(
        fc.array(completion, { minLength: leastTold - 1, maxLength: 120 }),
        completion,
        (others, one) => {
          const seen = told([...others, one]).avgCompletionRate;
          const possible = Array.from({ length: 101 }, (_, n) => n * 100).filter(
            (each) => told([...others, each]).avgCompletionRate === seen,
          );
          const lowest = possible[0] ?? 0;
          const highest = possible.at(-1) ?? 0;
          const isCutByTheScale = lowest === 0 || highest === 10_000;
          expect(isCutByTheScale || highest - lowest >= 4_800).toBe(true);
          // Moving over the whole scale passes a border twice at most.
          const answers = new Set(
            Array.from({ length: 101 }, (_, n) => told([...others, n * 100]).avgCompletionRate),
          );
          expect(answers.size).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is near the truth all the same, and never more people than there are', () => {
    fc.assert(
      fc.property(fc.array(completion, { minLength: leastTold, maxLength: 200 }), (values) => {
        const { avgCompletionRate, completedStudents } = told(values);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length / 100;
        expect(Math.abs((avgCompletionRate ?? -9) - mean)).toBeLessThanOrEqual(
          (values.length < 50 ? 2.5 : 0.5) + 1e-9,
        );
        const finished = values.filter((value) => value === 10_000).length;
        expect(completedStudents).toBeLessThanOrEqual(finished);
        expect(finished - (completedStudents ?? -9)).toBeLessThan(5);
      }),
    );
  });
});
