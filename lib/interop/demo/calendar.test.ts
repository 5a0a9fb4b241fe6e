import { expect, it } from 'vitest';
import { isoDay, localDay, localTimestamp, mondayOnOrBefore, weekday } from './calendar';

it('knows which day it is where', () => {
  const now = new Date('2026-03-02T02:30:00Z');
  expect(isoDay(localDay(now, 'Europe/London'))).toBe('2026-03-02');
  expect(isoDay(localDay(now, 'America/New_York'))).toBe('2026-03-01');
});

it('knows the days of the week', () => {
  const sunday = localDay(new Date('2026-03-01T12:00:00Z'), 'UTC');
  expect(weekday(sunday)).toBe(0);
  expect(isoDay(mondayOnOrBefore(sunday))).toBe('2026-02-23');
  expect(isoDay(mondayOnOrBefore(sunday + 1))).toBe('2026-03-02');
});

it('writes a wall clock without a zone', () => {
  expect(localTimestamp({ day: 0, second: 3_661 })).toBe('1970-01-01T01:01:01');
});
