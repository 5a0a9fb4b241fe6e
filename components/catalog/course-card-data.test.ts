import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOf } from './course-card-data';

describe('the beginning of a text', () => {
  it('is the text itself where it is short, else whole words of it', () => {
    expect(beginningOf('Short.')).toBe('Short.');
    expect(beginningOf('word '.repeat(100))).toBe(`${'word '.repeat(44).trimEnd()}…`);
    expect(beginningOf('x'.repeat(500))).toHaveLength(221);
  });

  it('begins as the text does and never grows', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        const beginning = beginningOf(text);
        expect(beginning.length).toBeLessThanOrEqual(Math.max(text.length, 221));
        expect(text.startsWith(beginning.replace(/…$/, '')) || text === beginning).toBe(true);
      }),
    );
  });
});
