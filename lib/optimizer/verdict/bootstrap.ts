/** A median with the interval in which it lies with 95 % confidence. */
export type Interval = { median: number; low: number; high: number };

const resamples = 1_000;
const tail = 0.025;

/**
 * Percentile bootstrap of the median (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13). The same values
 * and seed give the same interval.
 *
 * @throws Error without any value
 */
export function bootstrapMedian(values: readonly number[], seed = 1): Interval {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const random = randomFrom(seed);
  const medians = Array.from({ length: resamples }, () =>
    medianOf(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  const at = (share: number) => medians[Math.min(resamples - 1, Math.floor(share * resamples))] ?? 0;
  const median = medianOf(values);
  return { median, low: Math.min(median, at(tail)), high: Math.max(median, at(1 - tail)) };
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
