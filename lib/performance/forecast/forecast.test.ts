import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastOf } from './forecast';
import type { Growth } from './read-growth';
import { pointsTogether } from './series';
import { fitTrend, type Point, type Trend } from './trend';
import { mostDays, whenReached } from './when-reached';
import { perDayWords, rangeWords, reachedWords, sizeIn } from './words';

const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true });
const start = fc.integer({ min: 0, max: 20_000 });
const noisy: fc.Arbitrary<Point[]> = fc
  .tuple(start, fc.array(amount, { minLength: 8, maxLength: 28 }))
  .map(([day, values]) => values.map((value, n) => ({ day: day + n, value })));
const close = (a: number, b: number, scale = 1) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(scale));

describe('a trend', () => {
  it('through points of a line is that line, without any doubt', () => {
    fc.assert(
      fc.property(start, amount, amount, fc.integer({ min: 8, max: 28 }), (day, from, perDay, points) => {
        const line = Array.from({ length: points }, (_, n) => ({ day: day + n, value: from + n * perDay }));
        const trend = fitTrend(line);
        expect(trend && close(trend.perDay, perDay, perDay)).toBe(true);
        expect(trend && close(trend.high - trend.low, 0, 1e6)).toBe(true);
        expect(trend?.latest).toBe(line.at(-1)?.value);
      }),
    );
  });

  it('does not depend on the order of the points nor on where days and figures begin', () => {
    fc.assert(
      fc.property(noisy, amount, start, (points, more, days) => {
        const trend = fitTrend(points);
        const moved = fitTrend(
          points.toReversed().map((p) => ({ day: p.day + days, value: p.value + more })),
        );
        expect(trend && moved && close(trend.perDay, moved.perDay, 1e6)).toBe(true);
        expect(trend && moved && close(trend.high, moved.high, 1e6)).toBe(true);
      }),
    );
  });

  it('lies within its range, and grows with its figures', () => {
    fc.assert(
      fc.property(noisy, (points) => {
        const trend = fitTrend(points);
        const doubled = fitTrend(points.map((p) => ({ ...p, value: 2 * p.value })));
        if (!trend || !doubled) throw new Error('eight days are enough');
        expect(trend.low <= trend.perDay && trend.perDay <= trend.high).toBe(true);
        expect(close(doubled.perDay, 2 * trend.perDay, 1e6)).toBe(true);
        expect(close(doubled.low, 2 * trend.low, 1e6)).toBe(true);
      }),
    );
  });

  it('has a range as tables of Student’s t have it', () => {
    const values = [10, 12, 11, 15, 14, 18, 17, 19, 22, 21];
    const trend = fitTrend(values.map((value, day) => ({ day, value })));
    // Computed apart: the slope, its standard error; t of 8 degrees of freedom from a table.
    expect(trend?.perDay).toBeCloseTo(1.327273, 5);
    expect((trend?.high ?? 0) - (trend?.perDay ?? 0)).toBeCloseTo(2.306 * 0.132366, 3);
  });

  it('is not told before there are seven days and five points', () => {
    const on = (...days: number[]) => fitTrend(days.map((day) => ({ day, value: day })));
    expect(on()).toBeNull();
    expect(on(0, 1, 2, 3, 4, 5, 6)).toBeNull();
    expect(on(0, 1, 2, 7)).toBeNull();
    expect(on(0, 1, 2, 3, 7)).toMatchObject({ points: 5, days: 7, perDay: 1 });
  });
});

const positive = fc.double({ min: 0.001, max: 1e9, noNaN: true });
const trends: fc.Arbitrary<Trend> = fc.tuple(positive, amount, positive).map(([latest, perDay, margin]) => ({
  points: 9,
  days: 8,
  latest,
  perDay,
  low: perDay - margin,
  high: perDay + margin,
}));

describe('when a limit is reached', () => {
  it('is on the line, the quickest growth first and the slowest last', () => {
    fc.assert(
      fc.property(trends, positive, (trend, room) => {
        const limit = trend.latest + room;
        const { expected, earliest, latest } = whenReached(trend, limit);
        if (expected !== null) {
          expect(close(sizeIn(trend, expected), limit, limit)).toBe(true);
          expect(earliest !== null && earliest <= expected).toBe(true);
          expect(expected <= mostDays).toBe(true);
        }
        if (latest !== null) expect(expected !== null && expected <= latest).toBe(true);
        if (trend.perDay <= 0) expect(expected).toBeNull();
      }),
    );
  });

  it('is later for a higher limit, and now for one that is behind', () => {
    fc.assert(
      fc.property(trends, positive, positive, (trend, one, more) => {
        const at = (limit: number) => whenReached(trend, limit).expected ?? Number.POSITIVE_INFINITY;
        expect(at(trend.latest + one)).toBeLessThanOrEqual(at(trend.latest + one + more));
        expect(at(trend.latest)).toBe(0);
      }),
    );
  });

  it('reads like a sentence', () => {
    const asOf = '2026-03-02T10:00:00.000Z';
    expect(reachedWords({ expected: 0, earliest: 0, latest: 0 }, asOf)).toBe('now');
    expect(reachedWords({ expected: null, earliest: null, latest: null }, asOf)).toBe('not within ten years');
    expect(reachedWords({ expected: null, earliest: 3, latest: null }, asOf)).toBe(
      'not at this growth; at the earliest 5 Mar 2026',
    );
    expect(reachedWords({ expected: 9.5, earliest: 3, latest: null }, asOf)).toBe(
      'about 11 Mar 2026, at the earliest 5 Mar 2026',
    );
    const trend = { points: 9, days: 8, latest: 0, perDay: 2048, low: -1024, high: 5120 };
    expect(perDayWords(trend)).toBe('+2.0\u00a0kB');
    expect(rangeWords(trend)).toBe('−1.0\u00a0kB to +5.0\u00a0kB a day');
    expect(rangeWords({ ...trend, low: 2048, high: 2048 })).toBe('every day the same');
    expect(perDayWords({ ...trend, perDay: 0 })).toBe('nothing');
  });
});

describe('several objects together', () => {
  it('are as large as each was last, from the day on which the first was seen', () => {
    const old = { object: 'p1', days: [2, 3], values: [10, 20] };
    const young = { object: 'p2', days: [5], values: [7] };
    expect(pointsTogether([old, young], [1, 2, 3, 4, 5], 5.5)).toEqual([
      { day: 3, value: 10 },
      { day: 4, value: 20 },
      { day: 5, value: 20 },
      { day: 5.5, value: 27 },
    ]);
  });

  it('are never smaller than one of them', () => {
    const figures = fc.array(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 9 }).map((values) => ({
        object: 'p',
        days: values.map((_, n) => n),
        values,
      })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(figures, (parts) => {
        const observed = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        const last = pointsTogether(parts, observed, 20).at(-1)?.value ?? 0;
        for (const { values } of parts) expect(last).toBeGreaterThanOrEqual(values.at(-1) ?? 0);
      }),
    );
  });
});

describe('the forecast', () => {
  const today = 20_000;
  const gigabyte = 1024 ** 3;
  const asOf = new Date(today * 86_400_000 + 43_200_000);
  const growth = (days: number): Growth => ({
    server: Array.from({ length: days }, (_, n) => ({
      day: today - days + 1 + n,
      bytes: gigabyte * (1 + n),
      transactionId: 1_000_000 * n,
      multixactId: 0,
    })),
    tables: [{ table: 'public.t', object: 'public.t_1', days: [today - 1, today], values: [5, 9] }],
    ages: [{ table: null, transactions: 100e6, multixacts: 0, vacuumAt: 200e6, multixactVacuumAt: 400e6 }],
  });

  it('tells nothing of the future before there are seven days', () => {
    const found = forecastOf(growth(5), gigabyte, asOf);
    expect(found).toMatchObject({ database: { trend: null }, identifiers: null, freezing: [] });
    expect(found.disk).toEqual({ freeBytes: gigabyte, full: null });
    expect(forecastOf({ server: [], tables: [], ages: [] }, null, asOf)).toMatchObject({
      database: null,
      disk: null,
      history: [],
    });
  });

  it('tells when the disk is full and when tables are frozen', () => {
    const found = forecastOf(growth(14), 30 * gigabyte, asOf);
    expect(found.database?.bytes).toBe(14 * gigabyte);
    expect(Math.round(found.disk?.full?.expected ?? 0)).toBe(30);
    const [whole] = found.freezing;
    expect(Math.round(whole?.vacuum.expected ?? 0)).toBe(99);
    expect(whole?.half.expected ?? 0).toBeGreaterThan(900);
    expect(whole?.most.expected ?? 0).toBeGreaterThan(whole?.half.expected ?? 0);
    expect(found.tables).toEqual([{ table: 'public.t', bytes: 9, trend: null }]);
  });
});
