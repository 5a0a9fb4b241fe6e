import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newEmail, normaliseEmail, typedEmail } from './email-address';

describe('normaliseEmail', () => {
  it('makes one spelling of many', () => {
    expect(normaliseEmail('  Ada.Lovelace@Demo.TEST\n')).toBe('ada.lovelace@demo.test');
    expect(normaliseEmail('Zoe\u0308@demo.test')).toBe('zo\u00eb@demo.test');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (typed) => {
        const once = normaliseEmail(typed);
        expect(normaliseEmail(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on case or surrounding space', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(normaliseEmail(` ${address.toUpperCase()}\t`)).toBe(normaliseEmail(address));
      }),
    );
  });

  it('is applied at the edge', () => {
    expect(typedEmail.parse(' A@B.test ')).toBe('a@b.test');
    expect(newEmail.parse(' A@B.test ')).toBe('a@b.test');
    expect(newEmail.safeParse('nobody').success).toBe(false);
    for (const schema of [typedEmail, newEmail]) expect(schema.safeParse('a\0@b.test').success).toBe(false);
  });
});
