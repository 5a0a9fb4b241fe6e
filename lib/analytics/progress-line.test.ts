import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from './calendar-day';
import { plannedLine } from './plan';
import { progressLine } from './progress-line';

const day = (date: string, finished: number) => ({ day: date, seconds: 60, interactions: 1, finished });
const base = { enrolledOn: '2026-03-01', today: '2026-03-05', sectionsRequired: 10 };

describe('progress against time', () => {
  it('adds up what was finished, and stops at today', () => {
    const days = [day('2026-03-02', 1), day('2026-03-04', 3)];
    expect(
      progressLine({ ...base, days, plan: plannedLine({ from: '2026-03-01', to: '2026-03-08' }) }),
    ).toEqual([
      { day: '2026-03-01', sections: 0, finished: 0, planned: 12.5 },
      { day: '2026-03-02', sections: 1, finished: 10, planned: 25 },
      { day: '2026-03-03', sections: 1, finished: 10, planned: 37.5 },
      { day: '2026-03-04', sections: 4, finished: 40, planned: 50 },
      { day: '2026-03-05', sections: 4, finished: 40, planned: 62.5 },
      { day: '2026-03-06', sections: null, finished: null, planned: 75 },
      { day: '2026-03-07', sections: null, finished: null, planned: 87.5 },
      { day: '2026-03-08', sections: null, finished: null, planned: 100 },
    ]);
  });

  it('begins with what was done before the enrolment, and does without a plan', () => {
    const [first, ...rest] = progressLine({ ...base, days: [day('2026-02-27', 2)], plan: null });
    expect(first).toEqual({ day: '2026-02-27', sections: 2, finished: 20, planned: null });
    expect(rest.at(-1)?.day).toBe('2026-03-05');
  });

  it('shows a long course in a hundred points or so, its ends among them', () => {
    const plan = { from: '2026-03-01', to: addDays('2026-03-01', 700) };
    const points = progressLine({ ...base, days: [], plan: plannedLine(plan) });
    expect(points.length).toBeLessThan(130);
    expect([points[0]?.day, points.at(-1)?.day]).toEqual([plan.from, plan.to]);
    expect(points.some(({ day: each }) => each === base.today)).toBe(true);
    const steps = points.slice(1, -2).map(({ day: each }, n) => daysBetween(each, points[n + 2]?.day ?? ''));
    expect(new Set(steps).size).toBe(1);
  });
});
