import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type Standing } from '../standing';
import { anyChanges, anyStanding, anyVersion } from '../testing/any-rules';
import { listedParts, thresholds } from './parts';
import { productRules, rulesOf, ruleValue } from './rules';
import { disorderOf, faultOf, ruleChange } from './schema';
import { type Threshold, valueIn } from './threshold';
import { currentVersion, ruleVersions } from './versions';

const keys = [...thresholds.keys()];

describe('the table of rules', () => {
  it('has versions without a gap, the last of them current', () => {
    expect(ruleVersions.map(({ version }) => version)).toEqual(ruleVersions.map((_, n) => n + 1));
    expect(ruleVersions.at(-1)?.version).toBe(currentVersion);
  });

  it.each([...thresholds.values()])('$key says what it means, and every value of it is allowed', (rule) => {
    expect(rule.meaning).toMatch(/\.$/);
    expect(rule.source).toMatch(/\.$/);
    for (const [since, value] of Object.entries(rule.values)) {
      expect(Number(since)).toBeLessThanOrEqual(currentVersion);
      expect(faultOf(rule.key, value)).toBeNull();
    }
  });

  it('agrees with itself in every version', () => {
    for (const { version } of ruleVersions) {
      for (const [low, high] of listedParts.flatMap(({ ordered }) => ordered)) {
        const value = (key: string) => valueIn(version, thresholds.get(key) ?? nothing);
        expect(value(low)).toBeLessThanOrEqual(value(high));
      }
    }
  });

  it('keeps what an earlier version said', () => {
    const twice: Threshold = { ...nothing, values: { 2: 20, 4: 40 } };
    expect([1, 2, 3, 4, 5].map((version) => valueIn(version, twice))).toEqual([20, 20, 20, 40, 40]);
    expect(rulesOf(1).status).toEqual({
      minimumSections: 3,
      minimumMinutes: 10,
      aheadRatio: 1.2,
      aheadGapClosed: 0.5,
      aheadOfShare: 0.75,
      behindRatio: 0.8,
      behindShare: 0.75,
    });
  });

  it('gives what older versions had no rule for the value that was written in the product then', () => {
    for (const version of [1, 2, 3]) {
      const { recommendations, outlook, risk, impact } = rulesOf(version);
      expect(impact).toEqual({
        windowDays: 14,
        fewDays: 2,
        someDays: 5,
        leastStudents: 10,
        lookedBackDays: 180,
        contactDays: 40,
      });
      expect(recommendations).toMatchObject({ ownPaceSections: 3, followedDays: 7, givenUpDays: 53 });
      expect(outlook).toMatchObject({ horizonYears: 3 });
      expect(risk).toMatchObject({
        trendDays: 1,
        mediumDays: 14,
        mediumStudents: 20,
        highDays: 21,
        highStudents: 50,
        keptDays: 56,
      });
    }
  });
});

describe('a change', () => {
  it('counts for its rule alone, under its own reference', () => {
    const own = rulesOf(currentVersion, { 'status.aheadRatio': 1.5, 'gone.rule': 3 }, 7);
    expect(own.status).toEqual({ ...productRules.status, aheadRatio: 1.5 });
    expect(own.style).toEqual(productRules.style);
    expect(own.reference).toEqual({ version: currentVersion, override: 7 });
  });

  it('must name a rule, a value in range and in step, and a reason', () => {
    const change = { rule: 'status.aheadRatio', value: 1.35, reason: 'our classes are far apart' };
    const accepts = (part: object) => ruleChange.safeParse({ ...change, ...part }).success;
    expect(accepts({})).toBe(true);
    expect(accepts({ value: null })).toBe(true);
    for (const wrong of [
      { rule: 'status' },
      { rule: '__proto__' },
      { value: 0.9 },
      { value: 3.05 },
      { value: 1.33 },
      { value: '1.35' },
      { value: Number.NaN },
      { reason: 'because' },
      { reason: ' '.repeat(30) },
      { more: 1 },
    ])
      expect(accepts(wrong), JSON.stringify(wrong)).toBe(false);
  });

  it('may not turn an order round', () => {
    expect(disorderOf({})).toBeNull();
    expect(disorderOf({ 'confidence.mediumSections': 16 })).toEqual([
      'confidence.mediumSections',
      'confidence.highSections',
    ]);
    expect(disorderOf({ 'confidence.mediumSections': 16, 'confidence.highSections': 16 })).toBeNull();
  });

  it('leaves every other rule as it is', () => {
    expect(keys.map((key) => ruleValue(key, { [key]: 42 }))).toEqual(keys.map(() => 42));
  });
});

describe('a recorded result', () => {
  it('comes out again from its evidence and its rules, through JSON', () => {
    fc.assert(
      fc.property(anyStanding, anyVersion, anyChanges, (seen, version, own) => {
        const kept: { seen: Standing; own: Record<string, number> } = JSON.parse(
          JSON.stringify({ seen, own }),
        );
        expect(judge(kept.seen, rulesOf(version, kept.own))).toEqual(judge(seen, rulesOf(version, own)));
      }),
    );
  });
});

const nothing: Threshold = { meaning: '', source: '', unit: '', min: 0, max: 1, step: 1, values: { 1: 0 } };
