import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainOf } from '../base/backup-chain';
import type { BackupRecord } from '../base/record';
import { backupRecord } from '../testing/backup-record';
import { formatLsn } from '../wal/lsn';
import { planPrune } from './plan-prune';
import { longestOf, type RetentionDays, retention, rulesOf } from './policy';

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
const free = { policy: retention, isProtected: false };
const ages = (backups: BackupRecord[]) =>
  backups.map(({ endedAt }) => Math.round((now - Date.parse(endedAt)) / day));

test('each for 30 days, one a week for a year, one a month for seven', () => {
  const { keep } = planPrune(daily(3_000, 0), none, free, now);
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
  const { remove } = planPrune(old, new Set(['1-3800']), free, now);
  expect(remove.map(({ id }) => id)).toEqual(['1-4000']);
});

test('the log stays from the backup on that a year ago was the newest', () => {
  const { keep, logFrom } = planPrune(daily(800, 0), none, free, now);
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
      const { keep, logFrom } = planPrune(backups, none, free, now);
      expect(planPrune(keep, none, free, now).remove).toEqual([]);
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

const someDays = fc.record({
  everyDays: fc.integer({ min: 1, max: 400 }),
  anyMomentDays: fc.integer({ min: 1, max: 2_000 }),
  monthlyDays: fc.integer({ min: 1, max: 5_000 }),
});
const somePast = fc.record({
  made: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 4_900 }), fc.integer({ min: 1, max: 2 })), {
    minLength: 1,
    maxLength: 80,
    selector: (one) => one.join(' '),
  }),
  /** Of each backup, whether it builds on the one before. */
  builds: fc.func(fc.boolean()),
  /** Of each backup, whether it is held. */
  holds: fc.func(fc.boolean()),
  institutions: fc.array(someDays, { maxLength: 4 }),
  isProtected: fc.boolean(),
});
const ageOf = ({ endedAt }: BackupRecord) => (now - Date.parse(endedAt)) / day;
const isOneLog = (one: BackupRecord, other: BackupRecord) => one.timeline === other.timeline;
/** Some of them hold only what has changed since the one before on their timeline. */
const built = (backups: BackupRecord[], builds: (id: string) => boolean): BackupRecord[] =>
  backups.map((one, at) => {
    const before = backups.slice(0, at).findLast((other) => isOneLog(one, other));
    return { ...one, parent: before && builds(one.id) ? before.id : null };
  });
/** Whether something is kept of the same log about as old, whose state a month's question is answered from. */
const hasNeighbour = (one: BackupRecord, keep: BackupRecord[]) =>
  keep.some((other) => isOneLog(one, other) && Math.abs(ageOf(one) - ageOf(other)) <= 31);

test('whatever institutions ask for, what is held or protected: nothing goes that any of them, a hold or a request keeps', () => {
  fc.assert(
    fc.property(somePast, ({ made, builds, holds, institutions, isProtected }) => {
      const backups = built(
        made
          .map(([age, timeline]) => backup(age, timeline))
          .toSorted((a, b) => a.endedAt.localeCompare(b.endedAt)),
        builds,
      );
      const held = new Set(backups.filter(({ id }) => holds(id)).map(({ id }) => id));
      const policy = longestOf(retention, ...institutions);
      const { keep, remove } = planPrune(backups, held, { policy, isProtected }, now);
      expect(keep.length + remove.length).toBe(backups.length);
      for (const one of keep) expect(() => chainOf(one, keep)).not.toThrow();
      expect(planPrune(keep, held, { policy, isProtected }, now).remove).toEqual([]);
      for (const one of remove) {
        expect(held.has(one.id)).toBe(false);
        expect(backups.findLast((other) => isOneLog(one, other))).not.toBe(one);
        const asking: RetentionDays[] = [retention, ...institutions];
        for (const { everyDays } of asking) expect(ageOf(one)).toBeGreaterThan(everyDays);
        const isKeptByMonth = isProtected || asking.some(({ monthlyDays }) => ageOf(one) <= monthlyDays);
        if (isKeptByMonth) expect(hasNeighbour(one, keep)).toBe(true);
      }
    }),
  );
});

test('while a record is protected the first of each month stays however old, and goes once nothing protects any', () => {
  const old = [backup(4_900), backup(4_899), backup(4_800), backup(1)];
  const { keep } = planPrune(old, none, { ...free, isProtected: true }, now);
  expect(ages(keep).filter((age) => age > 100).length).toBeGreaterThanOrEqual(2);
  expect(ages(planPrune(old, none, free, now).keep)).toEqual([1]);
});

test('the longest counts for each thing by itself, and says so in words', () => {
  const policy = longestOf(
    retention,
    { everyDays: 90, anyMomentDays: 10, monthlyDays: 365 },
    { everyDays: 1, anyMomentDays: 730, monthlyDays: 1 },
  );
  expect(policy).toEqual({
    everyDays: 90,
    anyMomentDays: 730,
    monthlyDays: 7 * 365,
    label: 'every backup for 90 days, any second for 2 years, one backup and one archive a month for 7 years',
  });
  expect(rulesOf(policy).map(({ keptFor, insteadOf }) => [keptFor, insteadOf])).toEqual([
    ['90 days', '30 days'],
    ['2 years', '1 year'],
    ['7 years', null],
    ['7 years', null],
  ]);
});
