import type { Counters } from '../readings/counters';

/** Upper bounds of the buckets in milliseconds, each about 1.4 times the one before; what takes longer is in the last. */
const bounds = [
  1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22, 32, 45, 64, 90, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048, 2896,
  4096, 5792, 8192, 11585, 16384,
] as const;

const keyOf = (bound: number | null) => (bound === null ? 'over' : `upTo${bound}`);
const keys = [...bounds.map(keyOf), keyOf(null)];

/** How often each bucket was met; of counters that add up, as they are kept, it is `bucketCounters`. */
export const noBuckets = (): number[] => keys.map(() => 0);

/** Counts a time in its bucket, in place. */
export function countIn(buckets: number[], milliseconds: number): void {
  let bucket = 0;
  while (milliseconds > (bounds[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
}

/** The buckets that something is in, as counters by name. */
export const bucketCounters = (buckets: readonly number[]): Counters =>
  Object.fromEntries(keys.flatMap((key, n) => (buckets[n] ? [[key, buckets[n]]] : [])));

/**
 * The time within which a share of the requests was answered, in milliseconds, from a histogram. Within a bucket times are taken
 * to lie evenly, so the answer is off by less than half. Null where nothing was counted.
 */
export function quantile(counters: Counters, share: number): number | null {
  const total = keys.reduce((sum, key) => sum + (counters[key] ?? 0), 0);
  if (total === 0) return null;
  let below = 0;
  for (const [n, key] of keys.entries()) {
    const inside = counters[key] ?? 0;
    if (inside > 0 && below + inside >= share * total) {
      const from = bounds[n - 1] ?? 0;
      const until = bounds[n] ?? Math.max(from, counters.maxMilliseconds ?? from);
      return from + (until - from) * Math.max(0, (share * total - below) / inside);
    }
    below += inside;
  }
  return bounds.at(-1) ?? null;
}
