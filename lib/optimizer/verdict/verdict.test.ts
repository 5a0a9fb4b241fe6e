import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMedian, medianOf } from './bootstrap';
import { judgePairs, type Pair } from './judge-pairs';
import { type EventCost, judgeTrial, type StatementEffect } from './judge-trial';

const value = fc.double({ min: 0.01, max: 1_000, noNaN: true });
const values = fc.array(value, { minLength: 1, maxLength: 30 });
const pairs = fc.array(fc.record({ before: value, after: value }), { minLength: 5, maxLength: 20 });

describe('the bootstrap', () => {
  it('holds the median, stays within what was measured, and says the same again', () => {
    fc.assert(
      fc.property(values, fc.integer(), (sample, seed) => {
        const { median, low, high } = bootstrapMedian(sample, seed);
        expect(median).toBe(medianOf(sample));
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
        expect(low).toBeGreaterThanOrEqual(Math.min(...sample));
        expect(high).toBeLessThanOrEqual(Math.max(...sample));
        expect(bootstrapMedian(sample, seed)).toEqual({ median, low, high });
      }),
      { numRuns: 30 },
    );
  });

  it('covers the true median about as often as it says', () => {
    let state = 7;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const trials = 300;
    const covered = Array.from({ length: trials }).filter((_, n) => {
      const { low, high } = bootstrapMedian(Array.from({ length: 20 }, random), n);
      return low <= 0.5 && high >= 0.5;
    }).length;
    expect(covered / trials).toBeGreaterThan(0.88);
  });
});

describe('the verdict on one statement', () => {
  it('turns round with the sides: what one calls better the other never does', () => {
    fc.assert(
      fc.property(pairs, (measured) => {
        const turned = measured.map(({ before, after }) => ({ before: after, after: before }));
        const [one, other] = [judgePairs(measured), judgePairs(turned)];
        expect(other.ratio?.median).toBeCloseTo(1 / (one.ratio?.median ?? 1), 6);
        if (one.judgement !== 'inconclusive') expect(other.judgement).not.toBe(one.judgement);
      }),
      { numRuns: 30 },
    );
  });

  it('is inconclusive for no change, whatever the noise that both sides share', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 20 }), (noise) => {
        expect(judgePairs(noise.map((one) => ({ before: one, after: one }))).judgement).toBe('inconclusive');
      }),
      { numRuns: 30 },
    );
  });

  it('finds what is ten times faster or slower, and nothing in too few rounds', () => {
    const times = (factor: number, rounds: number): Pair[] =>
      Array.from({ length: rounds }, (_, n) => ({
        before: 5 + (n % 3),
        after: (5 + ((n + 1) % 3)) * factor,
      }));
    expect(judgePairs(times(0.1, 6)).judgement).toBe('improved');
    expect(judgePairs(times(10, 6)).judgement).toBe('regressed');
    expect(judgePairs(times(0.1, 4))).toMatchObject({ judgement: 'inconclusive', ratio: null });
    expect(judgePairs([]).judgement).toBe('inconclusive');
  });

  it('leaves alone what is too short to matter', () => {
    const short = Array.from({ length: 8 }, () => ({ before: 0.004, after: 0.012 }));
    expect(judgePairs(short).judgement).toBe('inconclusive');
  });
});

const effect = (changes: Partial<StatementEffect> = {}): StatementEffect => ({
  statement: 'x.y',
  page: 'Class page',
  kind: 'read',
  before: 10,
  after: 10,
  ratio: { median: 1, low: 0.98, high: 1.02 },
  judgement: 'inconclusive',
  sameAnswers: true,
  ...changes,
});
const calm: EventCost = { hotShare: { before: 1, after: 0.99 }, logBytes: { before: 900, after: 930 } };
const faster = effect({ judgement: 'improved', page: 'Dashboard' });

describe('the verdict on a change', () => {
  it('is improved where something is and nothing is worse', () => {
    expect(judgeTrial('create-index', [effect(), faster], calm)).toEqual({
      judgement: 'improved',
      reasons: ['Dashboard: becomes faster.'],
    });
    expect(judgeTrial('create-index', [effect()], calm).judgement).toBe('inconclusive');
  });

  it.each([
    ['a slower statement', [faster, effect({ judgement: 'regressed' })], calm, 'becomes slower'],
    ['another answer', [faster, effect({ sameAnswers: false })], calm, 'another answer'],
    [
      'updates that leave their page',
      [faster],
      { ...calm, hotShare: { before: 1, after: 0 } },
      '0 % instead of 100 %',
    ],
  ])('is blocked by %s, however much faster the rest', (_, effects, cost, reason) => {
    const { judgement, reasons } = judgeTrial('create-index', effects, cost);
    expect(judgement).toBe('regressed');
    expect(reasons.join(' ')).toContain(reason);
  });

  it('lets an index go only where nothing can have become slower', () => {
    expect(judgeTrial('drop-index', [effect()], calm).judgement).toBe('improved');
    const unsure = effect({ ratio: { median: 1.05, low: 0.9, high: 1.4 }, after: 10.5 });
    expect(judgeTrial('drop-index', [unsure], calm).judgement).toBe('inconclusive');
    expect(judgeTrial('drop-index', [effect({ ratio: null })], calm).judgement).toBe('inconclusive');
    expect(judgeTrial('drop-index', [], calm).judgement).toBe('inconclusive');
    expect(judgeTrial('drop-index', [effect()], calm, { isAsked: false }).judgement).toBe('inconclusive');
  });

  it('is left open where only a search that was made up for it is faster', () => {
    const probe = effect({ judgement: 'improved', statement: 'probe.opt_x', page: 'Looking into x' });
    const judged = (effects: StatementEffect[], isProbeEnough: boolean) =>
      judgeTrial('create-index', effects, calm, { isProbeEnough }).judgement;
    expect(judged([effect(), probe], false)).toBe('inconclusive');
    expect(judged([faster, probe], false)).toBe('improved');
    expect(judged([effect(), probe], true)).toBe('improved');
  });

  it('is left open where what is faster warm is surely slower right after a restart', () => {
    const cold = effect({ judgement: 'regressed' });
    const verdict = judgeTrial('create-index', [faster], calm, { cold });
    expect(verdict.judgement).toBe('inconclusive');
    expect(verdict.reasons).toContain('Right after a restart, all of it together becomes slower.');
    expect(judgeTrial('create-index', [faster], calm, { cold: effect() }).judgement).toBe('improved');
    expect(judgeTrial('create-index', [effect({ judgement: 'regressed' })], calm, { cold }).judgement).toBe(
      'regressed',
    );
  });
});
