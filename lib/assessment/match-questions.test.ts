import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchQuestions } from './match-questions';

const known = (id: string, sectionId: string, order: number, prompt: string, isDeleted = false) => ({
  id,
  sectionId,
  order,
  prompt,
  isDeleted,
});

describe('a question that is imported again', () => {
  it('is found by its words, wherever it has gone, then by its place', () => {
    const existing = [known('1', 's', 1, 'A?'), known('2', 's', 2, 'B?'), known('3', 't', 1, 'C?')];
    const wanted = [
      { sectionId: 's', order: 1, prompt: 'New?' },
      { sectionId: 's', order: 2, prompt: 'A?' },
      { sectionId: 's', order: 3, prompt: 'C?' },
    ];
    expect(matchQuestions(existing, wanted)).toEqual([null, '1', '3']);
    expect(matchQuestions(existing, [{ sectionId: 's', order: 2, prompt: 'B, really?' }])).toEqual(['2']);
  });

  it('comes back as what it was, but never takes the place of one that is asked', () => {
    const existing = [known('gone', 's', 1, 'A?', true), known('asked', 's', 1, 'A?')];
    expect(matchQuestions(existing, [{ sectionId: 's', order: 1, prompt: 'A?' }])).toEqual(['asked']);
    expect(
      matchQuestions([known('gone', 's', 1, 'A?', true)], [{ sectionId: 's', order: 1, prompt: 'A?' }]),
    ).toEqual(['gone']);
    expect(
      matchQuestions([known('gone', 's', 1, 'A?', true)], [{ sectionId: 's', order: 1, prompt: 'B?' }]),
    ).toEqual([null]);
  });

  it('is one question only, and itself when nothing has changed', () => {
    const place = fc.record({
      sectionId: fc.constantFrom('s', 't'),
      prompt: fc.constantFrom('A?', 'B?', 'C?'),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), fc.array(place, { maxLength: 8 }), (before, after) => {
        const existing = before.map((each, index) =>
          known(`${index}`, each.sectionId, index + 1, each.prompt),
        );
        const ids = matchQuestions(
          existing,
          after.map((each, index) => ({ ...each, order: index + 1 })),
        );
        const found = ids.filter((id) => id !== null);
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBeLessThanOrEqual(existing.length);
        const same = matchQuestions(existing, existing);
        expect(same.map((id) => existing.find((each) => each.id === id)?.prompt)).toEqual(
          existing.map(({ prompt }) => prompt),
        );
      }),
    );
  });
});
