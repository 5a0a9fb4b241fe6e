import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recommendationRules } from './advice/evidence';
import { adviceFor, type Grounded, type Kept, recommendAgain } from './recommendations';
import { productRules, type RuleChanges, type RulesReference, rulesOf } from './rules/rules';
import { currentVersion } from './rules/versions';
import { anyChanges, anyVersion } from './testing/any-rules';
import { anySituation } from './testing/any-situation';

type Event = Kept & RulesReference;

/** What is written down of a recommendation, as the database gives it back. */
const eventOf = ({ recommendation: { courseId, rule, rules }, seen }: Grounded): Event =>
  JSON.parse(JSON.stringify({ courseId, rule, evidence: seen, ...rules }));

/** An institution's changes through time, by the id of their row. */
type Ledger = ReadonlyMap<number, RuleChanges>;
const rulesBy = ({ version, override }: RulesReference, ledger: Ledger) =>
  rulesOf(version, override === null ? {} : ledger.get(override), override);

describe('a recommendation on record', () => {
  it('comes out again under the rules of its day, whatever the product and the institution made of them since', () => {
    const day = fc.record({ version: anyVersion, changes: anyChanges, situations: fc.array(anySituation) });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 4 }), (days) => {
        const ledger = new Map(days.map(({ changes }, id) => [id, changes]));
        const shown = days.flatMap(({ version, changes, situations }, id) =>
          situations.flatMap((situation) => adviceFor(situation, rulesOf(version, changes, id))),
        );
        const again = shown.map(eventOf).map((event) => recommendAgain(event, rulesBy(event, ledger)));
        expect(again).toEqual(shown.map(({ recommendation }) => recommendation));
      }),
    );
  });

  it('is of every rule among what may be found', () => {
    const found = fc
      .sample(anySituation, { numRuns: 400, seed: 7 })
      .flatMap((situation) => adviceFor(situation, productRules));
    const rules = new Set(found.map(({ recommendation: { rule } }) => rule));
    expect([...rules].toSorted()).toEqual([...recommendationRules].toSorted());
  });

  it('is another one, or none, by other rules: what it was concluded from is all there', () => {
    const target = { lessonId: 'loops', sectionId: 'while', section: 'While' };
    const slow: Kept = {
      courseId: 'course',
      rule: 'slow-and-weak',
      evidence: {
        ...target,
        lesson: 'Loops',
        place: 4,
        seconds: 2300,
        classSeconds: 1000,
        comprehension: 55,
        scored: 3,
      },
    };
    const plan: Kept = {
      courseId: 'course',
      rule: 'below-plan',
      evidence: {
        ...target,
        schedule: { enrolledOn: '2026-02-01', startsOn: null, endsOn: null, estimatedDuration: 1200 },
        today: '2026-03-01',
        progress: 20,
        sectionsRequired: 20,
        sectionsCompleted: 4,
        timeSpent: 0,
      },
    };
    const by = (kept: Kept, changes: RuleChanges) => recommendAgain(kept, rulesOf(currentVersion, changes));
    expect(by(slow, {})?.text).toContain('2.3 times');
    expect(by(slow, { 'recommendations.slowRatio': 2.4 })).toBeNull();
    expect(by(slow, { 'recommendations.weakScore': 55 })).toBeNull();
    // Three hours a week make it 47 days, of which 29 are over; two make it 70.
    expect(by(plan, {})?.evidence).toMatchObject({ planned: expect.closeTo(61.7, 1) });
    expect(by(plan, { 'outlook.hoursAWeek': 2 })?.evidence).toMatchObject({
      planned: expect.closeTo(41.4, 1),
    });
    expect(by(plan, { 'outlook.hoursAWeek': 1 })).toBeNull();
  });

  it('must have the evidence of its rule, and nothing besides', () => {
    const kept = { courseId: 'course', rule: 'continue' } as const;
    const target = { lessonId: 'loops', sectionId: 'while', section: 'While' };
    expect(recommendAgain({ ...kept, evidence: target }, productRules)?.text).toBe('Go on with “While”.');
    for (const evidence of [null, {}, { ...target, more: 1 }])
      expect(() => recommendAgain({ ...kept, evidence }, productRules)).toThrow();
  });

  it('is told without the exact place in the class', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        for (const { recommendation } of adviceFor(situation, productRules))
          if (recommendation.rule === 'needs-support' || recommendation.rule === 'ahead')
            expect(recommendation.evidence).toEqual({ progress: situation.standing.progress });
      }),
    );
  });
});
