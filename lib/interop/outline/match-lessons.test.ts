import { describe, expect, it } from 'vitest';
import { matchLessons } from './match-lessons';

const known = ['Loops', 'Lists', 'Files'].map((title, index) => ({ id: title, order: index + 1, title }));
const wanted = (...titles: string[]) => titles.map((title, index) => ({ order: index + 1, title }));

describe('matchLessons', () => {
  it('recognises lessons that stayed, moved, were renamed, came and went', () => {
    expect(matchLessons(known, wanted('Loops', 'Lists', 'Files')).ids).toEqual(['Loops', 'Lists', 'Files']);
    expect(matchLessons(known, wanted('Files', 'Loops', 'Lists')).ids).toEqual(['Files', 'Loops', 'Lists']);
    expect(matchLessons(known, wanted('Loops', 'Arrays', 'Files')).ids).toEqual(['Loops', 'Lists', 'Files']);
    expect(matchLessons(known, wanted('New', 'Loops', 'Lists', 'Files')).ids).toEqual([
      null,
      'Loops',
      'Lists',
      'Files',
    ]);
    expect(matchLessons(known, wanted('Loops', 'Files'))).toEqual({
      ids: ['Loops', 'Files'],
      gone: ['Lists'],
    });
  });
});
