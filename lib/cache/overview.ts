import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';
import { type CacheClass, cacheClassNames, definitionOf } from './classes';
import type { Counters } from './store/counters';
import type { RemoteState } from './store/remote';
import { type CacheStore, installedStore } from './store/store';

export type ClassFigures = Omit<Counters, 'loadTotal' | 'loadMax'> & {
  name: CacheClass;
  scope: 'everybody' | 'person';
  strategy: 'LRU' | 'TTL';
  persistent: boolean;
  /** Seconds; null: the shortest of the reads in it. */
  lifetime: number | null;
  /** Seconds after which nobody is given the answer any more; null as for the lifetime. */
  oldest: number | null;
  entries: number;
  limit: number;
  /** About. */
  bytes: number;
  /** Milliseconds; null before the first load. */
  loadMean: number | null;
  loadMax: number | null;
};

export type CacheOverview = {
  asOf: string;
  /** The server that answers: counters and entries are its own. */
  instance: { processId: number; countingSince: string } | null;
  redis: RemoteState;
  classes: ClassFigures[];
};

/** What the cache page shows, for administrators: this process's classes and the state of the shared place. */
export function getCacheOverview(viewer: Viewer): CacheOverview {
  if (!may.administer(viewer)) throw notFound();
  const store = installedStore();
  return {
    asOf: new Date().toISOString(),
    instance: store ? { processId: process.pid, countingSince: store.startedAt } : null,
    redis: store?.remote?.state() ?? { state: 'none' },
    classes: store ? cacheClassNames.map((name) => figuresOf(store, name)) : [],
  };
}

function figuresOf(store: CacheStore, name: CacheClass): ClassFigures {
  const { scope, strategy, persistent, seconds } = definitionOf(name);
  const { counters, size, limit, bytes, mayBeStale } = store.shelves[name];
  const { loadTotal, loadMax, ...counts } = counters;
  return {
    name,
    scope,
    strategy,
    persistent,
    lifetime: seconds,
    oldest: seconds === null ? null : seconds * (mayBeStale ? 2 : 1),
    entries: size,
    limit,
    bytes,
    ...counts,
    loadMean: counts.loads > 0 ? loadTotal / counts.loads : null,
    loadMax: counts.loads > 0 ? loadMax : null,
  };
}
