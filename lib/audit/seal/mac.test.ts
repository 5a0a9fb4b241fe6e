import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmac } from './mac';

it('is the HMAC-SHA-256 of RFC 4231', () => {
  const cases: [key: Buffer, text: string, mac: string][] = [
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
  ];
  for (const [key, text, mac] of cases) expect(hmac(text, key).toString('hex')).toBe(mac);
});

it('is that of Node for every text and every key that a block holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 64 }), (text, bytes) => {
      const key = Buffer.from(bytes);
      expect(hmac(text, key)).toEqual(createHmac('sha256', key).update(text).digest());
      expect(hmac(text, key), 'with what it knows of the key').toEqual(
        createHmac('sha256', key).update(text).digest(),
      );
    }),
  );
  expect(() => hmac('', randomBytes(65))).toThrow(RangeError);
});
