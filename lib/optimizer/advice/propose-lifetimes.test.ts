import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheClassNames, definitionOf } from '@/lib/cache/classes';
import type { CacheUse } from '../candidates/facts';
import { factsOf } from '../testing/facts';
import { adviceSchema } from './advice';
import { findsNoMore } from './finds-no-more';
import { proposeLifetimes } from './propose-lifetimes';

const listing: CacheUse = {
  cacheClass: 'listing',
  days: 7,
  hits: 140_000,
  misses: 5_000,
  stale: 2_000,
  expired: 5_000,
  invalidations: 300,
  evictions: 0,
  loads: 7_000,
  loadTotal: 42_000,
};
const advise = (use: Partial<CacheUse> = {}, hearsChanges = true) =>
  proposeLifetimes(factsOf({ caches: [{ ...listing, ...use }], hearsChanges }));
const lifetimes = (...asked: Parameters<typeof advise>) =>
  advise(...asked).map(({ change }) => change.kind === 'cache-lifetime' && [change.before, change.seconds]);

describe('a longer lifetime', () => {
  it('is advised where loads come from the clock alone, with loads saved and what it costs', () => {
    const [advice, ...more] = advise();
    expect(adviceSchema.parse(advice?.change)).toMatchObject({
      cacheClass: 'listing',
      before: 300,
      seconds: 1_200,
      setting: 'cacheClasses.listing.seconds in lib/cache/classes.ts',
      estimate: { of: 'loads a day', now: 1_000, after: 250 },
      price: expect.stringContaining('up to 20 min late instead of 5 min'),
    });
    expect(advice?.why).toContain('100.0 % of the loads of listing'.replace(' %', '\u00a0%'));
    expect(more).toEqual([]);
  });

  it('is never advised where changes are not heard, or nothing was ever dropped by them', () => {
    expect(lifetimes({}, false)).toEqual([]);
    expect(lifetimes({ invalidations: 0 })).toEqual([]);
  });

  it('is not advised where little is known or saved', () => {
    expect(lifetimes({ days: 0.5 })).toEqual([]);
    expect(lifetimes({ hits: 100, misses: 1_000 })).toEqual([]);
    expect(lifetimes({ expired: 200, stale: 100 })).toEqual([]);
    expect(lifetimes({ loads: 100_000 })).toEqual([]);
  });

  it('ends at an hour for everybody, and at ten minutes for what is one person’s own', () => {
    expect(lifetimes({ cacheClass: 'catalog' })).toEqual([[900, 3_600]]);
    expect(lifetimes({ cacheClass: 'ai' })).toEqual([]);
    expect(lifetimes({ cacheClass: 'progress' })).toEqual([[120, 480]]);
    expect(lifetimes({ cacheClass: 'analytics' })).toEqual([]);
    expect(lifetimes({ cacheClass: 'pages' })).toEqual([]);
  });
});

it('a shorter one is advised where hardly anything is asked for again', () => {
  const [advice] = advise({ hits: 200, stale: 0, expired: 0, misses: 20_000, loads: 20_000 });
  expect(advice?.change).toMatchObject({
    before: 300,
    seconds: 75,
    price: expect.stringContaining('29 more loads'),
  });
  expect(lifetimes({ hits: 200, stale: 0, expired: 0, misses: 20_000, days: 0.2 })).toEqual([]);
});

it('never speaks of sharing what is one person’s own, nor of a class without a lifetime, whatever was measured', () => {
  const figure = fc.nat(1_000_000);
  const use = fc.record({
    cacheClass: fc.constantFrom(...cacheClassNames),
    days: fc.double({ min: 0.01, max: 7, noNaN: true }),
    hits: figure,
    misses: figure,
    stale: figure,
    expired: figure,
    invalidations: figure,
    evictions: figure,
    loads: figure,
    loadTotal: figure,
  });
  fc.assert(
    fc.property(use, fc.boolean(), (given, hears) => {
      for (const { change } of advise(given, hears)) {
        if (change.kind !== 'cache-lifetime') throw new Error('not of a lifetime');
        const { scope, seconds: before } = definitionOf(given.cacheClass);
        expect(change.before).toBe(before);
        expect(change.seconds).not.toBe(before);
        if (scope === 'person') expect(change.seconds).toBeLessThanOrEqual(600);
        if (change.seconds > change.before) expect([hears, given.invalidations > 0]).toEqual([true, true]);
        expect(change.estimate.after).toBeLessThan(change.estimate.now);
      }
    }),
  );
});

it('is settled once the lifetime is as advised', () => {
  const [advice] = advise();
  if (advice?.change.kind !== 'cache-lifetime') throw new Error('no advice');
  expect(findsNoMore(advice.change, factsOf({}))).toBeNull();
  expect(findsNoMore({ ...advice.change, seconds: 300, before: 60 }, factsOf({}))).toMatch('as advised');
});
