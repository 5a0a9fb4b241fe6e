import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailDue, nextDigest } from './email-due';
import { afterQuiet, isQuiet, type QuietHours } from './quiet-hours';
import { addDays, momentOf, wallClock } from './wall-clock';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
];
const zone = fc.constantFrom(...zones);
const quiet: fc.Arbitrary<QuietHours> = fc.record({
  fromMinute: fc.nat({ max: 1439 }),
  untilMinute: fc.nat({ max: 1439 }),
});
const anyTime = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2031, 0, 1) });
/** Within a day of a change of the clocks in Europe, America or Australia. */
const nearChange = fc
  .tuple(
    fc.constantFrom(
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
      Date.UTC(2026, 3, 4, 15),
      Date.UTC(2026, 9, 3, 15, 30),
    ),
    fc.integer({ min: -day, max: day }),
  )
  .map(([change, away]) => change + away);
const moment = fc.oneof(anyTime, nearChange);
const quietAt = (at: number, hours: QuietHours, timeZone: string) =>
  isQuiet(wallClock(at, timeZone).minute, hours);

describe('quiet hours', () => {
  it('end at the first loud minute, whatever clocks do meanwhile', () => {
    fc.assert(
      fc.property(moment, quiet, zone, (at, hours, timeZone) => {
        const then = afterQuiet(at, hours, timeZone);
        expect(then).toBeGreaterThanOrEqual(at);
        expect(then - at).toBeLessThanOrEqual(day + 3 * hour);
        expect(quietAt(then, hours, timeZone)).toBe(false);
        for (let before = at; before < then; before += 7 * minute) {
          expect(quietAt(before, hours, timeZone), new Date(before).toISOString()).toBe(true);
        }
        if (then > at) expect(quietAt(then - 1, hours, timeZone)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('delay nothing outside them, nor when they are empty', () => {
    expect(afterQuiet(5, { fromMinute: 30, untilMinute: 30 }, 'UTC')).toBe(5);
    expect(afterQuiet(5, { fromMinute: 60, untilMinute: 120 }, 'UTC')).toBe(5);
  });

  it('cross midnight, and the night on which clocks are put forward', () => {
    const night = { fromMinute: 22 * 60, untilMinute: 7 * 60 };
    const at = Date.parse('2026-03-28T23:15:20Z');
    expect(new Date(afterQuiet(at, night, 'Europe/London')).toISOString()).toBe('2026-03-29T06:00:00.000Z');
    expect(new Date(afterQuiet(at, night, 'UTC')).toISOString()).toBe('2026-03-29T07:00:00.000Z');
  });

  it('end with the hour that clocks put back show again, where its beginning is loud', () => {
    const fromSevenPastOne = { fromMinute: 67, untilMinute: 0 };
    const at = Date.parse('2026-11-01T05:59:30Z');
    expect(new Date(afterQuiet(at, fromSevenPastOne, 'America/New_York')).toISOString()).toBe(
      '2026-11-01T06:00:00.000Z',
    );
  });

  it('end after the gap when their last minute is left out', () => {
    const untilGap = { fromMinute: 0, untilMinute: 90 };
    const at = Date.parse('2026-03-29T00:10:00Z');
    expect(new Date(afterQuiet(at, untilGap, 'Europe/London')).toISOString()).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });
});

describe('digests', () => {
  it('come at eight on the wall clock, the very next one, weekly ones on Mondays', () => {
    fc.assert(
      fc.property(
        moment,
        zone,
        fc.constantFrom('DAILY' as const, 'WEEKLY' as const),
        (now, timeZone, mode) => {
          const at = nextDigest(now, mode, timeZone);
          const shown = wallClock(at, timeZone);
          expect(at).toBeGreaterThan(now);
          expect(shown.minute).toBe(8 * 60);
          if (mode === 'WEEKLY') expect(shown.weekday).toBe(1);
          const before = momentOf(addDays(shown.day, mode === 'DAILY' ? -1 : -7), 8 * 60, timeZone);
          expect(before).toBeLessThanOrEqual(now);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('wait for the end of quiet hours, as everything does, and are never lost', () => {
    fc.assert(
      fc.property(
        moment,
        quiet,
        zone,
        fc.constantFrom('NOW' as const, 'DAILY' as const),
        (now, hours, timeZone, mode) => {
          const due = emailDue(now, mode, { quiet: hours, timeZone });
          expect(due).toBeGreaterThanOrEqual(now);
          expect(due - now).toBeLessThanOrEqual(2 * day + 4 * hour);
          expect(quietAt(due, hours, timeZone)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the wall clock', () => {
  it('is turned into a moment and back, the first one where a minute comes twice', () => {
    fc.assert(
      fc.property(moment, zone, (at, timeZone) => {
        const shown = wallClock(at, timeZone);
        const back = momentOf(shown.day, shown.minute, timeZone);
        expect(wallClock(back, timeZone)).toEqual(shown);
        expect(back).toBeLessThanOrEqual(at);
      }),
      { numRuns: 400 },
    );
    expect(new Date(momentOf('2026-10-25', 90, 'Europe/London')).toISOString()).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });
});
