import { describe, expect, it } from 'vitest';
import { type AnswerCell, analyseQuestion } from './analysis';
import { flagQuestion } from './flags';

const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id }));

/** Students who do well elsewhere, in the middle, and badly: how many of them chose what. */
function flagsOf(good: Record<string, number>, middle: Record<string, number>, bad: Record<string, number>) {
  const cells = [good, middle, bad].flatMap((group, index) =>
    Object.entries(group).map(
      ([id, students]): AnswerCell => ({
        chosen: [id],
        correct: id === 'a',
        others: 8,
        othersRight: 8 - 3 * index,
        students,
      }),
    ),
  );
  const figures = analyseQuestion({ choices, correct: ['a'] }, cells);
  const answered = cells.reduce((sum, { students }) => sum + students, 0);
  return figures ? flagQuestion(figures, answered) : [];
}
const kinds = (...groups: Parameters<typeof flagsOf>) => flagsOf(...groups).map(({ kind }) => kind);

describe('flags', () => {
  it('leave a good question alone', () => {
    expect(kinds({ a: 36, b: 3, c: 1 }, { a: 26, b: 8, c: 6 }, { a: 12, b: 16, c: 12 })).toEqual([]);
  });

  it('doubt the key where the better students prefer a wrong choice', () => {
    const [first, second] = flagsOf({ a: 10, b: 30 }, { a: 20, b: 15, c: 5 }, { a: 25, b: 5, c: 10 });
    expect(first).toEqual({
      kind: 'key',
      reason:
        'Students who do well elsewhere choose B (75 %) rather than A (25 %), which is marked as right: check the key and the wording.',
    });
    expect(second?.kind).toBe('negative');
  });

  it('call easy, hard and telling little only what is so beyond chance', () => {
    expect(kinds({ a: 40 }, { a: 40 }, { a: 39, b: 1 })).toContain('easy');
    expect(kinds({ a: 10 }, { a: 10 }, { a: 10 })).not.toContain('easy');
    expect(kinds({ a: 10, b: 30 }, { b: 30, c: 10 }, { b: 20, c: 20 })).toContain('hard');
    expect(
      kinds({ a: 200, b: 100, c: 100 }, { a: 200, b: 100, c: 100 }, { a: 198, b: 101, c: 101 }),
    ).toContain('weak');
    expect(kinds({ a: 7, b: 7 }, { a: 7, b: 7 }, { a: 7, b: 7 })).not.toContain('weak');
  });

  it('name a choice that nobody takes once enough have answered', () => {
    expect(flagsOf({ a: 20, b: 2 }, { a: 12, b: 8 }, { a: 5, b: 15 })).toEqual([
      { kind: 'unchosen', reason: 'Nobody chose C.' },
    ]);
    expect(kinds({ a: 10, b: 2 }, { a: 6, b: 4 }, { a: 3, b: 8 })).toEqual([]);
  });
});
