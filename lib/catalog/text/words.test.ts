import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, stemsOf, wordsOf } from './words';

describe('words', () => {
  it('folds case and accents, and reads what people write for one thing as one word', () => {
    expect(stemsOf('Théorie des probabilités')).toEqual(stemsOf('theorie des probabilites'));
    expect(stemsOf('2-D design')).toEqual(stemsOf('2d designs'));
    expect(stemsOf('Calculus II')).toEqual(stemsOf('calculus 2'));
    expect(stemsOf('women’s history')).toEqual(stemsOf("Women's Histories"));
    expect(wordsOf('C++ and C#').map(({ plain }) => plain)).toEqual(['cplusplus', 'and', 'csharp']);
  });

  it('does not take one word for another that only looks like it', () => {
    for (const [a, b] of [
      ['universe', 'university'],
      ['animals', 'animation'],
      ['marketing', 'markets'],
      ['communism', 'community'],
    ])
      expect(stemsOf(a ?? '')).not.toEqual(stemsOf(b ?? ''));
    expect(stemsOf('animals')).toEqual(stemsOf('animal'));
  });

  it('says where each word stands, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let end = 0;
        for (const word of wordsOf(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          end = word.end;
          expect(word.plain).toBe(fold(word.plain));
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('reads text without accents exactly as any other', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const alone = wordsOf(text);
        const beside = wordsOf(`${text} é`);
        expect(beside.slice(0, -1).map(({ stem }) => stem)).toEqual(alone.map(({ stem }) => stem));
      }),
    );
  });
});
