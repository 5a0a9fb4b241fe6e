/** Students who stood alike on a day, and by how much each changed. */
export type Alike = { studentIds: readonly string[]; changes: readonly number[] };

/** By how much a contacted student changed, beside those who stood alike; contacts of a day share their `others`. */
export type Paired = { studentId: string; change: number; others: Alike };

/** A mean difference and the range in which it lies in 95 of 100 cases. */
export type Interval = { mean: number; from: number; to: number };

/** Whether an interval leaves it open on which side of nothing the difference lies. */
export const isUnclear = ({ from, to }: Interval): boolean => from <= 0 && to >= 0;

/**
 * The mean of `D = change − mean change of the others` over `N` contacts, with its 95 % interval `D̄ ± t·√V`:
 *
 * `V = 1/N² · ( n/(n−1) · Σₛ (Σ D − D̄)² + σ² · Σⱼ (Kⱼ² − K′ⱼ) )`
 *
 * The first part is the spread of the paired differences, those of one student `s` taken together, since they are not
 * independent. The second is the doubt about the others, who stand beside many contacts at once: `j` counts with `1/m` in
 * each comparison with `m` alike, `Kⱼ` is the sum of these weights and `K′ⱼ` that of their squares; `σ²` is the variance of
 * the others' changes. `t` is Student's with `n − 1` degrees of freedom, `n` being the contacted students.
 *
 * Source: Abadie, Drukker, Herr and Imbens, “Implementing matching estimators for average treatment effects in Stata”,
 * The Stata Journal 4 (2004), 290–311, the variance of the effect on the treated; by student instead of by observation, and
 * with one `σ²` for all, which is larger than within those who are alike.
 *
 * @param pairs of at least two students
 */
export function intervalOf(pairs: readonly Paired[]): Interval {
  const groups = countGroups(pairs);
  const means = new Map([...groups.keys()].map((others) => [others, meanOf(others.changes)]));
  const differences = pairs.map(({ change, others }) => change - (means.get(others) ?? 0));
  const mean = meanOf(differences);
  const byStudent = sumBy(pairs.map(({ studentId }, n) => [studentId, (differences[n] ?? 0) - mean]));
  const students = byStudent.size;
  const spread = (students / (students - 1)) * sumOf([...byStudent.values()].map((sum) => sum * sum));
  const doubt = varianceOf([...groups.keys()].flatMap(({ changes }) => changes)) * reuseOf(groups);
  const reach = (studentT(students - 1) * Math.sqrt(spread + doubt)) / pairs.length;
  return { mean, from: mean - reach, to: mean + reach };
}

/** How many contacts each group stands beside. */
function countGroups(pairs: readonly Paired[]): Map<Alike, number> {
  const counts = new Map<Alike, number>();
  for (const { others } of pairs) counts.set(others, (counts.get(others) ?? 0) + 1);
  return counts;
}

/** `Σⱼ (Kⱼ² − K′ⱼ)`, the second part of the formula above. */
function reuseOf(groups: ReadonlyMap<Alike, number>): number {
  const weights = sumBy(
    [...groups].flatMap(([{ studentIds }, contacts]) =>
      studentIds.map((id) => [id, contacts / studentIds.length] as const),
    ),
  );
  const squares = sumOf([...groups].map(([{ studentIds }, contacts]) => contacts / studentIds.length));
  return sumOf([...weights.values()].map((weight) => weight * weight)) - squares;
}

/**
 * The 97.5 % point of Student's t: the expansion around the normal one, Abramowitz and Stegun 26.7.5, right to three
 * decimals from nine degrees of freedom on.
 */
export function studentT(freedom: number): number {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

function sumBy(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of entries) sums.set(key, (sums.get(key) ?? 0) + value);
  return sums;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.length < 2 ? 0 : sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}
