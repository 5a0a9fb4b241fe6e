type Definition = {
  /** Who may be given an answer: everybody, or only the person it was made for. */
  scope: 'everybody' | 'person';
  holds: 'data' | 'pages' | 'answers';
  /** Lifetime in seconds; null: the shortest of the reads in it. */
  seconds: number | null;
  /** How many answers are kept at most. */
  entries: number;
  /** What goes first at the limit: the least recently used (LRU), or the one that ends first (TTL). */
  strategy: 'LRU' | 'TTL';
  /** Kept in DATA_DIR across restarts. */
  persistent: boolean;
};

const data = { holds: 'data', scope: 'everybody', strategy: 'LRU', persistent: false } as const;

/** The named cache classes: the whole table. Every cached read names one of them. */
export const cacheClasses = {
  /** Course pages and other catalog content. */
  catalog: { ...data, seconds: 15 * 60, entries: 1_000 },
  /** The course listing and its facets. */
  listing: { ...data, seconds: 5 * 60, entries: 1_000 },
  /** A student's own progress. */
  progress: { ...data, scope: 'person', seconds: 2 * 60, entries: 5_000, strategy: 'TTL' },
  /** Figures worked out for one person: activity by day, class totals. */
  analytics: { ...data, scope: 'person', seconds: 10 * 60, entries: 500 },
  /** What a model wrote: costly to make again. */
  ai: { ...data, seconds: 60 * 60, entries: 100, persistent: true },
  /** Rendered pages that are the same for everybody. */
  pages: { ...data, holds: 'pages', seconds: null, entries: 1_000 },
  /** Finished JSON that is the same for everybody, by its address: made-up addresses push out only each other. */
  answers: { ...data, holds: 'answers', seconds: null, entries: 1_000 },
} as const satisfies Record<string, Definition>;

export type CacheClass = keyof typeof cacheClasses;
type ClassOf<Part> = {
  [Name in CacheClass]: (typeof cacheClasses)[Name] extends Part ? Name : never;
}[CacheClass];
/** Classes that `sharedRead` takes. */
export type SharedClass = ClassOf<{ scope: 'everybody'; holds: 'data' }>;
/** Classes that `personalRead` takes. */
export type PersonalClass = ClassOf<{ scope: 'person' }>;

export const cacheClassNames = Object.keys(cacheClasses) as CacheClass[];

export const isCacheClass = (name: string): name is CacheClass => Object.hasOwn(cacheClasses, name);

/** What a class is, in the wide type that code for all classes uses. */
export const definitionOf = (name: CacheClass): Definition => cacheClasses[name];
