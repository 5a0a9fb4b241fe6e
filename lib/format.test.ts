import { describe, expect, it } from 'vitest';
import {
  count,
  counted,
  date,
  dateTime,
  duration,
  durationOfMinutes,
  percent,
  relative,
  timeOfDay,
} from './format';

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [59.6, '1 min'],
    [1200, '20 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
    [93_600, '26 h'],
    [-3, '0 s'],
  ])('says %d seconds as “%s”', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it('carries minutes into hours', () => {
    expect(duration(3599)).toBe('1 h');
    expect(durationOfMinutes(80)).toBe('1 h 20 min');
    expect(durationOfMinutes(120_060)).toBe('2,001 h');
  });
});

describe('shares and counts', () => {
  it('never rounds up to all of it', () => {
    expect(percent(9999)).toBe('99\u00a0%');
    expect(percent(10_000)).toBe('100\u00a0%');
    expect(percent(9999, 1)).toBe('99.9\u00a0%');
    expect(percent(6666)).toBe('67\u00a0%');
    expect(percent(12)).toBe('1\u00a0%');
    expect(percent(3750, 1)).toBe('37.5\u00a0%');
    expect(percent(0)).toBe('0\u00a0%');
  });

  it('groups thousands and knows one from many', () => {
    expect(count(28_785)).toBe('28,785');
    expect(counted(1, 'lesson')).toBe('1 lesson');
    expect(counted(0, 'lesson')).toBe('0 lessons');
    expect(counted(2, 'class', 'classes')).toBe('2 classes');
  });
});

describe('dates', () => {
  it('depends on the time zone and on nothing else', () => {
    expect(date('2026-03-12T23:30:00Z', 'UTC')).toBe('12 Mar 2026');
    expect(date('2026-03-12T23:30:00Z', 'Europe/Vienna')).toBe('13 Mar 2026');
    expect(dateTime('2026-03-12T00:05:00Z', 'UTC')).toBe('12 Mar 2026, 00:05');
    expect(timeOfDay('2026-03-12T23:05:09Z', 'Europe/Vienna')).toBe('00:05:09');
  });

  it.each([
    ['2026-03-12T11:59:30Z', 'just now'],
    ['2026-03-12T11:55:00Z', '5 minutes ago'],
    ['2026-03-09T12:00:00Z', '3 days ago'],
    ['2026-03-12T14:30:00Z', 'in 2 hours'],
    ['2025-01-12T12:00:00Z', '1 year ago'],
  ])('says %s as “%s”', (moment, words) => {
    expect(relative(moment, '2026-03-12T12:00:00Z', 'UTC')).toEqual({
      text: words,
      title: dateTime(moment, 'UTC'),
    });
  });
});
