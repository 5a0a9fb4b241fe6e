import { expect, test } from 'vitest';
import { keptAges, projectStorage } from './projection';
import { retention } from './prune/policy';

const day = 86_400_000;
const now = Date.parse('2026-11-26T05:00:00Z');
const backup = (age: number, storedBytes: number) => ({
  endedAt: new Date(now - age * day).toISOString(),
  storedBytes,
});

test('a size that does not grow is multiplied by the backups that are kept', () => {
  const steady = [0, 1, 2, 3, 4].map((age) => backup(age, 1_000));
  const [month, quarter] = projectStorage(steady, retention, now, [26, 96]) ?? [];
  expect(month).toEqual({ days: 26, backups: 31, bytes: 31_000 });
  expect(quarter).toEqual({ days: 96, backups: 41, bytes: 41_000 });
});

test('growth goes on as it was', () => {
  const growing = [0, 1, 2, 3].map((age) => backup(age, 1_000 - 100 * age));
  const [soon] = projectStorage(growing, retention, now, [1]) ?? [];
  expect(soon).toEqual({ days: 1, backups: 5, bytes: 1_100 + 1_000 + 900 + 800 + 700 });
});

test('two backups, or three of one afternoon, say nothing', () => {
  expect(projectStorage([], retention, now)).toBeNull();
  expect(projectStorage([backup(9, 1), backup(0, 1)], retention, now)).toBeNull();
  expect(projectStorage([backup(0.1, 1), backup(0.05, 1), backup(0, 1)], retention, now)).toBeNull();
});

test('a full policy keeps a month of days, a year of weeks and seven years of months', () => {
  const ages = keptAges(retention, 10_000);
  expect(ages.filter((age) => age <= 30)).toHaveLength(31);
  expect(ages.filter((age) => age > 30 && age <= 365)).toHaveLength(47);
  expect(ages.filter((age) => age > 365).length).toBeGreaterThan(70);
  expect(Math.max(...ages)).toBeLessThanOrEqual(7 * 365);
});
