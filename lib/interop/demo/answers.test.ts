import { describe, expect, it } from 'vitest';
import { type DemoQuestion, drawAnswers, drawItems, scoreOf } from './answers';
import type { SectionWork } from './behaviour';
import { seeded } from './random';

const questions: DemoQuestion[] = [
  { id: 'one', version: 1, choices: ['a', 'b', 'c', 'd'], correct: ['b'] },
  { id: 'many', version: 2, choices: ['a', 'b', 'c'], correct: ['a', 'c'] },
];
const items = drawItems('test', questions);
const work: SectionWork = {
  section: 0,
  completion: 100,
  completedAt: { day: 7, second: 4_000 },
  difficultyRating: null,
  comprehensionScore: null,
  visits: [
    { day: 5, start: 1_000, seconds: 300, interactions: 3 },
    { day: 7, start: 3_600, seconds: 400, interactions: 4 },
  ],
};
const classOf = (ability: number) =>
  Array.from({ length: 400 }, (_, n) => drawAnswers(work, items, ability, seeded(`student ${n}`)));

describe('answers of the demo', () => {
  it('are the same again', () => {
    expect(drawItems('test', questions)).toEqual(items);
    expect(classOf(0)).toEqual(classOf(0));
  });

  it('are of what is offered, end with a right one, and are given while the section is finished', () => {
    for (const answers of [classOf(-1), classOf(1)].flat()) {
      for (const [index, { questionId, version, chosen, at }] of answers.entries()) {
        const question = questions.find(({ id }) => id === questionId);
        const next = answers[index + 1];
        expect(question?.version).toBe(version);
        expect(chosen.length).toBeGreaterThan(0);
        expect(chosen).toEqual([...new Set(chosen)].sort());
        for (const id of chosen) expect(question?.choices).toContain(id);
        if (chosen.join() === question?.correct.join()) expect(next?.questionId).not.toBe(questionId);
        expect([at.day, at.second >= 3_600, at.second <= 4_000]).toEqual([7, true, true]);
        if (next) expect(next.at.second).toBeGreaterThanOrEqual(at.second);
      }
    }
  });

  it('are right more often the abler a student is', () => {
    const right = (ability: number) =>
      classOf(ability).filter(([first]) => first?.questionId === 'one' && first.chosen.join() === 'b').length;
    expect(right(2)).toBeGreaterThan(right(0) * 1.05);
    expect(right(0)).toBeGreaterThan(right(-2) * 1.2);
  });

  it('are none where a section is not finished, and make a score once each question has one', () => {
    expect(drawAnswers({ ...work, completedAt: null }, items, 0, seeded('x'))).toEqual([]);
    const answer = (questionId: string, ...chosen: string[]) => ({
      questionId,
      version: 1,
      chosen,
      at: { day: 7, second: 3_700 },
    });
    expect(scoreOf([], [])).toBeNull();
    expect(scoreOf(questions, [answer('one', 'b')])).toBeNull();
    expect(scoreOf(questions, [answer('one', 'b'), answer('many', 'a')])).toBe(50);
    expect(scoreOf(questions, [answer('one', 'a'), answer('many', 'a', 'c'), answer('one', 'b')])).toBe(100);
  });
});
