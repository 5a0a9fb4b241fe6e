import type { Meter } from '@opentelemetry/api';
import { cacheClassNames } from '@/lib/cache/classes';
import { installedStore } from '@/lib/cache/store/store';

/** Tells of each cache class of this process what it has done since the start, and what it holds. */
export function watchCache(meter: Meter): void {
  const counter = (name: string, unit: string, description: string) =>
    meter.createObservableCounter(`syllabase.cache.${name}`, { unit, description });
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(`syllabase.cache.${name}`, { unit, description });
  const lookups = counter('lookups', '{lookup}', 'Answers looked up, by whether they were there.');
  const removals = counter('removals', '{answer}', 'Answers dropped, by why.');
  const loads = counter('loads', '{load}', 'Loads of what was not there.');
  const loadErrors = counter('load_errors', '{load}', 'Loads that failed.');
  const loadTime = counter('load_time', 's', 'Time that loads took.');
  const entries = gauge('entries', '{answer}', 'Answers kept.');
  const limit = gauge('limit', '{answer}', 'Answers kept at most.');
  const bytes = gauge('size', 'By', 'About how much memory they take.');
  const all = [lookups, removals, loads, loadErrors, loadTime, entries, limit, bytes];

  meter.addBatchObservableCallback((result) => {
    const store = installedStore();
    if (!store) return;
    for (const name of cacheClassNames) {
      const shelf = store.shelves[name];
      const { hits, misses, stale, evictions, invalidations, expired, ...load } = shelf.counters;
      const of = { 'syllabase.cache.class': name };
      for (const [outcome, sum] of Object.entries({ hit: hits, stale, miss: misses }))
        result.observe(lookups, sum, { ...of, 'syllabase.cache.outcome': outcome });
      const removed = { evicted: evictions, invalidated: invalidations, expired };
      for (const [reason, sum] of Object.entries(removed))
        result.observe(removals, sum, { ...of, 'syllabase.cache.reason': reason });
      result.observe(loads, load.loads, of);
      result.observe(loadErrors, load.loadErrors, of);
      result.observe(loadTime, load.loadTotal / 1000, of);
      result.observe(entries, shelf.size, of);
      result.observe(limit, shelf.limit, of);
      result.observe(bytes, shelf.bytes, of);
    }
  }, all);
}
