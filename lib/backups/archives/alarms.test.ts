import { expect, test } from 'vitest';
import { archiveAge, archiveAlarms } from './alarms';

const asOf = '2026-11-26T05:00:00.000Z';
const failed = { status: 'FAILED', fault: 'no space left' } as const;
const done = { status: 'DONE', fault: null } as const;
const codes = (
  ...[takenAt, platform, lastRun]: [string | null, 'embedded' | 'neon', typeof failed | typeof done | null]
) => archiveAlarms({ takenAt, lastRun }, platform, asOf).map(({ code, tone }) => `${code} ${tone}`);

test('having none is a fault only where archives are all there is', () => {
  expect(codes(null, 'embedded', null)).toEqual([]);
  expect(codes(null, 'neon', null)).toEqual(['no-logical-archive caution']);
});

test('a month missed is a fault everywhere, and days where archives are all there is', () => {
  expect(codes('2026-11-23T05:12:00.000Z', 'neon', done)).toEqual([]);
  expect(codes('2026-11-22T05:12:00.000Z', 'neon', done)).toEqual(['logical-archive-old caution']);
  expect(codes('2026-10-12T05:00:00.000Z', 'embedded', done)).toEqual([]);
  expect(codes('2026-10-12T04:59:00.000Z', 'embedded', done)).toEqual(['logical-archive-old caution']);
});

test('a failed attempt is told with its reason until one succeeds, and is grave where nothing else is kept', () => {
  expect(codes('2026-11-01T05:12:00.000Z', 'embedded', failed)).toEqual(['logical-archive-failed caution']);
  expect(codes(null, 'neon', failed)).toEqual([
    'logical-archive-failed critical',
    'no-logical-archive caution',
  ]);
  expect(archiveAlarms({ takenAt: null, lastRun: failed }, 'neon', asOf)[0]?.advice).toContain(
    'no space left',
  );
});

test('its age is in whole days', () => {
  expect(archiveAge('2026-11-24T05:00:00.001Z', asOf)).toBe(1);
  expect(archiveAge(null, asOf)).toBeNull();
});
