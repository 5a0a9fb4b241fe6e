import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBlock, clientAddress } from './client-address';

const from = (value: string) => clientAddress(new Headers({ 'x-forwarded-for': value }));

describe('clientAddress', () => {
  it('believes the last entry only', () => {
    expect(from('6.6.6.6, 10.0.0.7')).toBe('10.0.0.7');
    expect(from('::ffff:127.0.0.1')).toBe('127.0.0.1');
    expect(from('2001:db8::1')).toBe('2001:db8::1');
  });

  it('takes nothing for an address that is none', () => {
    for (const value of ['', 'unknown', '1.2.3.4, ', "'; DROP TABLE users", '999.1.1.1']) {
      expect(from(value)).toBeNull();
    }
    expect(clientAddress(new Headers())).toBeNull();
  });
});

describe('addressBlock', () => {
  it('counts an IPv6 network as one place, in any spelling', () => {
    expect(addressBlock('2001:db8:1:2::1')).toBe(addressBlock('2001:0DB8:0001:0002:ffff::9'));
    expect(addressBlock('2001:db8:1:2::1')).not.toBe(addressBlock('2001:db8:1:3::1'));
    expect(addressBlock('::1')).toBe('0:0:0:0');
    expect(addressBlock('1.2.3.4')).toBe('1.2.3.4');
  });

  it('depends on the first four groups alone', () => {
    const groups = (n: number) =>
      fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: n, maxLength: n });
    fc.assert(
      fc.property(groups(4), groups(4), (network, host) => {
        const hex = (list: number[]) => list.map((group) => group.toString(16)).join(':');
        expect(addressBlock(`${hex(network)}:${hex(host)}`)).toBe(hex(network));
      }),
    );
  });
});
