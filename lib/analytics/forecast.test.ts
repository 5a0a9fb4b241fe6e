import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '@/lib/interop/demo/random';
import { addDays, daysBetween } from './calendar-day';
import { forecastFinish } from './forecast';
import { productRules } from './rules/rules';

const today = '2026-03-30';
const day = (ago: number, finished: number) => ({
  day: addDays(today, -ago),
  seconds: 600,
  interactions: 1,
  finished,
});
/** `weekly` sections, the newest week first, one week on one day. */
const weeksOf = (weekly: readonly number[]) =>
  weekly.map((finished, week) => day(week * 7 + 3, finished)).reverse();
const forecast = (
  weekly: readonly number[],
  remaining = 10,
  startedOn = addDays(today, -7 * weekly.length),
) => forecastFinish({ today, startedOn, days: weeksOf(weekly), remaining }, productRules);

describe('the forecast', () => {
  it('says nothing before there is enough to say it from', () => {
    expect(forecastFinish({ today, startedOn: null, days: [], remaining: 5 }, productRules)).toMatchObject({
      known: false,
    });
    expect(forecast([3, 3])).toMatchObject({
      known: false,
      reason: expect.stringContaining('3 whole weeks'),
    });
    expect(forecast([1, 0, 1, 1])).toMatchObject({
      known: false,
      reason: expect.stringContaining('5 sections'),
    });
  });

  it('is the rest at the mean pace, with a range around it', () => {
    const found = forecast([5, 5, 5, 5], 10);
    expect(found).toMatchObject({ known: true, expected: addDays(today, 14), pace: 5, weeks: 4 });
    if (!found.known || found.latest === null) throw new Error('a range was expected');
    expect(found.earliest < found.expected && found.expected < found.latest).toBe(true);
  });

  it('counts whole weeks up to yesterday', () => {
    const days = [day(21, 2), day(8, 2), day(7, 2), day(1, 2), day(0, 50)];
    const found = forecastFinish({ today, startedOn: addDays(today, -21), days, remaining: 8 }, productRules);
    expect(found).toMatchObject({ known: true, pace: 2.7, weeks: 3 });
  });

  it('sees no end where the slower pace is none', () => {
    expect(forecast([6, 0, 0], 40)).toMatchObject({ known: true, latest: null });
  });

  it('never comes sooner when more is left, nor has its ends the wrong way round', () => {
    const weekly = fc.array(fc.nat(9), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(weekly, fc.integer({ min: 1, max: 60 }), fc.nat(30), (counts, remaining, more) => {
        const [sooner, later] = [forecast(counts, remaining), forecast(counts, remaining + more)];
        expect(sooner.known).toBe(later.known);
        if (!sooner.known || !later.known) return;
        expect(sooner.expected <= later.expected && sooner.earliest <= later.earliest).toBe(true);
        for (const { earliest, expected, latest } of [sooner, later])
          expect(earliest <= expected && (latest === null || expected <= latest)).toBe(true);
      }),
    );
  });

  it('holds in about four of five cases for students who go on as before', () => {
    const random = seeded('forecast coverage');
    let hits = 0;
    let cases = 0;
    for (let n = 0; n < 1500; n++) {
      const rate = 2 + random() * 5;
      const found = forecast(
        Array.from({ length: 6 }, () => poisson(rate, random)),
        15,
      );
      if (!found.known) continue;
      cases += 1;
      const days = daysUntil(15, rate / 7, random);
      const [low, high] = [found.earliest, found.latest ?? '9999-12-31'].map((end) =>
        daysBetween(today, end),
      );
      if (days >= (low ?? 0) && days <= (high ?? 0)) hits += 1;
    }
    expect(cases).toBeGreaterThan(1400);
    expect(hits / cases).toBeGreaterThan(0.75);
    expect(hits / cases).toBeLessThan(0.97);
  });
});

function poisson(mean: number, random: () => number): number {
  let count = 0;
  for (let product = random(); product > Math.exp(-mean); product *= random()) count += 1;
  return count;
}

function daysUntil(sections: number, rate: number, random: () => number): number {
  let days = 0;
  for (let done = 0; done < sections; done += poisson(rate, random)) days += 1;
  return days;
}
