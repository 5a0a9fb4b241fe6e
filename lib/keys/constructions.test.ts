import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unopenable } from '@/lib/unopenable';
import { a256cbcHs512 } from './a256cbc-hs512';
import { a256gcm } from './a256gcm';
import type { Construction } from './construction';
import { hasVectors, readVectors, type Vector } from './testing/wycheproof';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** McGrew and Viega, “The Galois/Counter Mode of Operation”, test case 16. */
const galois: Vector = {
  tcId: 16,
  comment: 'test case 16',
  key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
  iv: 'cafebabefacedbaddecaf888',
  aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
  msg: `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
    1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`,
  ct: `522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
    8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662`,
  tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  result: 'valid',
};

/** RFC 7518, appendix B.3. */
const kerckhoffs: Vector = {
  tcId: 3,
  comment: 'appendix B.3',
  key: Buffer.from(Array.from({ length: 64 }, (_, n) => n)).toString('hex'),
  iv: '1af38c2dc2b96ffdd86694092341bc04',
  aad: Buffer.from('The second principle of Auguste Kerckhoffs').toString('hex'),
  msg: Buffer.from(
    'A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience',
  ).toString('hex'),
  ct: `4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f07
    7553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3a3b75e662a2594410ae496b2e2e6609e
    31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6`,
  tag: '4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5',
  result: 'valid',
};

function check(construction: Construction, vector: Vector): void {
  const [key, nonce, aad, message] = [vector.key, vector.iv, vector.aad, vector.msg].map(hex) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const sealed = Buffer.concat([nonce, hex(vector.ct), hex(vector.tag)]);
  const what = `${vector.tcId} ${vector.comment}`;
  if (vector.result === 'invalid') {
    expect(() => construction.decrypt(key, sealed, aad), what).toThrow(Unopenable);
    return;
  }
  expect(construction.encrypt(key, message, aad, nonce).toString('hex'), what).toBe(sealed.toString('hex'));
  expect(construction.decrypt(key, sealed, aad).toString('hex'), what).toBe(message.toString('hex'));
}

const cases = [
  { name: 'A256GCM', construction: a256gcm, own: galois, file: 'aes_gcm', ivSize: 96, count: 66 },
  {
    name: 'A256CBC-HS512',
    construction: a256cbcHs512,
    own: kerckhoffs,
    file: 'a256cbc_hs512',
    ivSize: 128,
    count: 94,
  },
];

describe.each(cases)('$name', ({ construction, own, file, ivSize, count }) => {
  const { keyLength, nonceLength, tagLength } = construction;
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(Buffer.from);
  const text = fc.uint8Array({ maxLength: 200 }).map(Buffer.from);

  it('answers as its own document says', () => check(construction, own));

  it.skipIf(!hasVectors(file))('passes Wycheproof (skipped where its vectors are not beside us)', () => {
    const vectors = readVectors(file, { keySize: keyLength * 8, ivSize, tagSize: tagLength * 8 });
    expect(vectors).toHaveLength(count);
    for (const vector of vectors) check(construction, vector);
  });

  it('opens what it sealed, and never seals alike', () => {
    fc.assert(
      fc.property(bytes(keyLength), text, text, (key, message, aad) => {
        const sealed = construction.encrypt(key, message, aad);
        expect(construction.decrypt(key, sealed, aad).equals(message)).toBe(true);
        expect(construction.encrypt(key, message, aad).equals(sealed)).toBe(false);
        expect(sealed.length).toBeGreaterThanOrEqual(nonceLength + tagLength + message.length);
      }),
    );
  });

  it('refuses every other key, binding, bit and length, always in the same words', () => {
    const sealed = fc.tuple(bytes(keyLength), text, text).map(([key, message, aad]) => ({
      key,
      aad,
      value: construction.encrypt(key, message, aad),
    }));
    fc.assert(
      fc.property(
        sealed,
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        text,
        ({ key, aad, value }, n, bit, x) => {
          const flip = (buffer: Buffer) => {
            const other = Buffer.from(buffer);
            const place = n % other.length;
            other[place] = (other[place] ?? 0) ^ (1 << bit);
            return other;
          };
          const longer = Buffer.concat([x, Buffer.from([bit])]);
          for (const open of [
            () => construction.decrypt(Buffer.from(key.map((byte) => byte ^ (bit + 1))), value, aad),
            () => construction.decrypt(key, flip(value), aad),
            () => construction.decrypt(key, value, Buffer.concat([aad, longer])),
            () => construction.decrypt(key, value.subarray(0, n % value.length), aad),
            () => construction.decrypt(key, Buffer.concat([value, longer]), aad),
          ])
            expect(open).toThrow(new Unopenable());
        },
      ),
    );
  });
});
