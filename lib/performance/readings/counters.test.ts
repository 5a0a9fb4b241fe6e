import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounters, type Counters, deltaSince, isStill, type Totals } from './counters';

const names = ['calls', 'rows', 'maxBytes'];
const counters = fc.dictionary(fc.constantFrom(...names), fc.nat(1_000_000));

type Step = { kind: 'count'; by: Counters } | { kind: 'read' } | { kind: 'reset'; announced: boolean };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('count' as const),
    by: fc.record({ calls: fc.nat(500), rows: fc.nat(500) }),
  }),
  fc.constant({ kind: 'read' as const }),
  fc.record({ kind: fc.constant('reset' as const), announced: fc.boolean() }),
);

/** A server that counts, is reset, and is looked at; what a perfect observer of the looks would have counted, too. */
function play(steps: Step[], announcesAll: boolean) {
  let totals: Totals = { epoch: '0', counters: { calls: 0, rows: 0 } };
  let before: Totals = totals;
  let seen: Counters = { calls: 0, rows: 0 };
  let sum: Counters = {};
  for (const [n, next] of [...steps, { kind: 'read' } as const].entries()) {
    if (next.kind === 'count') totals = { ...totals, counters: addCounters(totals.counters, next.by) };
    if (next.kind === 'count') seen = addCounters(seen, next.by);
    if (next.kind === 'reset') {
      // What was counted since the last look went unseen.
      const unseen = deltaSince(before, totals);
      seen = addCounters(seen, { calls: -(unseen.calls ?? 0), rows: -(unseen.rows ?? 0) });
      const epoch = announcesAll || next.announced ? String(n + 1) : totals.epoch;
      totals = { epoch, counters: { calls: 0, rows: 0 } };
    }
    if (next.kind === 'read') {
      const delta = deltaSince(before, totals);
      expect(Object.values(delta).every((value) => value >= 0)).toBe(true);
      sum = addCounters(sum, delta);
      before = totals;
    }
  }
  return { sum, seen };
}

describe('the difference between two looks', () => {
  it('adds up to all that was there to be seen, whatever the resets', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { sum, seen } = play(steps, true);
        expect(sum).toEqual(seen);
      }),
    );
  });

  it('is never less than nothing where a reset is not announced', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => void play(steps, false)));
  });

  it('of an object that was not there is all of it; of one that began anew as well', () => {
    const now = { epoch: 'b', counters: { calls: 3 } };
    expect(deltaSince(undefined, now)).toEqual({ calls: 3 });
    expect(deltaSince({ epoch: 'a', counters: { calls: 2 } }, now)).toEqual({ calls: 3 });
    expect(deltaSince({ epoch: 'b', counters: { calls: 9 } }, now)).toEqual({ calls: 3 });
    expect(deltaSince({ epoch: 'b', counters: { calls: 2 } }, now)).toEqual({ calls: 1 });
  });

  it('takes a sum that shrinks in its last digits for no new beginning', () => {
    const before = { epoch: 'a', counters: { calls: 5, squares: 1e12 } };
    expect(deltaSince(before, { epoch: 'a', counters: { calls: 6, squares: 1e12 - 0.001 } })).toEqual({
      calls: 1,
      squares: 0,
    });
  });
});

describe('adding up', () => {
  it('goes in any order and grouping, and keeps the largest of what begins with max', () => {
    fc.assert(
      fc.property(counters, counters, counters, (a, b, c) => {
        expect(addCounters(addCounters(a, b), c)).toEqual(addCounters(a, addCounters(b, c)));
        expect(addCounters(a, b)).toEqual(addCounters(b, a));
      }),
    );
    expect(addCounters({ calls: 1, maxBytes: 7 }, { calls: 2, maxBytes: 5 })).toEqual({
      calls: 3,
      maxBytes: 7,
    });
  });

  it('knows nothing from something', () => {
    expect([isStill({}), isStill({ calls: 0 }), isStill({ calls: 0, rows: 1 })]).toEqual([true, true, false]);
  });
});
