import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightParts } from './highlight-parts';
import { highlightMarks } from './schema';

const { start, stop } = highlightMarks;

describe('a highlight', () => {
  it('comes apart at its marks', () => {
    expect(highlightParts(`How ${start}cells${stop} divide: ${start}cell${stop}`)).toEqual([
      { text: 'How ', matches: false },
      { text: 'cells', matches: true },
      { text: ' divide: ', matches: false },
      { text: 'cell', matches: true },
    ]);
    expect(highlightParts('no match')).toEqual([{ text: 'no match', matches: false }]);
    expect(highlightParts('')).toEqual([]);
  });

  it('loses no text, whatever is in it', () => {
    const text = fc.array(fc.constantFrom(start, stop, 'a', '<b>', ' '), { maxLength: 30 });
    fc.assert(
      fc.property(text, (pieces) => {
        const shown = highlightParts(pieces.join(''));
        expect(shown.map((part) => part.text).join('')).toBe(
          pieces.filter((piece) => piece !== start && piece !== stop).join(''),
        );
      }),
    );
  });
});
