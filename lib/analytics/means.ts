/** Exact sums with how many sections stand behind each: of one course, or of several added up. */
export type MeanSums = {
  /** How many sections were finished with their time, how many were rated, and how many scored. */
  sectionsTimed: number;
  sectionsRated: number;
  sectionsScored: number;
  /** Of speeds in hundredths of a section an hour, of ratings, and of scores in hundredths of a percent. */
  sums: { velocity: number; difficulty: number; comprehension: number };
};

export type Means = MeanSums & {
  /** Sections an hour, the mean over the sections finished with their time. */
  avgLearningVelocity: number | null;
  /** Mean of the own ratings, 1 easy – 5 hard. */
  perceivedDifficulty: number | null;
  /** Percent, the mean over scored sections. */
  comprehensionLevel: number | null;
};

/** A mean from exact sums, to two decimals; null of nothing. `scale` is what the sum is counted in. */
export const mean = (sum: number, count: number, scale = 1): number | null =>
  count > 0 ? Math.round((sum / count / scale) * 100) / 100 : null;

/** The sums with their means. */
export const meansOf = (given: MeanSums): Means => ({
  ...given,
  avgLearningVelocity: mean(given.sums.velocity, given.sectionsTimed, 100),
  perceivedDifficulty: mean(given.sums.difficulty, given.sectionsRated),
  comprehensionLevel: mean(given.sums.comprehension, given.sectionsScored, 100),
});
