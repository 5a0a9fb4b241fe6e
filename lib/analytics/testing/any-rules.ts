import fc from 'fast-check';
import { thresholds } from '../rules/parts';
import type { RuleChanges } from '../rules/rules';
import { ruleVersions } from '../rules/versions';
import type { Standing } from '../standing';

export const anyVersion: fc.Arbitrary<number> = fc.constantFrom(
  ...ruleVersions.map(({ version }) => version),
);

/** What an institution may have changed: up to six rules, each to a value that is allowed. */
export const anyChanges: fc.Arbitrary<RuleChanges> = fc
  .uniqueArray(fc.constantFrom(...thresholds.values()), { selector: ({ key }) => key, maxLength: 6 })
  .chain((rules) =>
    fc.tuple(
      ...rules.map(({ key, min, max, step }) =>
        fc.nat(Math.floor((max - min) / step)).map((n) => [key, min + n * step] as const),
      ),
    ),
  )
  .map((entries) => Object.fromEntries(entries));

const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);

export const anyStanding: fc.Arbitrary<Standing> = fc.record({
  progress: percent,
  sectionsStarted: fc.nat(60),
  sectionsCompleted: fc.nat(60),
  timeSpent: fc.nat(200_000),
  velocity: fc.option(fc.integer({ min: 1, max: 4000 }).map((n) => n / 100)),
  plannedVelocity: fc.option(fc.double({ min: 0.1, max: 30, noNaN: true })),
  classmates: fc.integer({ min: 1, max: 3000 }),
  classMedian: fc.option(percent),
  classmatesBelow: fc.option(fc.nat(3000)),
  classmatesAbove: fc.option(fc.nat(3000)),
});
