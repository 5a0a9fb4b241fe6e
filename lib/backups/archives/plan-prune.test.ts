import { expect, test } from 'vitest';
import { retention } from '../prune/policy';
import { planArchivePrune } from './plan-prune';
import { isArchiveDue } from './take-archive';

const day = 86_400_000;
const now = Date.parse('2026-11-26T05:00:00Z');
const archive = (age: number) => ({ id: String(age), takenAt: new Date(now - age * day).toISOString() });
const none = new Set<string>();
const idsOf = (archives: { id: string }[]) => archives.map(({ id }) => id);

const free = { policy: retention, isProtected: false };

test('what is older than the policy keeps goes; the newest and what is held stay', () => {
  const archives = [archive(3_000), archive(2_900), archive(2_556), archive(2_500), archive(10)];
  expect(idsOf(planArchivePrune(archives, new Set(['2900']), free, false, now))).toEqual(['3000', '2556']);
  expect(planArchivePrune([archive(9_000)], none, free, true, now)).toEqual([]);
});

test('of daily ones each stays for a month, and then the first of its month', () => {
  const daily = Array.from({ length: 120 }, (_, n) => archive(119 - n));
  const going = planArchivePrune(daily, none, free, true, now);
  expect(planArchivePrune(daily, none, free, false, now)).toEqual([]);
  const kept = daily.filter((one) => !going.includes(one)).map(({ takenAt }) => takenAt.slice(0, 10));
  expect(kept.filter((taken) => taken < '2026-10-27')).toEqual([
    '2026-07-30',
    '2026-08-01',
    '2026-09-01',
    '2026-10-01',
  ]);
  expect(kept.filter((taken) => taken >= '2026-10-27')).toHaveLength(31);
  const rest = daily.filter((one) => !going.includes(one));
  expect(planArchivePrune(rest, none, free, true, now)).toEqual([]);
});

test('nothing goes while a hold or an open request protects a record', () => {
  const archives = [archive(3_000), archive(1)];
  expect(planArchivePrune(archives, none, { ...free, isProtected: true }, true, now)).toEqual([]);
});

test('one archive a calendar month is due, and one a day where there is nothing else', () => {
  const taken = [{ takenAt: '2026-10-31T23:59:59.000Z' }];
  for (const platform of ['embedded', 'self-hosted', 'neon', 'other'] as const)
    expect(isArchiveDue([], '2026-11-26T05:00:00.000Z', platform)).toBe(true);
  expect(isArchiveDue(taken, '2026-10-31T23:59:59.999Z', 'embedded')).toBe(false);
  expect(isArchiveDue(taken, '2026-11-01T00:00:00.000Z', 'embedded')).toBe(true);
  const today = [{ takenAt: '2026-11-25T05:12:00.000Z' }];
  expect(isArchiveDue(today, '2026-11-26T05:12:00.000Z', 'embedded')).toBe(false);
  expect(isArchiveDue(today, '2026-11-26T05:12:00.000Z', 'neon')).toBe(true);
  expect(isArchiveDue(today, '2026-11-25T23:12:00.000Z', 'other')).toBe(false);
});
