/** What readings are about. */
export const readingKinds = [
  'SERVER',
  'STATEMENT',
  'TABLE',
  'INDEX',
  'IO',
  'WAL',
  'CHECKPOINTS',
  'ROUTE',
  'ROUTE_STATEMENT',
  'CACHE',
] as const;

export type ReadingKind = (typeof readingKinds)[number];

export type Grain = 'FIVE_MINUTES' | 'HOUR' | 'DAY';

/** Days for which readings of a grain are kept. */
export const keptDays: Record<Grain, number> = { FIVE_MINUTES: 2, HOUR: 35, DAY: 400 };
