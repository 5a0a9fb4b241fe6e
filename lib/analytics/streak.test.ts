import { describe, expect, it } from 'vitest';
import { streakOn } from './streak';

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
