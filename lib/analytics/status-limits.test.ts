import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productRules, rulesOf } from './rules/rules';
import { currentVersion } from './rules/versions';
import { type LearningStatus, learningStatus, type Standing } from './standing';
import { type StatusLimits, statusLimits } from './status-limits';

const bucket = (completion: number) =>
  completion === 0 ? 0 : completion === 10_000 ? 101 : Math.floor(completion / 100) + 1;
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

function shapeOf(completions: readonly number[]) {
  const histogram = Array.from({ length: 102 }, (_, n) => completions.filter((c) => bucket(c) === n).length);
  const first = Math.trunc((completions.length - 2) / 2);
  return { histogram, middle: ascending(completions).slice(first, first + 3), timeMeasured: true };
}

/** What the student's own dashboard concludes it from, counted plainly. */
function evidenceOf(completions: readonly number[], n: number): Standing {
  const own = completions[n] ?? 0;
  const others = ascending(completions.filter((_, other) => other !== n));
  const median = ((others[(others.length - 1) >> 1] ?? 0) + (others[others.length >> 1] ?? 0)) / 2;
  return {
    progress: own / 100,
    sectionsStarted: 20,
    sectionsCompleted: 5,
    timeSpent: 40_000,
    velocity: null,
    plannedVelocity: null,
    classmates: others.length,
    classMedian: median / 100,
    classmatesBelow: others.filter((c) => bucket(c) < bucket(own)).length,
    classmatesAbove: others.filter((c) => bucket(c) > bucket(own)).length,
  };
}

function statusIn({ behindTo, aheadFrom }: StatusLimits, completion: number): LearningStatus {
  if (completion <= behindTo) return 'NEEDS_SUPPORT';
  return completion >= aheadFrom ? 'ACCELERATED' : 'ON_TRACK';
}

const completion = fc.oneof(fc.constantFrom(0, 1, 99, 100, 5000, 9999, 10_000), fc.nat(10_000), fc.nat(600));
const classes = fc.array(completion, { minLength: 11, maxLength: 40 });
const changedRules = fc
  .record({
    'status.aheadRatio': fc.constantFrom(1, 1.2, 3),
    'status.aheadGapClosed': fc.constantFrom(0.1, 0.5, 1),
    'status.aheadOfShare': fc.constantFrom(0.5, 0.75, 0.95),
    'status.behindRatio': fc.constantFrom(0.2, 0.8, 1),
    'status.behindShare': fc.constantFrom(0.5, 0.75, 0.95),
  })
  .map((changes) => rulesOf(currentVersion, changes));

describe('the limits of the learning status in a class', () => {
  it('give every student the status of the own dashboard, whatever the class and the rules', () => {
    fc.assert(
      fc.property(classes, changedRules, (completions, rules) => {
        const limits = statusLimits(shapeOf(completions), rules);
        for (const [n, own] of completions.entries())
          expect(statusIn(limits, own)).toBe(learningStatus(evidenceOf(completions, n), rules).value);
      }),
      { numRuns: 300 },
    );
  });

  it('ask for the sections and the time of the rules', () => {
    const limits = statusLimits(shapeOf(Array.from({ length: 12 }, (_, n) => n * 800)), productRules);
    expect(limits).toMatchObject({ sections: 3, seconds: 600 });
  });

  it('ask for no time where none of the class is measured, and are the same otherwise', () => {
    const shape = shapeOf(Array.from({ length: 12 }, (_, n) => n * 800));
    expect(statusLimits({ ...shape, timeMeasured: false }, productRules)).toEqual({
      ...statusLimits(shape, productRules),
      seconds: 0,
    });
  });

  it('let nobody have a status in a class of ten, or of nobody', () => {
    for (const size of [0, 1, 10]) {
      const completions = Array.from({ length: size }, (_, n) => n * 1000);
      const { sections } = statusLimits(
        { ...shapeOf(completions), middle: size > 1 ? [0] : null },
        productRules,
      );
      expect(sections).toBeGreaterThan(1_000_000);
    }
  });
});
