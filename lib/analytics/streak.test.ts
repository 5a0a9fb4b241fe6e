import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day';
import { runsOf, streakOn } from './streak';
import { streak } from './testing/reference';

const runs = [
  { last: '2026-03-10', length: 4 },
  { last: '2026-03-01', length: 9 },
];

describe('the streak', () => {
  it('goes on through today, and while today is not over', () => {
    expect(streakOn('2026-03-10', runs)).toEqual({ days: 4, studiedToday: true, longest: 9 });
    expect(streakOn('2026-03-11', runs)).toEqual({ days: 4, studiedToday: false, longest: 9 });
  });

  it('is over a day later, and nothing before the first day', () => {
    expect(streakOn('2026-03-12', runs)).toEqual({ days: 0, studiedToday: false, longest: 9 });
    expect(streakOn('2026-03-12', [])).toEqual({ days: 0, studiedToday: false, longest: 0 });
  });

  it('counts a day that has begun already where the course is', () => {
    expect(streakOn('2026-03-09', runs)).toMatchObject({ days: 4, studiedToday: true });
  });
});

describe('the streak of one course', () => {
  const day = (ago: number, seconds = 60) => ({
    day: addDays('2026-03-10', -ago),
    seconds,
    interactions: 0,
    finished: 1,
  });

  it('is counted from its days, as a plain count back from today', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40)), (agos) => {
        const days = agos.toSorted((a, b) => b - a).map((ago) => day(ago));
        const studied = new Set(days.map((each) => each.day));
        expect(streakOn('2026-03-10', runsOf(days))).toEqual(streak(studied, '2026-03-10'));
      }),
    );
  });

  it('does not count a day on which a section only became finished', () => {
    expect(runsOf([day(3), day(2, 0), day(1)])).toEqual([
      { last: '2026-03-09', length: 1 },
      { last: '2026-03-07', length: 1 },
    ]);
  });
});
