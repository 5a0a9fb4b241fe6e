import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day';
import type { Forecast } from './forecast';
import { type CourseForecast, forecastOverall } from './overall-forecast';

const today = '2026-03-30';
const known = (expected: number, spread: number, latest: number | null): Forecast => ({
  known: true,
  expected: addDays(today, expected),
  earliest: addDays(today, expected - spread),
  latest: latest === null ? null : addDays(today, expected + latest),
  pace: 2,
  weeks: 4,
});
const course = (title: string, forecast: Forecast): CourseForecast => ({
  courseId: title,
  title,
  endsOn: null,
  forecast,
});
const unknown: Forecast = { known: false, reason: 'Not enough data yet: you have not begun.' };

describe('the forecast of all courses', () => {
  it('is the latest of the courses’ own, bound by bound', () => {
    const found = forecastOverall([
      course('soon but unsure', known(20, 15, 90)),
      course('last', known(40, 10, 20)),
    ]);
    expect(found).toMatchObject({
      known: true,
      last: { title: 'last' },
      expected: addDays(today, 40),
      earliest: addDays(today, 30),
      latest: addDays(today, 110),
    });
    expect(found.courses.map(({ title }) => title)).toEqual(['last', 'soon but unsure']);
  });

  it('sees no end where one course sees none', () => {
    expect(forecastOverall([course('a', known(50, 5, 5)), course('b', known(10, 5, null))])).toMatchObject({
      known: true,
      latest: null,
      last: { title: 'a' },
    });
  });

  it('is none where one course has none, and says how many have', () => {
    expect(forecastOverall([course('a', known(5, 1, 1)), course('b', unknown)])).toMatchObject({
      known: false,
      reason: expect.stringContaining('1 of your 2 courses under way have a forecast'),
      courses: [{ title: 'b' }, { title: 'a' }],
    });
    expect(forecastOverall([course('a', unknown)])).toMatchObject({
      known: false,
      reason: expect.stringContaining('Not enough data yet'),
    });
  });

  it('is not needed where everything is finished', () => {
    expect(forecastOverall([])).toEqual({
      courses: [],
      known: false,
      reason: 'You have finished all your courses.',
    });
  });

  it('never comes before that of any course, nor depends on their order', () => {
    const one = fc
      .tuple(fc.nat(400), fc.nat(60), fc.option(fc.nat(200), { nil: null }))
      .map(([expected, spread, latest]) => known(expected, spread, latest));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (forecasts) => {
        const courses = forecasts.map((forecast, n) => course(`${n}`, forecast));
        const found = forecastOverall(courses);
        if (!found.known) throw new Error('every course has a forecast');
        for (const { forecast } of courses) {
          if (!forecast.known) continue;
          expect(forecast.expected <= found.expected && forecast.earliest <= found.earliest).toBe(true);
          if (found.latest !== null) expect((forecast.latest ?? '~') <= found.latest).toBe(true);
        }
        const { courses: _, last: __, ...bounds } = found;
        expect(forecastOverall(courses.toReversed())).toMatchObject(bounds);
      }),
    );
  });
});
