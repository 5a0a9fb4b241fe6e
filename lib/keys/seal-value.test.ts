import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unopenable } from '@/lib/unopenable';
import { keyLength } from './algorithms';
import type { DataKey } from './data-key';
import { readEnvelope } from './envelope';
import { openValue, type Place, sealValue } from './seal-value';

const names = ['A256GCM', 'A256CBC-HS512'] as const;
/** The other one. */
const otherThan = (name: DataKey['algorithm']) => (name === 'A256GCM' ? 'A256CBC-HS512' : 'A256GCM');

const key: fc.Arbitrary<DataKey> = fc
  .record({
    id: fc.uuid(),
    institutionId: fc.uuid(),
    keyClass: fc.constantFrom('STUDENT_RECORDS', 'ACADEMIC_RECORDS', 'COMMUNICATIONS'),
    version: fc.integer({ min: 1, max: 1000 }),
    algorithm: fc.constantFrom(...names),
  })
  .map((facts) => ({ ...facts, secret: randomBytes(keyLength(facts.algorithm)) }));
const place: fc.Arbitrary<Place> = fc.record({
  column: fc.record({ table: fc.string({ minLength: 1 }), column: fc.string({ minLength: 1 }) }),
  rowId: fc.string({ minLength: 1 }),
});
const text = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('a sealed value', () => {
  it('opens in its place, and says which key it needs', () => {
    fc.assert(
      fc.property(key, place, text, (dataKey, where, said) => {
        const sealed = sealValue(dataKey, where, said);
        expect(openValue(dataKey, where, sealed)).toBe(said);
        expect(readEnvelope(sealed)).toMatchObject({ keyId: dataKey.id, algorithm: dataKey.algorithm });
        if (said.length > 3) expect(sealed.includes(said)).toBe(false);
      }),
    );
  });

  it('opens in no other row, column, table, class, institution or version, even with the same key', () => {
    fc.assert(
      fc.property(key, place, text, fc.string({ minLength: 1 }), (dataKey, where, said, more) => {
        const sealed = sealValue(dataKey, where, said);
        const { column, rowId } = where;
        const elsewhere: [DataKey, Place][] = [
          [dataKey, { column, rowId: rowId + more }],
          [dataKey, { column: { ...column, column: column.column + more }, rowId }],
          [dataKey, { column: { ...column, table: column.table + more }, rowId }],
          [dataKey, { column: { table: column.table + more, column: more }, rowId }],
          [{ ...dataKey, keyClass: 'LOOKUPS' }, where],
          [{ ...dataKey, institutionId: randomUUID() }, where],
          [{ ...dataKey, version: dataKey.version + 1 }, where],
          [{ ...dataKey, id: randomUUID() }, where],
          [{ ...dataKey, algorithm: otherThan(dataKey.algorithm) }, where],
          [{ ...dataKey, secret: randomBytes(dataKey.secret.length) }, where],
        ];
        for (const [other, there] of elsewhere)
          expect(() => openValue(other, there, sealed)).toThrow(new Unopenable());
      }),
    );
  });

  it('opens no more when any bit of it is another, or when it is cut off or grown', () => {
    fc.assert(
      fc.property(key, place, text, fc.nat(), (dataKey, where, said, n) => {
        const sealed = sealValue(dataKey, where, said);
        const changed = Buffer.from(sealed);
        const at = n % changed.length;
        changed[at] = (changed[at] ?? 0) ^ (1 << (n % 8));
        for (const other of [
          changed,
          sealed.subarray(0, at),
          Buffer.concat([sealed, Buffer.from([n % 256])]),
        ])
          expect(() => openValue(dataKey, where, other)).toThrow(new Unopenable());
      }),
    );
  });
});
