import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, nextWithin, type QuietWindow, windowWords } from './quiet-window';

const night = (timeZone: string): QuietWindow => ({ fromMinute: 120, untilMinute: 300, timeZone });
const at = (text: string) => Date.parse(text);
const text = (moment: number) => new Date(moment).toISOString();
const minute = 60_000;

describe('the quiet window', () => {
  it('goes by the clocks of its time zone', () => {
    expect(isWithin(at('2026-11-26T02:30:00Z'), night('UTC'))).toBe(true);
    expect(isWithin(at('2026-11-26T02:30:00Z'), night('America/New_York'))).toBe(false);
    expect(text(nextWithin(at('2026-11-26T12:00:00Z'), night('America/New_York')))).toBe(
      '2026-11-27T07:00:00.000Z',
    );
  });

  it('begins with its first minute and ends before its last', () => {
    expect(isWithin(at('2026-11-26T02:00:00Z'), night('UTC'))).toBe(true);
    expect(isWithin(at('2026-11-26T04:59:59Z'), night('UTC'))).toBe(true);
    expect(isWithin(at('2026-11-26T05:00:00Z'), night('UTC'))).toBe(false);
  });

  it('may lie across midnight', () => {
    const late = { fromMinute: 23 * 60, untilMinute: 60, timeZone: 'UTC' };
    expect(isWithin(at('2026-11-26T23:30:00Z'), late)).toBe(true);
    expect(isWithin(at('2026-11-26T00:30:00Z'), late)).toBe(true);
    expect(text(nextWithin(at('2026-11-26T01:00:00Z'), late))).toBe('2026-11-26T23:00:00.000Z');
  });

  it('that a change to summer time leaves out comes the night after', () => {
    const gone = { fromMinute: 120, untilMinute: 180, timeZone: 'Europe/Berlin' };
    expect(text(nextWithin(at('2026-03-28T12:00:00Z'), gone))).toBe('2026-03-30T00:00:00.000Z');
  });

  it('is said in words', () => {
    expect(windowWords(night('Europe/Berlin'))).toBe('02:00–05:00 (Europe/Berlin)');
  });

  it('is reached from any moment, at once or at its first minute, and never passed over', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const minutes = fc.integer({ min: 0, max: 1439 });
    const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
    fc.assert(
      fc.property(zones, minutes, minutes, moments, (timeZone, fromMinute, untilMinute, now) => {
        fc.pre(fromMinute !== untilMinute);
        const window = { fromMinute, untilMinute, timeZone };
        const next = nextWithin(now, window);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(isWithin(next, window)).toBe(true);
        if (next > now) expect(isWithin(next - minute, window)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
