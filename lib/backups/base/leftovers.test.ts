import { expect, test } from 'vitest';
import { leftoversAmong } from './leftovers';

const stored = (name: string) => ({ name, bytes: 1, changedAt: '2026-03-02T10:00:00.000Z' });
const leftovers = (...names: string[]) => leftoversAmong(names.map(stored)).map(({ name }) => name);

test('parts without a record are left over; what is listed, held or no part of a backup is not', () => {
  expect(
    leftovers(
      '7/base/killed/base.tar',
      '7/base/killed/backup_manifest',
      '7/base/whole/base.tar',
      '7/base/whole/backup.json',
      '7/base/held/base.tar',
      '7/base/held/hold.json',
      '7/points/killed',
      '7/wal/000000010000000000000001',
      'erasures/20260302T100000Z-abcdef.json',
    ),
  ).toEqual(['7/base/killed/base.tar', '7/base/killed/backup_manifest']);
  expect(leftovers('8/base/whole/base.tar', '7/base/whole/backup.json')).toEqual(['8/base/whole/base.tar']);
});
