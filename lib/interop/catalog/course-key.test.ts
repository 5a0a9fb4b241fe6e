import fc from 'fast-check';
import { expect, it } from 'vitest';
import { courseKey } from './course-key';

it('is the same for a code in any case and with any spaces', () => {
  for (const code of ['MATH 20C', 'math20c', 'Math\u00a020 c']) {
    expect(courseKey(code, 'Any title')).toBe('catalog:math20c');
  }
  expect(courseKey('MATH-20C', '')).not.toBe(courseKey('MATH 20C', ''));
});

it('is the title where there is no code, apart from every code', () => {
  expect(courseKey('', 'Art  History')).toBe(courseKey('', 'art history'));
  expect(courseKey('art history', '')).not.toBe(courseKey('', 'arthistory'));
});

it('fits an index entry, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (title) => {
      expect(Buffer.byteLength(courseKey('', title.slice(0, 500)))).toBeLessThan(2_600);
    }),
  );
  expect(Buffer.byteLength(courseKey('', '\ufdfa'.repeat(500)))).toBeLessThan(2_600);
});
