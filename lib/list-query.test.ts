import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { containing, cursorInstant, decodeCursor, encodeCursor } from './list-query';

const keys = z.tuple([z.int32(), cursorInstant, z.guid()]);

describe('a cursor', () => {
  it('comes back as it was made', () => {
    const made = [42, '2026-02-28T23:59:59.123456Z', '11111111-2222-3333-4444-555555555555'] as const;
    expect(decodeCursor(keys, encodeCursor(made))).toEqual(made);
  });

  it('is refused when anything in it could not have come from the database', () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const forged = [
      [1.5, '2026-02-28T00:00:00.000000Z', id],
      [2 ** 40, '2026-02-28T00:00:00.000000Z', id],
      [1, '2026-02-30T00:00:00.000000Z', id],
      [1, '2026-13-01T00:00:00.000000Z', id],
      [1, 'infinity', id],
      [1, '2026-02-28T00:00:00.000000Z', 'x'],
    ];
    for (const value of forged)
      expect(() => decodeCursor(keys, encodeCursor(value))).toThrow('no longer valid');
    fc.assert(
      fc.property(
        fc.string(),
        (text) => void expect(() => decodeCursor(keys, text)).toThrow('no longer valid'),
      ),
    );
  });
});

it('takes wildcards in a search literally', () => {
  expect(containing('100%_\\')).toBe('%100\\%\\_\\\\%');
});
