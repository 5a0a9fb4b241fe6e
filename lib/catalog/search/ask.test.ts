import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsk } from './ask';

const words = (text: string) => readAsk(text).words.map(({ plain }) => plain);

describe('reading an ask', () => {
  it('takes words, "phrases" and -exclusions', () => {
    const ask = readAsk('art -modern "color theory" -"art history"');
    expect(ask.words.map(({ plain }) => plain)).toEqual(['art', 'color', 'theory']);
    expect(ask.phrases).toEqual([['color', 'theori']]);
    expect(ask.excluded).toEqual([['art', 'histori'], ['modern']]);
  });

  it('takes what phones make of quotes and minus for quotes and minus', () => {
    expect(readAsk('“color theory” −modern')).toMatchObject({
      phrases: [['color', 'theori']],
      excluded: [['modern']],
    });
  });

  it('leaves out words that say nothing, unless there are no others', () => {
    expect(words('a course about the history of Japan')).toEqual(['history', 'japan']);
    expect(words('the')).toEqual(['the']);
    expect(words('i want to take classes')).toEqual(['i', 'want', 'to', 'take', 'classes']);
  });

  it('hears the level', () => {
    expect(readAsk('intro to biology').level).toBe('BEGINNER');
    expect(readAsk('advanced topology').level).toBe('ADVANCED');
    expect(readAsk('topology').level).toBeNull();
  });

  it('reads a code that is written in one as its parts', () => {
    expect(words('math20c')).toEqual(['math', '20c']);
  });

  it('does not take a dash between words for an exclusion', () => {
    expect(readAsk('object-oriented design - now').excluded).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const ask = readAsk(text);
        for (const stems of [...ask.phrases, ...ask.excluded]) expect(stems.length).toBeGreaterThan(0);
      }),
    );
  });
});
