import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheClasses, cacheClassNames } from '../classes';
import { bytesOf, type Entry } from './entry';
import { CacheStore } from './store';

const second = 1_000;

function entry(store: CacheStore, body: string, tags: string[], lifetime: number | false = 60): Entry {
  const value = { kind: 'FETCH', data: { body } };
  const mark = store.mark();
  return { value, tags, mark, loadedAt: mark.at, lifetime, bytes: bytesOf(value) };
}

const bodyOf = (found: Awaited<ReturnType<CacheStore['find']>>) => found?.entry.value.data?.body;

describe('what the store gives is true', () => {
  const tag = fc.constantFrom('a', 'b', 'c');
  const tags = fc.uniqueArray(tag, { minLength: 1 });
  const step = fc.oneof(
    fc.record({ do: fc.constant('begin' as const), tags }),
    fc.record({ do: fc.constant('end' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('write' as const), tag }),
  );

  it('whatever loads and writes overlap: no answer is older than the last write to a part of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = new CacheStore();
        const truth = new Map<string, number>();
        const read = (names: string[]) => names.map((name) => `${name}${truth.get(name) ?? 0}`).join();
        const underway: { key: string; tags: string[]; entry: Entry }[] = [];
        const keys = new Map<string, string[]>();
        for (const now of steps) {
          if (now.do === 'begin') {
            const key = now.tags.toSorted().join();
            keys.set(key, now.tags);
            underway.push({ key, tags: now.tags, entry: entry(store, read(now.tags), now.tags) });
          } else if (now.do === 'write') {
            truth.set(now.tag, (truth.get(now.tag) ?? 0) + 1);
            store.apply([now.tag]);
          } else {
            const [ended] = underway.splice(now.which % Math.max(underway.length, 1), 1);
            if (ended) store.keep({ cacheClass: 'catalog', key: ended.key }, ended.entry);
          }
          for (const [key, parts] of keys) {
            const body = bodyOf(await store.find({ cacheClass: 'catalog', key }));
            if (body !== undefined)
              expect(body.split(',').toSorted()).toEqual(read(parts).split(',').toSorted());
          }
        }
      }),
    );
  });
});

describe('lifetimes', () => {
  const verdicts = async (cacheClass: 'listing' | 'progress', ages: number[]) => {
    let now = 0;
    const store = new CacheStore({ now: () => now });
    const given: string[] = [];
    for (const age of ages) {
      now = 0;
      store.keep({ cacheClass, key: String(age) }, entry(store, 'x', ['a'], 60));
      now = age * second;
      const found = await store.find({ cacheClass, key: String(age) });
      given.push(found ? (found.stale ? 'stale' : 'fresh') : 'miss');
    }
    return given;
  };

  it('gives what is shared once more up to twice its lifetime', async () => {
    expect(await verdicts('listing', [0, 60, 61, 120, 121])).toEqual([
      'fresh',
      'fresh',
      'stale',
      'stale',
      'miss',
    ]);
  });

  it('never gives a person an old answer', async () => {
    expect(await verdicts('progress', [0, 60, 61, 120])).toEqual(['fresh', 'fresh', 'miss', 'miss']);
  });
});

describe('bounds and figures', () => {
  it.each(cacheClassNames)('%s never holds more than its limit', (cacheClass) => {
    const store = new CacheStore();
    const { entries } = cacheClasses[cacheClass];
    for (let n = 0; n < entries + 7; n += 1)
      store.keep({ cacheClass, key: String(n) }, entry(store, String(n), ['a']));
    expect(store.shelves[cacheClass].size).toBe(entries);
    expect(store.shelves[cacheClass].counters.evictions).toBe(7);
  });

  it('keeps nothing over two megabytes', async () => {
    const store = new CacheStore();
    store.keep({ cacheClass: 'catalog', key: 'large' }, entry(store, 'x'.repeat(2 * 1024 * 1024), ['a']));
    expect(store.shelves.catalog.size).toBe(0);
    expect(store.shelves.catalog.bytes).toBe(0);
  });

  it('lets go of the least recently read first, and of a person’s answers in the order they end', async () => {
    const survivors = async (cacheClass: 'analytics' | 'progress') => {
      const store = new CacheStore();
      const { entries } = cacheClasses[cacheClass];
      const put = (n: number) => store.keep({ cacheClass, key: String(n) }, entry(store, 'x', ['a']));
      for (let n = 0; n < entries; n += 1) put(n);
      await store.find({ cacheClass, key: '0' });
      put(entries);
      return Promise.all(['0', '1'].map(async (key) => (await store.find({ cacheClass, key })) !== null));
    };
    expect(await survivors('analytics')).toEqual([true, false]);
    expect(await survivors('progress')).toEqual([false, true]);
  });

  it('counts what a reference counts', async () => {
    const step = fc.record({ do: fc.constantFrom('read', 'keep', 'change'), key: fc.nat(700) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 600, maxLength: 1_200, size: 'max' }), async (steps) => {
        const store = new CacheStore();
        const limit = cacheClasses.analytics.entries;
        const kept: string[] = [];
        const reference = { hits: 0, misses: 0, evictions: 0, invalidations: 0 };
        const forget = (key: string) => kept.splice(kept.indexOf(key), 1);
        for (const { do: what, key: n } of steps) {
          const key = String(n);
          const known = kept.includes(key);
          if (known) forget(key);
          if (what === 'read') {
            reference[known ? 'hits' : 'misses'] += 1;
            if (known) kept.push(key);
            await store.find({ cacheClass: 'analytics', key });
          } else if (what === 'keep') {
            kept.push(key);
            if (kept.length > limit) {
              kept.shift();
              reference.evictions += 1;
            }
            const made = entry(store, 'x', [`tag${n}`]);
            store.keep(
              { cacheClass: 'analytics', key },
              { ...made, mark: { ...made.mark, at: Math.random() } },
            );
          } else {
            if (known) reference.invalidations += 1;
            store.apply([`tag${n}`]);
          }
        }
        const { counters, size } = store.shelves.analytics;
        expect(counters).toMatchObject(reference);
        expect(size).toBe(kept.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('acknowledged writes', () => {
  it('resolves only when a page that began before has ended', async () => {
    const store = new CacheStore();
    const old = store.renders.begin(store.mark().local);
    const order: string[] = [];
    const written = store.invalidate(['a']).then(() => order.push('answered'));
    const young = store.renders.begin(store.mark().local);
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('ended');
    old.end();
    await written;
    young.end();
    expect(order).toEqual(['ended', 'answered']);
  });
});
