import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Attention,
  attend,
  beginAttention,
  idleAfter,
  isAttending,
  longestStep,
  type Signal,
  takeSeconds,
} from './active-time';
import { claimLease, type Lease, leaseLength, releaseLease } from './lease';

const reading = (at = 0): Attention =>
  [
    { at, kind: 'alone', alone: true } as const,
    { at, kind: 'section', sectionId: 'one' } as const,
  ].reduce<Attention>(attend, beginAttention(at, true));
const ticks = (from: number, to: number): Signal[] =>
  Array.from({ length: (to - from) / 1000 }, (_, n) => ({ at: from + (n + 1) * 1000, kind: 'tick' }));
const total = (state: Attention) => Object.values(state.counted).reduce((sum, ms) => sum + ms, 0);

describe('active time', () => {
  it('counts while visible and active, to the section in view', () => {
    const state = [
      ...ticks(0, 10_000),
      { at: 10_500, kind: 'section', sectionId: 'two' } as const,
      ...ticks(11_000, 15_000),
    ].reduce(attend, reading());
    expect(state.counted).toEqual({ one: 10_500, two: 4_500 });
  });

  it('stops a minute after the last activity and goes on with the next', () => {
    const idle = ticks(0, 200_000).reduce(attend, reading());
    expect(total(idle)).toBe(idleAfter);
    expect(isAttending(idle, 200_000)).toBe(false);
    const back = [{ at: 200_000, kind: 'activity' } as const, ...ticks(200_000, 203_000)].reduce(
      attend,
      idle,
    );
    expect(total(back)).toBe(idleAfter + 3_000);
  });

  it('counts nothing in the background, without a section, or while another tab counts', () => {
    for (const signal of [
      { at: 0, kind: 'visibility', visible: false },
      { at: 0, kind: 'section', sectionId: null },
      { at: 0, kind: 'alone', alone: false },
    ] satisfies Signal[]) {
      expect(total([signal, ...ticks(0, 30_000)].reduce(attend, reading()))).toBe(0);
    }
  });

  it('does not take a sleeping laptop for a reader', () => {
    expect(total(attend(reading(), { at: 50_000, kind: 'tick' }))).toBe(longestStep);
  });

  it('hands out whole seconds and keeps the rest', () => {
    const { state, seconds } = takeSeconds({ ...reading(), counted: { one: 2_750, two: 300 } });
    expect(seconds).toEqual({ one: 2 });
    expect(state.counted).toEqual({ one: 750, two: 300 });
  });
});

const gap = fc.oneof(fc.nat(2_000), fc.nat(90_000));
const step = fc.record({
  gap,
  tab: fc.constantFrom(0, 1),
  what: fc.constantFrom('tick', 'tick', 'activity', 'hide', 'show', 'one', 'two', 'clock back'),
});

function signalOf(what: string, at: number): Signal {
  if (what === 'hide' || what === 'show') return { at, kind: 'visibility', visible: what === 'show' };
  if (what === 'one' || what === 'two') return { at, kind: 'section', sectionId: what };
  return { at: what === 'clock back' ? at - 5_000 : at, kind: what === 'activity' ? 'activity' : 'tick' };
}

describe('whatever happens', () => {
  it('never counts more than the wall time', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let at = 0;
        let state = reading();
        for (const { gap: pause, what } of steps) {
          at += pause;
          state = attend(state, signalOf(what, at));
          expect(total(state)).toBeLessThanOrEqual(at);
        }
      }),
    );
  });

  it('never counts a moment in two tabs', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let now = 0;
        let lease: Lease | null = null;
        const tabs = [beginAttention(0, true), beginAttention(0, true)].map((tab) =>
          attend(tab, { at: 0, kind: 'section', sectionId: 'one' }),
        );
        for (const { gap: pause, tab, what } of steps) {
          now += pause;
          const name = `tab ${tab}`;
          const state = attend(tabs[tab] ?? reading(), signalOf(what, now));
          lease = isAttending(state, now) ? claimLease(lease, name, now) : releaseLease(lease, name);
          tabs[tab] = attend(state, { at: now, kind: 'alone', alone: lease?.holder === name });
          expect(tabs.reduce((sum, each) => sum + total(each), 0)).toBeLessThanOrEqual(now);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never counts past its lease when a late signal of an earlier time splits the stretch', () => {
    const tab = attend(attend(beginAttention(0, true), { at: 0, kind: 'section', sectionId: 'one' }), {
      at: 0,
      kind: 'alone',
      alone: true,
    });
    const late = attend(attend(tab, { at: 1, kind: 'tick' }), { at: 60_000, kind: 'alone', alone: false });
    expect(total(late)).toBeLessThanOrEqual(leaseLength);
  });

  it('loses no time when seconds are taken out in between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4_000)), (gaps) => {
        let at = 0;
        let state = reading();
        let taken = 0;
        for (const pause of gaps) {
          at += pause;
          state = attend(attend(state, { at, kind: 'tick' }), { at, kind: 'activity' });
          const out = takeSeconds(state);
          state = out.state;
          taken += out.seconds.one ?? 0;
        }
        expect(taken * 1000 + total(state)).toBe(at);
      }),
    );
  });
});
