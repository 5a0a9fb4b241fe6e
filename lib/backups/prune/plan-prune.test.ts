import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BackupRecord } from '../base/record';
import { backupRecord } from '../testing/backup-record';
import { formatLsn } from '../wal/lsn';
import { planPrune } from './plan-prune';
import { retention } from './policy';

const day = 86_400_000;
const now = Date.parse('2026-11-26T03:00:00Z');
const segmentBytes = 16 * 1024 * 1024;

/** A backup that is so many days old; a later one begins later in the log. */
function backup(age: number, timeline = 1): BackupRecord {
  const startLsn = formatLsn(BigInt(Math.round((5_000 - age) * 100)) * BigInt(segmentBytes));
  const endedAt = new Date(now - age * day).toISOString();
  return backupRecord({
    id: `${timeline}-${age}`,
    timeline,
    startLsn,
    endLsn: startLsn,
    endedAt,
    segmentBytes,
  });
}

const daily = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => backup(from - n));
const none = new Set<string>();
const ages = (backups: BackupRecord[]) =>
  backups.map(({ endedAt }) => Math.round((now - Date.parse(endedAt)) / day));

test('each for 30 days, one a week for a year, one a month for seven', () => {
  const { keep } = planPrune(daily(3_000, 0), none, retention, now);
  const kept = ages(keep);
  expect(kept.filter((age) => age <= 30)).toHaveLength(31);
  expect(kept.filter((age) => age > 30 && age <= 365).length).toBeGreaterThanOrEqual(47);
  expect(kept.filter((age) => age > 30 && age <= 365).length).toBeLessThanOrEqual(50);
  expect(kept.filter((age) => age > 365).length).toBeGreaterThanOrEqual(72);
  expect(kept.filter((age) => age > 365).length).toBeLessThanOrEqual(74);
  expect(Math.max(...kept)).toBeLessThanOrEqual(7 * 365);
});

test('the newest stays however old it is, also that of an earlier timeline, and a held one stays', () => {
  const old = [backup(4_000), backup(3_900, 2), backup(3_800), backup(3_700)];
  const { remove } = planPrune(old, new Set(['1-3800']), retention, now);
  expect(remove.map(({ id }) => id)).toEqual(['1-4000']);
});

test('the log stays from the backup on that a year ago was the newest', () => {
  const { keep, logFrom } = planPrune(daily(800, 0), none, retention, now);
  const from = logFrom.get('7/1') ?? 0n;
  const needed = keep.findLast(({ endedAt }) => Date.parse(endedAt) <= now - 365 * day);
  expect(from).toBe(BigInt(Math.round((5_000 - Math.max(...ages(needed ? [needed] : []))) * 100)));
});

test('whatever was pruned, pruning again removes nothing, and the newest of each log is there', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 2 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(some, (made) => {
      const unique = new Map(made.map(([age, timeline]) => [`${age} ${timeline}`, backup(age, timeline)]));
      const backups = [...unique.values()].sort((a, b) => a.endedAt.localeCompare(b.endedAt));
      const { keep, logFrom } = planPrune(backups, none, retention, now);
      expect(planPrune(keep, none, retention, now).remove).toEqual([]);
      for (const timeline of [1, 2]) {
        const newest = backups.findLast((one) => one.timeline === timeline);
        if (!newest) continue;
        expect(keep).toContain(newest);
        const start = BigInt(Math.round((5_000 - Math.max(...ages([newest]))) * 100));
        expect((logFrom.get(`7/${timeline}`) ?? 0n) <= start).toBe(true);
      }
    }),
  );
});
