import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween, nearest } from './correct';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

describe('edits', () => {
  it('counts insertions, deletions, replacements and swaps', () => {
    expect(editsBetween('calculas', 'calculus')).toBe(1);
    expect(editsBetween('psycology', 'psychology')).toBe(1);
    expect(editsBetween('algerba', 'algebra')).toBe(1);
    expect(editsBetween('', 'abc')).toBe(3);
  });

  it('is symmetric, zero only for the same word, and at most the longer one', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = editsBetween(a, b);
        expect(edits).toBe(editsBetween(b, a));
        expect(edits === 0).toBe(a === b);
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it('takes the nearest word, the earlier of equals, and none that is too far', () => {
    expect(nearest('calculas', ['calculator', 'calculus'])).toBe('calculus');
    expect(nearest('cat', ['dog'])).toBeNull();
  });
});
