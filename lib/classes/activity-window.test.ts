import { describe, expect, it } from 'vitest';
import { daysBetween } from '@/lib/days';
import { everyDay, everyWeek, longestWindow, resolveWindow } from './activity-window';

const course = { first: '2026-01-07', last: '2026-03-01', endsOn: null, today: '2026-03-10' };

describe('the window of the activity', () => {
  it('reaches from the first active day to today while a course runs', () => {
    expect(resolveWindow({}, course)).toEqual({ from: '2026-01-07', to: '2026-03-10' });
  });

  it('ends with the last active day of a course that is over', () => {
    const over = { ...course, endsOn: '2026-02-15' };
    expect(resolveWindow({}, over)).toEqual({ from: '2026-01-07', to: '2026-03-01' });
    expect(resolveWindow({}, { ...over, first: null, last: null }).to).toBe('2026-02-15');
  });

  it('shows four weeks of nothing where nobody did anything', () => {
    expect(resolveWindow({}, { ...course, first: null, last: null })).toEqual({
      from: '2026-02-11',
      to: '2026-03-10',
    });
  });

  it('is what was asked for, put right and bounded', () => {
    expect(resolveWindow({ from: '2026-02-01', to: '2026-02-02' }, course)).toEqual({
      from: '2026-02-01',
      to: '2026-02-02',
    });
    expect(resolveWindow({ from: '2026-05-01', to: '2026-02-02' }, course)).toEqual({
      from: '2026-02-02',
      to: '2026-02-02',
    });
    const { from, to } = resolveWindow({ from: '2001-01-01' }, course);
    expect(daysBetween(from, to)).toBe(longestWindow - 1);
  });
});

describe('what is shown of it', () => {
  const window = { from: '2026-02-27', to: '2026-03-02' };

  it('has every day, also those without activity', () => {
    const days = everyDay([{ day: '2026-02-28', students: 2, seconds: 60, interactions: 3 }], window);
    expect(days.map(({ day, students }) => [day, students])).toEqual([
      ['2026-02-27', 0],
      ['2026-02-28', 2],
      ['2026-03-01', 0],
      ['2026-03-02', 0],
    ]);
  });

  it('has every week from Monday on, a Sunday belonging to the week before', () => {
    const weeks = everyWeek([{ week: '2026-02-23', students: 2, seconds: 60, interactions: 3 }], window);
    expect(weeks.map(({ week, students }) => [week, students])).toEqual([
      ['2026-02-23', 2],
      ['2026-03-02', 0],
    ]);
  });
});
