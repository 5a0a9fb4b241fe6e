import { describe, expect, it } from 'vitest';
import { daysInBrief, timeText } from './days-in-brief';

const on = (day: string, seconds: number, interactions: number) => ({ day, seconds, interactions });

describe('days of study in brief', () => {
  it('are minutes, and say on how many days', () => {
    const days = [on('2026-03-01', 1200, 4), on('2026-03-02', 0, 0), on('2026-03-03', 61, 1)];
    expect(daysInBrief(days, 'none')).toEqual({
      summary: '21 min on 2 days. Minutes by day:',
      of: 'minutes',
      bars: [
        { day: '1 Mar', value: 20 },
        { day: '2 Mar', value: 0 },
        { day: '3 Mar', value: 1 },
      ],
    });
  });

  it('are steps where no time was measured, and never “no study”', () => {
    const days = [on('2026-03-01', 0, 12), on('2026-03-02', 0, 0), on('2026-03-03', 0, 3)];
    const { summary, of, bars } = daysInBrief(days, 'none');
    expect(summary).toBe('15 steps on 2 days; time was not measured. Steps by day:');
    expect(of).toBe('steps');
    expect(bars.map(({ value }) => value)).toEqual([12, 0, 3]);
  });

  it('say where time was measured on some days only, and where there was nothing', () => {
    expect(daysInBrief([on('2026-03-01', 0, 12), on('2026-03-02', 60, 1)], 'none').summary).toBe(
      '1 min on 1 day. On 1 more day time was not measured. Minutes by day:',
    );
    expect(daysInBrief([on('2026-03-01', 0, 0)], 'none')).toMatchObject({ summary: 'none', of: 'minutes' });
  });

  it('tell time that was not measured from none', () => {
    expect([timeText(on('', 0, 3)), timeText(on('', 0, 0)), timeText(on('', 90, 3))]).toEqual([
      'not measured',
      '0 s',
      '2 min',
    ]);
  });
});
