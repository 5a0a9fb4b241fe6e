import { expect, it } from 'vitest';
import { pastTime } from './audit-trail';

const iso = (now: string, daysAgo: number, hour: number) =>
  pastTime(new Date(now), daysAgo, hour).toISOString();

it('puts an event on its day', () => {
  expect(iso('2026-03-20T10:00:00Z', 5, 13.5)).toBe('2026-03-15T13:30:00.000Z');
});

it('does not go back behind the first of the month, nor ahead of now', () => {
  expect(iso('2026-03-03T10:00:00Z', 9, 13)).toBe('2026-03-01T13:00:00.000Z');
  expect(iso('2026-03-01T10:00:00Z', 9, 12)).toBe('2026-03-01T05:00:00.000Z');
  expect(iso('2026-03-01T00:00:00Z', 1, 23)).toBe('2026-03-01T00:00:00.000Z');
});
