import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, todayIn } from '@/lib/days';
import { inspectionClock } from './clock';

describe('the 45 days of an inspection request', () => {
  const on = (today: string) => inspectionClock('2026-01-10', null, today);

  it('are running on day 44, end with day 45, and are over on day 46', () => {
    expect(on('2026-02-23')).toEqual({ day: 44, dueOn: '2026-02-24', state: 'OPEN' });
    expect(on('2026-02-24')).toEqual({ day: 45, dueOn: '2026-02-24', state: 'DUE_TODAY' });
    expect(on('2026-02-25')).toEqual({ day: 46, dueOn: '2026-02-24', state: 'OVERDUE' });
  });

  it('end at midnight where the institution is, across both changes of the clock', () => {
    const at = (requested: string, now: string) => {
      const zone = 'America/New_York';
      return inspectionClock(todayIn(zone, new Date(requested)), null, todayIn(zone, new Date(now))).state;
    };
    // Requested on 1 February at 23:59 local; clocks go forward on 8 March.
    expect(at('2026-02-02T04:59:00Z', '2026-03-18T03:59:59Z')).toBe('OPEN');
    expect(at('2026-02-02T04:59:00Z', '2026-03-18T04:00:00Z')).toBe('DUE_TODAY');
    expect(at('2026-02-02T04:59:00Z', '2026-03-19T03:59:59Z')).toBe('DUE_TODAY');
    expect(at('2026-02-02T04:59:00Z', '2026-03-19T04:00:00Z')).toBe('OVERDUE');
    // Requested on 1 October at 00:00 local; clocks go back on 1 November.
    expect(at('2026-10-01T04:00:00Z', '2026-11-16T04:59:59Z')).toBe('DUE_TODAY');
    expect(at('2026-10-01T04:00:00Z', '2026-11-16T05:00:00Z')).toBe('OVERDUE');
  });

  it('stop with the answer, in time up to day 45', () => {
    expect(inspectionClock('2026-01-10', '2026-02-24', '2026-05-01').state).toBe('ANSWERED');
    expect(inspectionClock('2026-01-10', '2026-02-25', '2026-05-01').state).toBe('ANSWERED_LATE');
  });

  it('only ever go from open over due to overdue', () => {
    const rank = { OPEN: 0, DUE_TODAY: 1, OVERDUE: 2, ANSWERED: 3, ANSWERED_LATE: 3 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.nat(100), fc.nat(100), (start, one, more) => {
        const requestedOn = addDays('1990-01-01', start);
        const [sooner, later] = [one, one + more].map((days) =>
          inspectionClock(requestedOn, null, addDays(requestedOn, days)),
        );
        expect(rank[later?.state ?? 'OPEN']).toBeGreaterThanOrEqual(rank[sooner?.state ?? 'OVERDUE']);
        expect(sooner?.day).toBe(one);
      }),
    );
  });
});
