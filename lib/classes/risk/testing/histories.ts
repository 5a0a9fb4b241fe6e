import fc from 'fast-check';
import type { RawHistory } from './history';

/** A class at work, and one student who stopped twelve days ago. */
export const busy: RawHistory = {
  enrolled: 0,
  ended: null,
  completed: null,
  activity: Array.from({ length: 28 }, (_, n) => ({
    section: n % 6,
    after: n,
    seconds: 600,
    interactions: 3,
  })),
  progress: [0, 1, 2].map((section) => ({ section, doneAfter: section * 3, comprehension: 80 })),
};
export const stopped: RawHistory = {
  ...busy,
  activity: busy.activity.filter(({ after }) => after < 16),
};

/** Anything that a student may have done in a course of six sections. */
export const anyHistory: fc.Arbitrary<RawHistory> = fc.record({
  enrolled: fc.integer({ min: -10, max: 30 }),
  ended: fc.option(fc.integer({ min: 0, max: 60 })),
  dropped: fc.boolean(),
  completed: fc.option(fc.integer({ min: 10, max: 60 }), { freq: 5 }),
  activity: fc.array(
    fc.record({
      section: fc.integer({ min: 0, max: 5 }),
      after: fc.integer({ min: -10, max: 50 }),
      seconds: fc.integer({ min: 0, max: 4000 }),
      interactions: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 25 },
  ),
  progress: fc.uniqueArray(
    fc.record({
      section: fc.integer({ min: 0, max: 5 }),
      doneAfter: fc.option(fc.integer({ min: -10, max: 50 })),
      comprehension: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    { maxLength: 6, selector: ({ section }) => section },
  ),
});
