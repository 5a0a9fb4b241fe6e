import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerCell, analyseQuestion } from './analysis';
import { analyseNaively, type FirstAnswers } from './testing/naive-analysis';

const questions = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'];
const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id }));

/** What the database groups by, made from single students. */
function cellsOf(class_: FirstAnswers[], question: string): AnswerCell[] {
  return class_.flatMap(({ [question]: own, ...others }) => {
    const rest = Object.values(others);
    return own
      ? [
          {
            ...own,
            others: rest.length,
            othersRight: rest.filter(({ correct }) => correct).length,
            students: 1,
          },
        ]
      : [];
  });
}

const given = fc.constantFrom('a', 'a', 'b', 'c').map((id) => ({ chosen: [id], correct: id === 'a' }));
const oneStudent = fc
  .array(fc.option(given), { minLength: questions.length, maxLength: questions.length })
  .map(
    (answers): FirstAnswers =>
      Object.fromEntries(questions.flatMap((id, index) => (answers[index] ? [[id, answers[index]]] : []))),
  );

function close(found: number | null | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(found ?? null).toBeNull();
  else expect(found).toBeCloseTo(expected, 9);
}

describe('the analysis of a question', () => {
  it('equals a plain recomputation, student by student', () => {
    fc.assert(
      fc.property(fc.array(oneStudent, { maxLength: 120 }), (class_) => {
        const figures = analyseQuestion({ choices, correct: ['a'] }, cellsOf(class_, 'q1'));
        const plain = analyseNaively(class_, 'q1', ['a', 'b', 'c']);
        if (figures === null || plain === null) {
          expect([figures, plain]).toEqual([null, null]);
          return;
        }
        close(figures.difficulty.value, plain.difficulty);
        close(figures.discrimination.pointBiserial?.value, plain.pointBiserial);
        close(figures.discrimination.upperLower, plain.upperLower);
        for (const [index, choice] of figures.choices.entries()) {
          close(choice.share, plain.choices[index]?.share);
          close(choice.upper, plain.choices[index]?.upper);
          close(choice.lower, plain.choices[index]?.lower);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of cells, nor on how alike students are put together', () => {
    fc.assert(
      fc.property(fc.array(oneStudent, { minLength: 30, maxLength: 80 }), (class_) => {
        const cells = cellsOf(class_, 'q1');
        const twice = cells.map((cell) => ({ ...cell, students: 2 }));
        const figures = (some: AnswerCell[]) => analyseQuestion({ choices, correct: ['a'] }, some);
        const rounded = (some: AnswerCell[]) =>
          JSON.stringify(figures(some), (_, value) =>
            typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
          );
        expect(rounded([...cells].reverse())).toBe(rounded(cells));
        expect(rounded([...cells, ...cells])).toBe(rounded(twice));
      }),
    );
  });

  it('says nothing below ten students, and nothing of groups of fewer', () => {
    const cell = (students: number, othersRight: number, id: string): AnswerCell => ({
      chosen: [id],
      correct: id === 'a',
      others: 5,
      othersRight,
      students,
    });
    const figures = (...cells: AnswerCell[]) => analyseQuestion({ choices, correct: ['a'] }, cells);
    expect(figures(cell(9, 5, 'a'))).toBeNull();
    expect(figures(cell(9, 5, 'a'), cell(9, 0, 'b'))?.discrimination).toMatchObject({
      students: 18,
      upperLower: null,
      upperStudents: null,
    });
    expect(figures(cell(10, 5, 'a'), cell(10, 0, 'b'))?.discrimination).toMatchObject({
      upperLower: 1,
      upperStudents: 10,
      lowerStudents: 10,
    });
    expect(figures(cell(40, 3, 'a'), cell(40, 3, 'b'))?.discrimination).toMatchObject({
      pointBiserial: null,
      upperLower: null,
    });
  });

  it('leaves those out of the discrimination who have answered too little else', () => {
    const lonely: AnswerCell = { chosen: ['a'], correct: true, others: 2, othersRight: 2, students: 50 };
    expect(analyseQuestion({ choices, correct: ['a'] }, [lonely])).toMatchObject({
      difficulty: { value: 1 },
      discrimination: { students: 0, pointBiserial: null, upperLower: null },
    });
  });
});
