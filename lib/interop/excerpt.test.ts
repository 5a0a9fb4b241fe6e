import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excerpt } from './excerpt';

it('keeps a short text and says where a long one was cut', () => {
  expect(excerpt('short', 5)).toBe('short');
  expect(excerpt('longer', 5)).toBe('longe…');
  expect(excerpt('🐘🐘🐘', 2)).toBe('🐘🐘…');
});

it('cuts no character in half, so that the result can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 8 }), (text, maximum) => {
      expect(excerpt(text, maximum)).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});
