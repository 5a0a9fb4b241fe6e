import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteBody, rowName } from '@/db/sealed-columns';
import { Unopenable } from '@/lib/unopenable';
import { keyLength } from './algorithms';
import type { DataKey } from './data-key';
import { readEnvelope } from './envelope';
import { openValue, type Place, sealValue } from './seal-value';

/** Sealed by the release before values were bound to whose row they are in: what it wrote must open for ever. */
const keyFromBefore = {
  id: '6f1c2b7e-0d7a-4c57-9d0b-0b6f4b1f0a11',
  institutionId: '0f7a3a54-3f0e-4f5e-8f62-2d5a5c1f9b20',
  keyClass: 'COMMUNICATIONS',
  version: 3,
} as const;
const fromBefore = [
  {
    algorithm: 'A256GCM',
    hex: '01016f1c2b7e0d7a4c579d0b0b6f4b1f0a115bc1cc6add24120db4f8ac955612d7c14eb0ef33c00184c821ab17a1aa6fc67818253111214d3692cc18bdf6dfd3',
  },
  {
    algorithm: 'A256CBC-HS512',
    hex: '01026f1c2b7e0d7a4c579d0b0b6f4b1f0a11e2530ba270e3d9c6f128d1d78ac4513d73d97cf002029b1e20fff6d0cf2c4cd636862d4424e9921b6de2ae4044e1abc090d7c7965b5979ad2ac5be8e89a9040161f7be0fa5d7d1622225cf9a83f25db5',
  },
] as const;

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
  column: fc.record({
    table: fc.string({ minLength: 1 }),
    column: fc.string({ minLength: 1 }),
    owner: fc.constantFrom(null, { name: 'student_id', type: 'uuid' }),
  }),
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
          [dataKey, { column: { ...column, table: column.table + more, column: more }, rowId }],
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

  it('opens for nobody else than whose row it was, unless it is from before values were bound to that', () => {
    const [noteId, student, other] = ['3d9b1f0c-8a55-4a7c-9c1e-5f2b7d604e33', randomUUID(), randomUUID()];
    const whose = (owner: string): Place => ({ column: noteBody, rowId: rowName(noteBody, [noteId, owner]) });
    for (const { algorithm, hex } of fromBefore) {
      const dataKey: DataKey = { ...keyFromBefore, algorithm, secret: Buffer.alloc(keyLength(algorithm), 7) };
      const old = Buffer.from(hex, 'hex');
      for (const owner of [student, other])
        expect(openValue(dataKey, whose(owner), old)).toBe('a note from before');
      const anew = sealValue(dataKey, whose(student), 'a note from before');
      expect(openValue(dataKey, whose(student), anew)).toBe('a note from before');
      const calledOld = Buffer.from(anew);
      calledOld.writeUInt8(1);
      for (const [place, value] of [
        [whose(other), anew],
        [whose(student), calledOld],
        [{ ...whose(student), rowId: rowName(noteBody, [randomUUID(), student]) }, old],
      ] as const)
        expect(() => openValue(dataKey, place, value)).toThrow(new Unopenable());
    }
  });

  it('takes no name of a row that lacks whose it is', () => {
    for (const parts of [[], ['a'], ['a', 'b', 'c']]) expect(() => rowName(noteBody, parts)).toThrow();
  });
});
