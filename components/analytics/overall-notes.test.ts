import { describe, expect, it } from 'vitest';
import { comparisonText, pacesText, timeNote } from './overall-notes';

const none = { ahead: 0, level: 0, behind: 0, withheld: 0 };

describe('the words beside all courses together', () => {
  it.each([
    [{ courses: 3, coursesBegun: 2, coursesUntimed: 0 }, 'in 3 courses'],
    [{ courses: 3, coursesBegun: 3, coursesUntimed: 1 }, 'in 2 courses; in 1 more it was not measured'],
    [{ courses: 2, coursesBegun: 1, coursesUntimed: 1 }, 'Your activity came without times.'],
  ])('say where time was not measured: %j', (courses, words) => {
    expect(timeNote(courses)).toBe(words);
  });

  it.each([
    [{ ...none, ahead: 1 }, 'Beside the class median you are ahead in 1 course.'],
    [
      { ahead: 2, level: 1, behind: 1, withheld: 0 },
      'Beside the class median you are ahead in 2 courses, about level in 1 course and behind in 1 course.',
    ],
    [
      { ...none, behind: 1, withheld: 2 },
      'Beside the class median you are behind in 1 course. 2 courses not compared: with fewer than ten classmates it would show how one of them does.',
    ],
    [
      { ...none, withheld: 1 },
      'Not compared: with fewer than ten classmates it would show how one of them does.',
    ],
    [none, 'Not compared before you have begun.'],
  ])('say what can be compared, and why the rest is not: %j', (comparison, words) => {
    expect(comparisonText(comparison)).toBe(words);
  });

  it('name the most usual pace first', () => {
    const paces = { EFFICIENT: 1, BALANCED: 2, THOROUGH: 0, none: 4 };
    expect(pacesText(paces)).toBe('Steady in 2 courses and quick in 1 course.');
    expect(pacesText({ EFFICIENT: 0, BALANCED: 0, THOROUGH: 0, none: 1 })).toContain('None yet');
  });
});
