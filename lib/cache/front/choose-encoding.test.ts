import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseEncoding } from './choose-encoding';

describe('chooseEncoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity;q=0', null],
    ['identity;q=0, gzip', 'gzip'],
    ['deflate, zstd', 'identity'],
    ['gzip;q=0.000', 'identity'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=-1, br;q=x', 'identity'],
    ['gzip ; q=0.3 , br ; q=0.2', 'gzip'],
    ['xbr, gzipped', 'identity'],
  ])('%j is answered with %j', (header, encoding) => {
    for (const _ of ['read', 'remembered']) expect(chooseEncoding(header)).toBe(encoding);
  });

  it('never sends what was refused, nor what was not asked for', () => {
    const part = fc.record({
      name: fc.constantFrom('br', 'gzip', 'deflate', 'identity'),
      weight: fc.constantFrom(null, '0', '0.001', '0.5', '1'),
    });
    const parts = fc.uniqueArray(part, { selector: ({ name }) => name });
    fc.assert(
      fc.property(parts, (asked) => {
        const header = asked.map(({ name, weight }) => (weight ? `${name};q=${weight}` : name)).join(', ');
        const encoding = chooseEncoding(header);
        const said = asked.find(({ name }) => name === encoding);
        if (encoding === null) expect(header).toContain('identity;q=0');
        else expect(said ? said.weight !== '0' : encoding === 'identity').toBe(true);
      }),
    );
  });
});
