import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsk } from './ask';
import { understand } from './understand';
import { rarity, weigh } from './weigh';

const ways = (text: string) => understand(readAsk(text)).ways;
const terms = (text: string) => ways(text).map(({ term }) => term);

describe('understanding an ask', () => {
  it('knows topics, abbreviations and codes', () => {
    expect(terms('machine learning')).toEqual(
      expect.arrayContaining(['machin', 'learn', 'machin_learn', '~machin learn', '=machin_learn']),
    );
    expect(terms('orgo')).toEqual(expect.arrayContaining(['organ', 'chemistri']));
    expect(terms('math20c')).toEqual(expect.arrayContaining(['#math20c', '#math20', '#math']));
    expect(terms('2d art')).toEqual(expect.arrayContaining(['two', 'dimension', 'art']));
  });

  it('lets whoever has only an abbreviation’s meaning answer all of it', () => {
    const { required } = understand(readAsk('ai'));
    const all = required.reduce((sum, { part }) => sum | part, 0);
    const meant = ways('ai').filter(({ term }) => ['artifici', 'intellig'].includes(term));
    expect(meant.reduce((sum, { parts }) => sum | parts, 0)).toBe(all);
    expect(ways('ai').find(({ term }) => term === 'ai')?.parts).toBe(all);
  });

  it('does not require a word that only hints at the level', () => {
    expect(understand(readAsk('introduction to calculus')).required).toHaveLength(1);
    expect(understand(readAsk('introduction')).required).toHaveLength(1);
  });

  it('stays small whatever is typed, and every part can be answered', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem({ maxCount: 60 })), (text) => {
        const { ways: found, required } = understand(readAsk(text));
        expect(required.length).toBeLessThanOrEqual(8);
        const answerable = found.reduce((sum, { parts }) => sum | parts, 0);
        for (const { part } of required) expect(answerable & part).toBe(part);
      }),
    );
  });
});

describe('weighing', () => {
  const statistics = {
    courses: 1000,
    frequency: new Map([
      ['cell', 10],
      ['histori', 500],
      ['~cell', 3],
    ]),
  };

  it('counts rare terms for more, and only terms that exist', () => {
    expect(rarity(statistics, 'cell')).toBeGreaterThan(rarity(statistics, 'histori'));
    const { terms: kept } = weigh(understand(readAsk('cell history unheard')), statistics);
    expect(kept).toEqual(expect.arrayContaining(['cell', 'histori']));
    expect(kept).not.toContain('unheard');
  });

  it('covers nothing with nothing, all with all, and more with more', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 6 }), (text) => {
        const understood = understand(readAsk(text));
        const { coverage } = weigh(understood, statistics);
        expect(coverage[0]).toBe(understood.required.length === 0 ? 1 : 0);
        expect(coverage.at(-1)).toBeCloseTo(1, 9);
        for (const [answered, covered] of coverage.entries()) {
          for (const { part } of understood.required) {
            expect(coverage[answered | part] ?? 0).toBeGreaterThanOrEqual(covered - 1e-12);
          }
        }
      }),
    );
  });
});
