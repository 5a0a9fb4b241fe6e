import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightMarks } from '../schema';
import { readAsk } from './ask';
import { highlighter } from './highlight';

const mark = (word: string) => `${highlightMarks.start}${word}${highlightMarks.stop}`;
const bare = (text: string) => text.replaceAll(highlightMarks.start, '').replaceAll(highlightMarks.stop, '');

describe('highlights', () => {
  it('marks the words asked for in all their forms, and what an abbreviation means', () => {
    expect(highlighter(readAsk('cell'))('Cells and cellular life')).toBe(
      `${mark('Cells')} and cellular life`,
    );
    expect(highlighter(readAsk('orgo'))('Organic chemistry')).toBe(`${mark('Organic')} ${mark('chemistry')}`);
    expect(highlighter(readAsk('cell'))('Nothing here')).toBeNull();
    expect(highlighter(readAsk('cell'))(null)).toBeNull();
  });

  it('shows the stretch with most matches of a long text', () => {
    const long = `cell ${'filler '.repeat(80)}cell cell cell ${'filler '.repeat(80)}`;
    const shown = highlighter(readAsk('cell'))(long) ?? '';
    expect(shown.match(new RegExp(mark('cell'), 'g'))).toHaveLength(3);
    expect(shown.startsWith('… ')).toBe(true);
    expect(shown.endsWith(' …')).toBe(true);
  });

  it('adds nothing to the text but marks and dots, and closes every mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 3 }), (noise, words) => {
        const text = `${noise} ${words} ${noise}`;
        const shown = highlighter(readAsk(words))(text);
        if (shown === null) return;
        const inside = bare(shown).replace(/^… /, '').replace(/ …$/, '');
        expect(bare(text)).toContain(inside);
        const open = shown.split(highlightMarks.start).length;
        expect(shown.split(highlightMarks.stop)).toHaveLength(open);
      }),
    );
  });
});
