import { expect, it } from 'vitest';
import { breaksWords, figure, growthWords } from './words';

it('tells when a budget breaks, or that it does not', () => {
  const growth = { perWeek: 10, weeks: 20, enrolled: 500 };
  expect(breaksWords({ breaksAt: null, breaksOn: null, holdsLarger: true }, growth)).toBe(
    'not at 100 times the present size',
  );
  const broken = { breaksAt: 1, breaksOn: '2026-11-26' };
  expect(breaksWords({ ...broken, holdsLarger: false }, growth)).toBe('broken now');
  expect(breaksWords({ ...broken, holdsLarger: true }, growth)).toMatch(/^not clear: rehearse again/);
  expect(breaksWords({ breaksAt: 3.14, breaksOn: '2027-03-09', holdsLarger: true }, growth)).toMatch(
    /^at 3\.1 times the present size, about Mar\S* 2027$/,
  );
});

it('tells apart that it breaks late and that nobody knows when', () => {
  const late = { breaksAt: 50, breaksOn: null, holdsLarger: true };
  expect(breaksWords(late, { perWeek: 1, weeks: 20, enrolled: 5_000 })).toBe(
    'at 50.0 times the present size, in more than 10 years',
  );
  expect(breaksWords(late, null)).toBe('at 50.0 times the present size; when that is, is not known yet');
});

it('says how fast the term grows, or that it cannot be told', () => {
  expect(growthWords({ perWeek: 1234.4, weeks: 20, enrolled: 5 })).toContain('1,234 enrolments a week');
  expect(growthWords(null)).toContain('not enough data yet');
});

it('writes figures as exactly as they are known', () => {
  expect([0.456, 3.14, 12].map(figure)).toEqual(['0.46', '3.1', '12.0']);
});
