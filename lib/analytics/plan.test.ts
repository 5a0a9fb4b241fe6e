import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDay } from './calendar-day';
import { lastDayOf, plannedBy, plannedTogether, planOf } from './plan';
import { productRules } from './rules/rules';

const given = { enrolledOn: '2026-03-02', startsOn: null, endsOn: null, estimatedDuration: null };
const plan = (part: Partial<Parameters<typeof planOf>[0]>) => planOf({ ...given, ...part }, productRules);

describe('the plan', () => {
  it('follows the dates of the course, from the enrolment of whoever came later', () => {
    const dates = { startsOn: '2026-02-02', endsOn: '2026-04-30' };
    expect(plan(dates)).toEqual({ from: '2026-03-02', to: '2026-04-30', basis: 'dates' });
    expect(plan({ ...dates, enrolledOn: '2026-01-20' })?.from).toBe('2026-02-02');
    expect(plan({ ...dates, enrolledOn: '2026-05-01' })).toBeNull();
  });

  it('spreads the estimate over weeks of study where there are no dates', () => {
    expect(plan({ estimatedDuration: 360 })).toEqual({
      from: '2026-03-02',
      to: '2026-03-15',
      basis: 'estimate',
    });
  });

  it('ends a course only where that has dates', () => {
    expect(lastDayOf(plan({ endsOn: '2026-04-30' }))).toBe('2026-04-30');
    expect(lastDayOf(plan({ estimatedDuration: 360 }))).toBeNull();
    expect(lastDayOf(null)).toBeNull();
  });

  it('is absent where a course says nothing', () => {
    expect(plan({})).toBeNull();
    expect(plan({ estimatedDuration: 0 })).toBeNull();
  });

  it('wants the same every day, nothing before and all after', () => {
    const ten = { from: '2026-03-01', to: '2026-03-10' };
    expect(
      ['2026-02-20', '2026-03-01', '2026-03-05', '2026-03-10', '2026-04-01'].map((day) =>
        plannedBy(ten, day),
      ),
    ).toEqual([0, 10, 50, 100, 100]);
  });
});

describe('several plans together', () => {
  const ten = { plan: { from: '2026-03-01', to: '2026-03-10' }, sectionsRequired: 30 };
  const later = { plan: { from: '2026-03-06', to: '2026-03-25' }, sectionsRequired: 10 };

  it('want what each wants of its sections', () => {
    const line = plannedTogether([ten, later]);
    expect([line?.from, line?.to]).toEqual(['2026-03-01', '2026-03-25']);
    expect(['2026-03-05', '2026-03-10', '2026-03-25'].map((day) => line?.by(day))).toEqual([
      (15 / 40) * 100,
      ((30 + 2.5) / 40) * 100,
      100,
    ]);
  });

  it('are one plan where there is one, and none where a course has none', () => {
    expect(plannedTogether([later])?.by('2026-03-10')).toBe(plannedBy(later.plan, '2026-03-10'));
    expect(plannedTogether([ten, { ...later, plan: null }])).toBeNull();
    expect(plannedTogether([])).toBeNull();
  });

  it('do not wait for a course that requires nothing', () => {
    expect(plannedTogether([ten, { plan: null, sectionsRequired: 0 }])?.by('2026-03-10')).toBe(100);
  });
});

describe('calendar days', () => {
  it('cross months, leap days and changes of the clock', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(localDay('2026-03-02T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-03');
  });
});
