import { cacheClassNames } from '@/lib/cache/classes';
import { type CacheStore, installedStore } from '@/lib/cache/store/store';
import { type Counters, deltaSince, isStill } from '../readings/counters';
import type { Reading } from '../readings/note-readings';

/** What the cache of this process did, by class, since it was last asked. */
export class CacheCounts {
  #before = new Map<string, Counters>();

  /** Takes what was counted since the last time, in rows to keep; classes in which nothing happened are left out. */
  take(store: CacheStore | undefined = installedStore()): Reading[] {
    if (!store) return [];
    return cacheClassNames.flatMap((name): Reading[] => {
      // A largest one since the start is none of a minute.
      const { loadMax: _, ...now } = store.shelves[name].counters;
      const counters = this.#since(name, now, store.startedAt);
      return isStill(counters) ? [] : [{ kind: 'CACHE', object: name, counters }];
    });
  }

  #since(name: string, now: Counters, epoch: string): Counters {
    const before = this.#before.get(name);
    this.#before.set(name, now);
    return deltaSince(before && { epoch, counters: before }, { epoch, counters: now });
  }
}
