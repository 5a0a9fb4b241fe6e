import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setBackBy } from './set-back';

const iso = (at: number) => new Date(at).toISOString();
const moment = fc.integer({ min: 0, max: Date.parse('2200-01-01T00:00:00Z') });
const minute = 60_000;

describe('a clock', () => {
  it('that goes on, stands still, or jumps ahead has not been set back', () => {
    fc.assert(fc.property(moment, fc.nat(), (at, by) => setBackBy(iso(at), at + by) === 0));
  });

  it('that was set back by more than clocks differ has been set back by just that', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: minute + 1, max: 1_000_000 * minute }), (at, by) => {
        expect(setBackBy(iso(at), at - by)).toBe(by);
      }),
    );
  });

  it('that differs by seconds is told of nobody', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: minute }), (at, by) => setBackBy(iso(at), at - by) === 0),
    );
  });

  it('is told once, whatever it shows at each seal: what was sealed last counts', () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 2 }), (shown) => {
        const told = shown.slice(1).filter((now, n) => setBackBy(iso(shown[n] ?? 0), now) > 0);
        const falls = shown.slice(1).filter((now, n) => (shown[n] ?? 0) - now > minute);
        expect(told).toEqual(falls);
      }),
    );
  });

  it('says nothing of a moment that is none', () => {
    for (const sealedAt of ['', '-', 'yesterday']) expect(setBackBy(sealedAt, 0)).toBe(0);
  });
});
