import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakingSize, dayOfSize, fitGrowth, holds } from './projection';

const most = (limit: number, present: number, larger: number) => ({
  limit,
  bound: 'most' as const,
  present,
  larger,
});

describe('a budget breaks', () => {
  it('where the power of the size through both measurements meets its limit', () => {
    // Twice the size, twice the time: six times the floor is reached at three times the size.
    expect(breakingSize(most(6, 2, 4), 2)).toBeCloseTo(3);
    // With the square root of the size.
    expect(breakingSize(most(6, 2, 4), 4)).toBeCloseTo(9);
  });

  it('the other way round where a share must be kept', () => {
    expect(breakingSize({ limit: 0.5, bound: 'least', present: 1, larger: 0.8 }, 2)).toBeCloseTo(8.6, 1);
  });

  it('now, where it is broken now', () => {
    expect(breakingSize(most(6, 7, 7), 2)).toBe(1);
    expect(breakingSize({ limit: 0.5, bound: 'least', present: 0.4, larger: 0.4 }, 2)).toBe(1);
  });

  it('not at all where the size does not matter', () => {
    expect(breakingSize(most(6, 3, 3), 10)).toBeNull();
    expect(breakingSize(most(6, 3, 2.5), 10)).toBeNull();
    expect(breakingSize(most(600, 3, 3.4), 10)).toBeNull();
  });

  it('at a size at which the fitted figure is the limit, beyond the present size', () => {
    const figure = fc.double({ min: 0.1, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        figure,
        figure,
        figure,
        fc.integer({ min: 2, max: 20 }),
        (limit, present, larger, factor) => {
          const measured = most(limit, present, larger);
          const size = breakingSize(measured, factor);
          if (size === null) return;
          expect(size).toBeGreaterThanOrEqual(1);
          if (size === 1 || !holds(measured, present)) return;
          const exponent = Math.log(larger / present) / Math.log(factor);
          expect(present * size ** exponent).toBeCloseTo(limit, 4);
        },
      ),
    );
  });
});

const weeksFrom = (...enrolled: number[]) =>
  enrolled.map((n, w) => ({
    week: new Date(Date.UTC(2026, 0, 5 + 7 * w)).toISOString().slice(0, 10),
    enrolled: n,
  }));

describe('the growth of a term', () => {
  it('is the slope of the line through its weeks', () => {
    expect(fitGrowth(weeksFrom(100, 110, 120, 130, 140, 150))).toEqual({
      perWeek: expect.closeTo(10),
      weeks: 6,
      enrolled: 150,
    });
  });

  it('counts weeks in which nobody came', () => {
    const weeks = weeksFrom(100, 110, 120, 130, 140, 150, 160).filter((_, n) => n !== 3);
    expect(fitGrowth(weeks)?.perWeek).toBeCloseTo(10);
  });

  it('is not known from a few weeks, and is none where nobody comes', () => {
    expect(fitGrowth([])).toBeNull();
    expect(fitGrowth(weeksFrom(1, 2, 3, 4, 5))).toBeNull();
    expect(fitGrowth(weeksFrom(7, 7, 7, 7, 7, 7))).toBeNull();
  });
});

describe('the day of a size', () => {
  const growth = { perWeek: 10, weeks: 20, enrolled: 200 };
  const today = new Date('2026-11-26T00:00:00Z');

  it('is as far as the growth takes to get there', () => {
    expect(dayOfSize(1.5, growth, today)).toBe('2027-02-04');
    expect(dayOfSize(1, growth, today)).toBe('2026-11-26');
  });

  it('is not told beyond ten years', () => {
    expect(dayOfSize(40, growth, today)).toBeNull();
  });
});
