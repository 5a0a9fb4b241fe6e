export type Judged = { score: number; outcome: boolean };

/** Share of true outcomes among the `n` highest scores; ties in the given order. */
export function precisionAt(judged: Judged[], n: number): number {
  const top = judged.toSorted((a, b) => b.score - a.score).slice(0, n);
  return top.filter(({ outcome }) => outcome).length / top.length;
}

/**
 * Area under the ROC curve with its 95 % confidence interval: the chance that a true case scores higher than a
 * false one, ties counting half. Variance after DeLong, DeLong and Clarke-Pearson (1988).
 */
export function rocAuc(judged: Judged[]): { auc: number; low: number; high: number } {
  const scores = (outcome: boolean) => judged.filter((j) => j.outcome === outcome).map(({ score }) => score);
  const [cases, others] = [scores(true), scores(false)];
  const beats = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const ofCases = cases.map((a) => mean(others.map((b) => beats(a, b))));
  const ofOthers = others.map((b) => mean(cases.map((a) => beats(a, b))));
  const auc = mean(ofCases);
  const half = 1.96 * Math.sqrt(variance(ofCases) / cases.length + variance(ofOthers) / others.length);
  return { auc, low: auc - half, high: auc + half };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
