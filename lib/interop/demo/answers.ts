import type { SectionWork } from './behaviour';
import type { Moment } from './calendar';
import { between, chance, pick, type Random, seeded } from './random';

/** A question as the demo's students meet it: the ids of its choices and of the right ones. */
export type DemoQuestion = { id: string; version: number; choices: string[]; correct: string[] };

export type DrawnAnswer = { questionId: string; version: number; chosen: string[]; at: Moment };

/** How a question behaves: how hard it is, how well it tells students apart, and what its wrong choices draw. */
type Item = DemoQuestion & { difficulty: number; slope: number; pull: Map<string, number> };

/** The same items for the same label. */
export function drawItems(label: string, questions: readonly DemoQuestion[]): Item[] {
  return questions.map((question, index) => {
    const random = seeded(`question:${label}:${index}`);
    const wrong = question.choices.filter((id) => !question.correct.includes(id));
    return {
      ...question,
      difficulty: between(random, -1.6, 1),
      slope: between(random, 0.5, 2),
      pull: new Map(wrong.map((id) => [id, between(random, 0.15, 1)])),
    };
  });
}

/**
 * Answers to the questions of a section, given while it was finished: by the three-parameter logistic model of
 * the student's ability, wrong ones tried again more often than not. Some students pass a question over.
 */
export function drawAnswers(
  work: SectionWork,
  items: readonly Item[],
  ability: number,
  random: Random,
): DrawnAnswer[] {
  const { completedAt } = work;
  const visit = work.visits.find(
    ({ day, start, seconds }) => day === completedAt?.day && start + seconds === completedAt.second,
  );
  if (!visit) return [];
  const given = items.filter(() => chance(random, 0.93)).flatMap((item) => tries(item, ability, random));
  return given.map((answer, index) => ({
    ...answer,
    at: {
      day: visit.day,
      second: visit.start + Math.floor(((index + 1) * visit.seconds) / (given.length + 1)),
    },
  }));
}

/** Percent right of the last answers; null where a question has none. */
export function scoreOf(items: readonly DemoQuestion[], answers: readonly DrawnAnswer[]): number | null {
  const last = items.map(({ id }) => answers.findLast(({ questionId }) => questionId === id));
  if (last.length === 0 || last.includes(undefined)) return null;
  const right = items.filter(({ correct }, index) => correct.join() === last[index]?.chosen.join());
  return Math.round((right.length / items.length) * 10_000) / 100;
}

function tries(item: Item, ability: number, random: Random): Omit<DrawnAnswer, 'at'>[] {
  const guess = 1 / item.choices.length;
  let right = guess + (1 - guess) / (1 + Math.exp(-item.slope * (ability - item.difficulty)));
  const answers: Omit<DrawnAnswer, 'at'>[] = [];
  do {
    const isRight = chance(random, right);
    const chosen = isRight ? item.correct : chooseWrongly(item, random);
    answers.push({ questionId: item.id, version: item.version, chosen });
    if (isRight) break;
    right += 0.5 * (1 - right);
  } while (answers.length < 3 && chance(random, 0.7));
  return answers;
}

/** One wrong choice; where several are right, some of them as well or one too few. */
function chooseWrongly({ correct, pull }: Item, random: Random): string[] {
  if (correct.length > 1 && chance(random, 0.5)) return [pick(random, correct)];
  const drawn = [...pull].map(([id, weight]) => ({ id, key: random() ** (1 / weight) }));
  const wrong = drawn.sort((a, b) => b.key - a.key)[0]?.id ?? '';
  return correct.length > 1 ? [...correct, wrong].sort() : [wrong];
}
