import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BackupDamage } from '../errors';
import { backupRecord } from '../testing/backup-record';
import { chainOf, withParents } from './backup-chain';
import { chooseParent, incrementalPolicy } from './choose-parent';

const day = 86_400_000;
const now = Date.parse('2026-11-26T03:00:00Z');
const { paysFrom } = incrementalPolicy;
const made = (id: string, parent: string | null, age: number, storedBytes = paysFrom) =>
  backupRecord({ id, parent, storedBytes, endedAt: new Date(now - age * day).toISOString() });

const monday = made('monday', null, 3);
const tuesday = made('tuesday', 'monday', 2, 1);
const wednesday = made('wednesday', 'tuesday', 1, 1);

test('a chain begins with its full backup and ends with what is asked for', () => {
  const all = [wednesday, monday, made('other', null, 5), tuesday];
  expect(chainOf(wednesday, all)).toEqual([monday, tuesday, wednesday]);
  expect(chainOf(monday, all)).toEqual([monday]);
});

test('a missing part is named, also where another server has one of that name; a circle is no chain', () => {
  const foreign = { ...monday, systemId: '8' };
  expect(() => chainOf(wednesday, [foreign, tuesday, wednesday])).toThrow(BackupDamage);
  expect(() => chainOf(wednesday, [tuesday, wednesday])).toThrow('7/base/monday/backup.json: is missing');
  const [one, two] = [made('one', 'two', 2), made('two', 'one', 1)];
  expect(() => chainOf(two, [one, two])).toThrow(BackupDamage);
});

test('whatever is kept, all that it builds on is kept with it, and nothing else', () => {
  const some = fc.array(fc.record({ back: fc.nat(4), kept: fc.boolean() }), { maxLength: 40 });
  fc.assert(
    fc.property(some, (list) => {
      const backups = list.map(({ back }, at) =>
        made(String(at), back > 0 && at >= back ? String(at - back) : null, 50 - at),
      );
      const wanted = backups.filter((_, at) => list[at]?.kept);
      const needed = new Set(wanted.flatMap((one) => chainOf(one, backups)));
      expect(withParents(wanted, backups)).toEqual(backups.filter((one) => needed.has(one)));
    }),
  );
});

describe('the next backup', () => {
  const own = { systemId: '7', timeline: 1 };
  const next = (backups: Parameters<typeof chooseParent>[0], system = own) =>
    chooseParent(backups, system, now)?.id ?? null;

  test('holds what changed since the newest one, while the full one is of this week', () => {
    expect(next([monday])).toBe('monday');
    expect(next([monday, tuesday, wednesday])).toBe('wednesday');
    expect(next([made('old', null, 7)])).toBeNull();
  });

  test('is a full one after a restore, on another server, and where there is none', () => {
    expect(next([monday], { ...own, timeline: 2 })).toBeNull();
    expect(next([monday], { ...own, systemId: '8' })).toBeNull();
    expect(next([])).toBeNull();
  });

  test('is a full one where that is small, where much has changed, and where the chain is broken', () => {
    expect(next([made('small', null, 1, paysFrom - 1)])).toBeNull();
    expect(next([monday, made('much', 'monday', 1, paysFrom)])).toBeNull();
    expect(next([tuesday, wednesday])).toBeNull();
  });
});
