import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeyShown, sectionScore } from './score';

describe('the score of a section', () => {
  it('waits for an answer to each question, then is the share of right ones', () => {
    expect(sectionScore({ questions: 0, answered: 0, right: 0 })).toBeNull();
    expect(sectionScore({ questions: 3, answered: 2, right: 2 })).toBeNull();
    expect(sectionScore({ questions: 3, answered: 3, right: 0 })).toBe(0);
    expect(sectionScore({ questions: 3, answered: 3, right: 2 })).toBe(66.67);
    expect(sectionScore({ questions: 3, answered: 3, right: 3 })).toBe(100);
  });

  it('lies between 0 and 100, has two decimals, and rises with each right answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), (questions, seed) => {
        const right = seed % questions;
        const score = sectionScore({ questions, answered: questions, right }) ?? Number.NaN;
        const better = sectionScore({ questions, answered: questions, right: right + 1 }) ?? Number.NaN;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(better).toBeLessThanOrEqual(100);
        expect(better).toBeGreaterThan(score);
        expect(Math.abs(score * 100 - Math.round(score * 100))).toBeLessThan(1e-6);
      }),
    );
  });
});

it('shows the key after a right answer or the second one', () => {
  expect(isKeyShown({ attempt: 1, correct: false })).toBe(false);
  expect(isKeyShown({ attempt: 1, correct: true })).toBe(true);
  expect(isKeyShown({ attempt: 2, correct: false })).toBe(true);
});
