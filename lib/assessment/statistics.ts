/** An estimate with its 95 % interval. */
export type Estimate = { value: number; low: number; high: number };

/** The 97.5 % quantile of the standard normal distribution. */
const z = 1.959964;

/**
 * A share and its 95 % score interval, fractions of 1. Needs `of` ≥ 1.
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
 */
export function wilson(part: number, of: number): Estimate {
  const share = part / of;
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** A pair of values, and how many students have it. */
export type WeightedPair = { x: number; y: number; n: number };

/**
 * Pearson's product-moment correlation; null where one of the two does not vary. With x being 0 or 1 it is the
 * point-biserial correlation (J. Lev, The point biserial coefficient of correlation, Ann. Math. Stat. 20 (1949)).
 */
export function correlation(pairs: readonly WeightedPair[]): number | null {
  const total = sumOf(pairs, ({ n }) => n);
  const meanX = sumOf(pairs, ({ x, n }) => x * n) / total;
  const meanY = sumOf(pairs, ({ y, n }) => y * n) / total;
  const varianceX = sumOf(pairs, ({ x, n }) => n * (x - meanX) ** 2) / total;
  const varianceY = sumOf(pairs, ({ y, n }) => n * (y - meanY) ** 2) / total;
  if (!(varianceX > tiny && varianceY > tiny)) return null;
  const covariance = sumOf(pairs, ({ x, y, n }) => n * (x - meanX) * (y - meanY)) / total;
  return Math.max(-1, Math.min(1, covariance / Math.sqrt(varianceX * varianceY)));
}

/** Below it, a variance of numbers around 1 is what rounding leaves of none. */
const tiny = 1e-12;

/**
 * The 95 % interval of a correlation of `n` ≥ 4 pairs by the variance-stabilising transformation.
 * R. A. Fisher, On the “probable error” of a coefficient of correlation, Metron 1 (1921) 3–32.
 */
export function correlationInterval(value: number, n: number): Estimate {
  const half = z / Math.sqrt(n - 3);
  const bounded = Math.max(-0.999999, Math.min(0.999999, value));
  return { value, low: Math.tanh(Math.atanh(bounded) - half), high: Math.tanh(Math.atanh(bounded) + half) };
}

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
