import { expect, it } from 'vitest';
import { breaksWords, figure, growthWords } from './words';

it('tells when a budget breaks, or that size is not what breaks it', () => {
  expect(breaksWords({ breaksAt: null, breaksOn: null })).toBe('does not depend on the size');
  expect(breaksWords({ breaksAt: 1, breaksOn: '2026-11-26' })).toBe('broken now');
  expect(breaksWords({ breaksAt: 3.14, breaksOn: null })).toBe('at 3.1 times the present size');
  expect(breaksWords({ breaksAt: 3.14, breaksOn: '2027-03-09' })).toMatch(
    /^at 3\.1 times the present size, about Mar\S* 2027$/,
  );
});

it('says how fast the term grows, or that it cannot be told', () => {
  expect(growthWords({ perWeek: 1234.4, weeks: 20, enrolled: 5 })).toContain('1,234 enrolments a week');
  expect(growthWords(null)).toContain('not enough data yet');
});

it('writes figures as exactly as they are known', () => {
  expect([0.456, 3.14, 12].map(figure)).toEqual(['0.46', '3.1', '12.0']);
});
