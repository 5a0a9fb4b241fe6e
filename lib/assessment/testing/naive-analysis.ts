/** One student's first answers: by question, what was chosen and whether it is right. */
export type FirstAnswers = Record<string, { chosen: string[]; correct: boolean }>;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Item analysis as a textbook describes it, student by student; what the product's own is compared with. Groups
 * are found by sorting everybody and taking along who is level with the last.
 */
export function analyseNaively(class_: FirstAnswers[], question: string, choices: string[]) {
  const students = class_.flatMap((answers) => {
    const { [question]: own, ...others } = answers;
    const rest = Object.values(others).map(({ correct }) => (correct ? 1 : 0) as number);
    return own ? [{ own, others: rest.length, rest: rest.length > 0 ? mean(rest) : 0 }] : [];
  });
  if (students.length < 10) return null;
  const placed = students.filter(({ others }) => others >= 3);
  const ordered = placed.map(({ rest }) => rest).sort((a, b) => a - b);
  const size = Math.ceil(0.27 * ordered.length);
  const low = ordered[size - 1] ?? 0;
  const high = ordered[ordered.length - size] ?? 0;
  const lower = placed.filter(({ rest }) => rest <= low);
  const upper = placed.filter(({ rest }) => rest >= high);
  const hasGroups = low < high && lower.length >= 10 && upper.length >= 10;
  const shareOf = (group: typeof students, id: string) =>
    mean(group.map(({ own }) => (own.chosen.includes(id) ? 1 : 0)));
  const right = (group: typeof students) => mean(group.map(({ own }) => (own.correct ? 1 : 0)));
  return {
    difficulty: right(students),
    pointBiserial:
      placed.length < 10 ? null : pearson(placed.map(({ own, rest }) => [own.correct ? 1 : 0, rest])),
    upperLower: hasGroups ? right(upper) - right(lower) : null,
    choices: choices.map((id) => ({
      share: shareOf(students, id),
      upper: hasGroups ? shareOf(upper, id) : null,
      lower: hasGroups ? shareOf(lower, id) : null,
    })),
  };
}

function pearson(pairs: [number, number][]): number | null {
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  const product = mean(pairs.map(([a, b]) => (a - x) * (b - y)));
  const spread = Math.sqrt(mean(pairs.map(([a]) => (a - x) ** 2)) * mean(pairs.map(([, b]) => (b - y) ** 2)));
  return spread < 1e-12 ? null : product / spread;
}
