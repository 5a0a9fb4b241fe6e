/** Grade by course code: 3 exactly what is wanted, 2 relevant, 1 touches the topic; absent is 0. */
export type Grades = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulative gain of the first `depth` results, gain 2^grade − 1 (Järvelin and Kekäläinen
 * 2002, in the form of Burges et al. 2005): 1 where no other order would be better.
 */
export function ndcg(results: readonly string[], grades: Grades, depth = 10): number {
  const gained = (list: readonly number[]) =>
    list.slice(0, depth).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
  const best = gained([...grades.values()].sort((a, b) => b - a));
  return best === 0 ? 0 : gained(results.map((code) => grades.get(code) ?? 0)) / best;
}
