import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNextPath, signInPath } from './next-path';

const hostile = fc
  .array(
    fc.constantFrom(
      ...['/', '//', '\\', '..', '.', ':', '@', '?', '#', '%2f', '%5c', '%00', '\t', '\n', '\0', ' '],
      ...['http:', 'javascript:', 'evil.test', 'dashboard', '\u2028', '／'],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('safeNextPath', () => {
  it('keeps paths of this site', () => {
    for (const path of ['/', '/teach/1/edit?tab=lessons#two', '/courses?q=a%20b&sort=title']) {
      expect(safeNextPath(path)).toBe(path);
    }
  });

  it('refuses whatever leads elsewhere', () => {
    const elsewhere = ['', 'dashboard', '//evil.test', '/\\evil.test', '/..//evil.test', '/.//evil.test'];
    const more = ['https://evil.test', 'javascript:alert(1)', '/\t/evil.test', '/a\\b', '/a\r\nSet-Cookie:x'];
    for (const path of [...elsewhere, ...more, null, undefined, ['/a'], `/${'a'.repeat(2000)}`]) {
      expect(safeNextPath(path)).toBeNull();
    }
  });

  it('never leaves the site, however it is resolved', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webPath(), fc.string()), fc.boolean(), (tail, slash) => {
        const path = safeNextPath(slash ? `/${tail}` : tail);
        if (path === null) return;
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, 'https://here.test/sign-in').origin).toBe('https://here.test');
        expect(safeNextPath(path)).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });

  it('is carried by the sign-in page', () => {
    expect(signInPath('/teach?x=1')).toBe('/sign-in?next=%2Fteach%3Fx%3D1');
    expect(signInPath('//evil.test')).toBe('/sign-in');
    expect(signInPath('/')).toBe('/sign-in');
    expect(signInPath(null)).toBe('/sign-in');
  });
});
