import type { FigureToCome } from '@/components/page/skeletons';

const since = 'since the database was made';

/** What `ServerFigures` will show. */
export const serverToCome: readonly FigureToCome[] = [
  ['PostgreSQL'],
  ['Database size', 'with indexes'],
  ['Uptime', 'started 23 Nov 2026, 14:41 UTC'],
  ['Connections', 'of at most 100 on this server'],
  ['Cache hits', `block reads from memory, ${since}`],
  ['Deadlocks', since],
  ['Temporary files', `sorts that did not fit, ${since}`],
  ['Waiting totals', 'changes not folded into course totals yet; reads add them'],
];

/** What `HealthGlance` will show. */
export const healthToCome: readonly FigureToCome[] = [
  ['Uptime'],
  ['Connections', 'of at most 100 on this server'],
  ['Cache hits', since],
  ['Database size'],
  ['Waiting totals', 'not folded yet'],
];
