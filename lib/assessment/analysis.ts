import type { Choice } from './schema';
import { correlation, correlationInterval, type Estimate, wilson } from './statistics';

/** No figure stands on fewer students than this. */
export const leastStudents = 10;

/** Of how many other questions a first answer must be known to say how well a student does elsewhere. */
export const leastOthers = 3;

/**
 * The outer groups of an upper–lower comparison.
 * T. L. Kelley, The selection of upper and lower groups for the validation of test items, J. Educ. Psychol. 30 (1939).
 */
const groupShare = 0.27;

/**
 * Students whose first answers to a question, and to the others of the course, are alike: how many others they
 * answered, and how many of these were right.
 */
export type AnswerCell = {
  chosen: string[];
  correct: boolean;
  others: number;
  othersRight: number;
  students: number;
};

export type ChoiceShare = {
  id: string;
  text: string;
  isRight: boolean;
  /** Fractions of all who answered, and of the groups that do best and worst elsewhere. */
  share: number;
  upper: number | null;
  lower: number | null;
};

export type Discrimination = {
  /** Students of whom it is known how they do elsewhere. */
  students: number;
  /** Correlation of a right answer with the share of right answers to the other questions. */
  pointBiserial: Estimate | null;
  /** Share right in the upper group minus that in the lower. */
  upperLower: number | null;
  upperStudents: number | null;
  lowerStudents: number | null;
};

/** What first answers say about a question; null below `leastStudents`. */
export type QuestionFigures = {
  /** Share right. */
  difficulty: Estimate;
  discrimination: Discrimination;
  choices: ChoiceShare[];
};

/** How many students the cells stand for. */
export const answeredOf = (cells: readonly AnswerCell[]): number =>
  cells.reduce((sum, cell) => sum + cell.students, 0);
const rightOf = (cells: readonly AnswerCell[]) => answeredOf(cells.filter(({ correct }) => correct));
const restOf = ({ othersRight, others }: AnswerCell) => othersRight / others;

/** Item analysis of one question from its cells. */
export function analyseQuestion(
  { choices, correct }: { choices: Choice[]; correct: string[] },
  cells: readonly AnswerCell[],
): QuestionFigures | null {
  const answered = answeredOf(cells);
  if (answered < leastStudents) return null;
  const placed = cells.filter(({ others }) => others >= leastOthers);
  const groups = outerGroups(placed);
  return {
    difficulty: wilson(rightOf(cells), answered),
    discrimination: {
      students: answeredOf(placed),
      pointBiserial: pointBiserial(placed),
      upperLower: groups && shareRight(groups.upper) - shareRight(groups.lower),
      upperStudents: groups && answeredOf(groups.upper),
      lowerStudents: groups && answeredOf(groups.lower),
    },
    choices: choices.map(({ id, text }) => ({
      id,
      text,
      isRight: correct.includes(id),
      share: shareChoosing(id, cells),
      upper: groups && shareChoosing(id, groups.upper),
      lower: groups && shareChoosing(id, groups.lower),
    })),
  };
}

/**
 * The corrected item–total correlation: the item itself is left out of the total, which would correlate with it
 * otherwise (S. Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28 (1963)).
 * The total is a share, since not everybody has answered the same questions.
 */
function pointBiserial(placed: readonly AnswerCell[]): Estimate | null {
  const n = answeredOf(placed);
  if (n < leastStudents) return null;
  const value = correlation(
    placed.map((cell) => ({ x: cell.correct ? 1 : 0, y: restOf(cell), n: cell.students })),
  );
  return value === null ? null : correlationInterval(value, n);
}

/**
 * The 27 % who do best and worst at the other questions. Who is level with the last of a group belongs to it;
 * null where the two would meet, or where one is too small to speak of.
 */
function outerGroups(placed: readonly AnswerCell[]): { upper: AnswerCell[]; lower: AnswerCell[] } | null {
  const ascending = [...placed].sort((a, b) => restOf(a) - restOf(b));
  const size = Math.ceil(groupShare * answeredOf(placed));
  const low = restAtRank(ascending, size);
  const high = restAtRank(ascending.toReversed(), size);
  if (low === null || high === null || low >= high) return null;
  const upper = placed.filter((cell) => restOf(cell) >= high);
  const lower = placed.filter((cell) => restOf(cell) <= low);
  return answeredOf(upper) < leastStudents || answeredOf(lower) < leastStudents ? null : { upper, lower };
}

function restAtRank(ordered: readonly AnswerCell[], rank: number): number | null {
  let passed = 0;
  for (const cell of ordered) {
    passed += cell.students;
    if (passed >= rank) return restOf(cell);
  }
  return null;
}

const shareRight = (group: readonly AnswerCell[]): number => rightOf(group) / answeredOf(group);

const shareChoosing = (id: string, group: readonly AnswerCell[]): number =>
  answeredOf(group.filter(({ chosen }) => chosen.includes(id))) / answeredOf(group);
