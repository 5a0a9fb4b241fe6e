import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Counters } from '../readings/counters';
import { budgetOf } from './budgets';
import { Collected } from './collected';
import { latencyOf } from './read-routes';
import { RequestScope } from './request-scope';
import { timingsOf } from './server-timing';
import { partsOf } from './time-parts';

function asked(...statements: string[]): RequestScope {
  const scope = new RequestScope();
  for (const statement of statements) scope.note({ statement, sent: 1, answered: 3, failed: false });
  return scope;
}

it('adds up requests by route, and what each asked', () => {
  const collected = new Collected();
  const scope = asked('a', 'a', 'b');
  scope.cacheHits = 2;
  scope.cacheMisses = 1;
  collected.add('GET /teach', { status: 200, milliseconds: 30, scope });
  collected.add('GET /teach', { status: 500, milliseconds: 50, scope: asked('a') });
  expect(collected.drain()).toEqual([
    {
      kind: 'ROUTE',
      object: 'GET /teach',
      counters: {
        requests: 2,
        milliseconds: 80,
        databaseMilliseconds: 8,
        statements: 4,
        cacheMilliseconds: 0,
        cacheHits: 2,
        cacheMisses: 1,
        failures: 1,
        maxMilliseconds: 50,
        upTo32: 1,
        upTo64: 1,
      },
    },
    { kind: 'ROUTE_STATEMENT', object: 'GET /teach a', counters: { requests: 2, calls: 3, maxCalls: 2 } },
    { kind: 'ROUTE_STATEMENT', object: 'GET /teach b', counters: { requests: 1, calls: 1, maxCalls: 1 } },
  ]);
  expect(collected.drain()).toEqual([]);
});

it('keeps what could not be written, once, together with what came since', () => {
  const collected = new Collected();
  const once = { status: 200, milliseconds: 3, scope: asked() };
  collected.add('GET /', once);
  collected.addReadings(collected.drain());
  collected.add('GET /', once);
  expect(collected.drain()).toMatchObject([{ object: 'GET /', counters: { requests: 2, upTo4: 2 } }]);
});

it('counts no more routes than a product can have apart', () => {
  const collected = new Collected();
  for (let n = 0; n < 1_000; n += 1)
    collected.add(`GET /${n}`, { status: 200, milliseconds: 1, scope: asked() });
  const readings = collected.drain();
  expect(readings).toHaveLength(301);
  expect(readings.at(-1)).toMatchObject({ object: 'OTHER (further routes)', counters: { requests: 700 } });
});

it('judges a budget only where enough was counted', () => {
  const route = 'GET /dashboard';
  const { p95 } = budgetOf(route);
  const of = (requests: number, bucket: string) =>
    latencyOf({ route, counters: { requests, [bucket]: requests } }).withinBudget;
  expect(p95).toBe(400);
  expect([of(39, 'upTo724'), of(40, 'upTo724'), of(40, 'upTo256')]).toEqual([null, false, true]);
});

it('says timings in whole milliseconds', () => {
  const scope = asked('a', 'b');
  scope.cacheHits = 3;
  expect(timingsOf(scope)).toMatch(
    /^db;dur=\d+;desc="statements: 2", cache;dur=\d+;desc="hits: 3, misses: 0", render;dur=\d+$/,
  );
});

it('takes a time apart into all that it was, whatever ran side by side', () => {
  const time = fc.double({ min: 0, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(time, time, time, (total, databaseTime, cacheTime) => {
      const { database, cache, render } = partsOf(total, { databaseTime, cacheTime });
      expect(Math.min(database, cache, render)).toBeGreaterThanOrEqual(0);
      expect(database + cache + render).toBeCloseTo(total, 6);
    }),
  );
});

it('tells how much of what was looked up was there, and nothing where nothing was', () => {
  const of = (counters: Counters) => latencyOf({ route: 'GET /', counters }).kept;
  expect([of({ requests: 1, cacheHits: 3, cacheMisses: 1 }), of({ requests: 1 })]).toEqual([0.75, null]);
});

it('counts the time of waits at the same time once', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const scope = new RequestScope();
  scope.beginWait();
  vi.advanceTimersByTime(10);
  scope.beginWait();
  vi.advanceTimersByTime(10);
  scope.endWait();
  expect(scope.cacheTime).toBe(20);
  scope.endWait();
  vi.advanceTimersByTime(10);
  expect(scope.cacheTime).toBe(20);
  vi.useRealTimers();
});
