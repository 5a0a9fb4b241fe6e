import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alike, intervalOf, isUnclear, type Paired, studentT } from './impact-interval';

const ids = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);
const alikeOf = (changes: readonly number[], name = 'o'): Alike => ({
  studentIds: ids(name, changes.length),
  changes,
});
const pairsOf = (changes: readonly number[], others: Alike): Paired[] =>
  changes.map((change, n) => ({ studentId: `c${n}`, change, others }));

/** Numbers at random, the same in every run (Park and Miller). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('the interval of a difference', () => {
  // Twelve contacted beside fifteen others, all from one urn: the true difference is nothing.
  it('holds the truth in about 95 of 100 classes', () => {
    const random = dice(20_261_126);
    const draw = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 9) - 4);
    const classes = 2_000;
    let held = 0;
    for (let n = 0; n < classes; n++) if (isUnclear(intervalOf(pairsOf(draw(12), alikeOf(draw(15)))))) held++;
    expect(held / classes).toBeGreaterThan(0.93);
    expect(held / classes).toBeLessThan(0.97);
  });

  it('is that of the plain paired differences where nobody stands beside two contacts', () => {
    const changes = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
    const pairs = changes.map((change, n) => ({ studentId: `c${n}`, change, others: alikeOf([1], `o${n}`) }));
    const { mean, from, to } = intervalOf(pairs);
    // 2.9 ± 2.262 · 2.470 / √10
    expect(mean).toBeCloseTo(2.9, 9);
    expect((to - from) / 2).toBeCloseTo(1.7667, 2);
  });

  it('is wider where the same few stand beside all, and where contacts are those of one student', () => {
    const width = (pairs: Paired[]) => {
      const { from, to } = intervalOf(pairs);
      return to - from;
    };
    const changes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const many = alikeOf(Array.from({ length: 100 }, (_, n) => n % 2));
    expect(width(pairsOf(changes, alikeOf([0, 1])))).toBeGreaterThan(width(pairsOf(changes, many)));
    const twice = pairsOf(changes, many);
    const others = pairsOf(changes, many).map((pair) => ({ ...pair, studentId: `${pair.studentId}x` }));
    expect(width([...twice, ...twice])).toBeGreaterThan(width([...twice, ...others]));
  });

  it('moves with what contact adds, and does not ask in which order contacts come', () => {
    const change = fc.integer({ min: -14, max: 14 });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 10, maxLength: 30 }),
        fc.array(change, { minLength: 1, maxLength: 30 }),
        change,
        (changes, alike, added) => {
          const others = alikeOf(alike);
          const plain = intervalOf(pairsOf(changes, others));
          const moved = intervalOf(pairsOf(changes, others).map((p) => ({ ...p, change: p.change + added })));
          const turned = intervalOf(pairsOf(changes, others).toReversed());
          for (const end of ['mean', 'from', 'to'] as const) {
            expect(moved[end]).toBeCloseTo(plain[end] + added, 6);
            expect(turned[end]).toBeCloseTo(plain[end], 6);
          }
          expect(plain.from).toBeLessThanOrEqual(plain.mean);
        },
      ),
    );
  });
});

it('knows Student’s t as tables have it', () => {
  for (const [freedom, t] of [
    [9, 2.262],
    [12, 2.179],
    [30, 2.042],
    [1000, 1.962],
  ] as const)
    expect(studentT(freedom)).toBeCloseTo(t, 2);
});
