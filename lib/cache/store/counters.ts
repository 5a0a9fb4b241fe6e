/** What a class has done since the process started. */
export type Counters = {
  hits: number;
  misses: number;
  /** Answers given once more after their lifetime, while they were loaded anew. */
  stale: number;
  /** Dropped to stay within the limit. */
  evictions: number;
  /** Dropped when they were asked for after their lifetime. */
  expired: number;
  /** Dropped because something in them changed. */
  invalidations: number;
  loads: number;
  loadErrors: number;
  /** Milliseconds. */
  loadTotal: number;
  loadMax: number;
};

export const noCounts = (): Counters => ({
  hits: 0,
  misses: 0,
  stale: 0,
  evictions: 0,
  expired: 0,
  invalidations: 0,
  loads: 0,
  loadErrors: 0,
  loadTotal: 0,
  loadMax: 0,
});

export function countLoad(counters: Counters, milliseconds: number): void {
  counters.loads += 1;
  counters.loadTotal += milliseconds;
  counters.loadMax = Math.max(counters.loadMax, milliseconds);
}
