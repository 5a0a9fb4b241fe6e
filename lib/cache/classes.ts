/** The named cache classes: how long an answer may be old and how many may be kept. Seconds. */
export const cacheClasses = {
  /** Course pages and other catalog content. */
  catalog: { seconds: 15 * 60, entries: 1_000, strategy: 'LRU' },
  /** The course listing and its facets. */
  listing: { seconds: 5 * 60, entries: 1_000, strategy: 'LRU' },
} as const;

export type CacheClass = keyof typeof cacheClasses;
