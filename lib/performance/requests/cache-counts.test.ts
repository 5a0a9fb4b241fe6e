import { expect, it } from 'vitest';
import { CacheStore } from '@/lib/cache/store/store';
import { CacheCounts } from './cache-counts';

const address = { cacheClass: 'listing', key: 'entry:listing:1' } as const;
const entry = (store: CacheStore) => ({
  value: { kind: 'FETCH' },
  tags: ['courses'],
  mark: store.mark(),
  loadedAt: store.now(),
  lifetime: 60,
  bytes: 1,
});

it('tells what each class did since it was last asked, and why answers went', async () => {
  let now = 0;
  const store = new CacheStore({ now: () => now });
  const counts = new CacheCounts();
  expect(counts.take(undefined)).toEqual([]);
  expect(counts.take(store)).toEqual([]);
  await store.find(address);
  store.keep(address, entry(store));
  await store.find(address);
  expect(counts.take(store)).toMatchObject([
    { kind: 'CACHE', object: 'listing', counters: { hits: 1, misses: 1, expired: 0 } },
  ]);
  now = 90_000;
  await store.find(address);
  now = 200_000;
  await store.find(address);
  store.keep(address, entry(store));
  await store.invalidate(['courses']);
  expect(counts.take(store)).toMatchObject([
    { object: 'listing', counters: { hits: 0, stale: 1, misses: 1, expired: 1, invalidations: 1 } },
  ]);
  expect(counts.take(store)).toEqual([]);
});
