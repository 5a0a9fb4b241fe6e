import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toldWords } from './told-words';

it('keeps no social security number, however it is spelled', () => {
  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((all) => all.join(''));
  const separator = fc.constantFrom('', '-', ' ', '.', '–');
  const numbers = fc
    .tuple(digits(3), separator, digits(2), separator, digits(4))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(numbers, (number) => {
      expect(toldWords(`ada ${number}, lovelace`)).toBe('ada [a number], lovelace');
    }),
  );
});

it('keeps all other words', () => {
  for (const words of ['Ada Lovelace', 's1234567', '12345678', '1234567890', 'ada@school.test', '2026-11-28'])
    expect(toldWords(words)).toBe(words);
});
