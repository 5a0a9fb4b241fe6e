import { expect, test } from 'vitest';
import { planArchivePrune } from './plan-prune';
import { isArchiveDue } from './take-archive';

const day = 86_400_000;
const now = Date.parse('2026-11-26T05:00:00Z');
const archive = (age: number) => ({ id: String(age), takenAt: new Date(now - age * day).toISOString() });
const none = new Set<string>();
const idsOf = (archives: { id: string }[]) => archives.map(({ id }) => id);

test('what is older than the policy keeps goes; the newest and what is held stay', () => {
  const archives = [archive(3_000), archive(2_900), archive(2_556), archive(2_555), archive(10)];
  expect(idsOf(planArchivePrune(archives, new Set(['2900']), 2_555, false, now))).toEqual(['3000', '2556']);
  expect(planArchivePrune([archive(9_000)], none, 2_555, false, now)).toEqual([]);
});

test('nothing goes while a hold or an open request protects a record', () => {
  expect(planArchivePrune([archive(3_000), archive(1)], none, 2_555, true, now)).toEqual([]);
});

test('one archive a calendar month is due', () => {
  const taken = [{ takenAt: '2026-10-31T23:59:59.000Z' }];
  expect(isArchiveDue([], '2026-11-26T05:00:00.000Z')).toBe(true);
  expect(isArchiveDue(taken, '2026-10-31T23:59:59.999Z')).toBe(false);
  expect(isArchiveDue(taken, '2026-11-01T00:00:00.000Z')).toBe(true);
});
