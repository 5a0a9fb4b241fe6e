import { expect, it } from 'vitest';
import type { RouteUse } from '../candidates/facts';
import { askedStatement, factsOf, firstOf, scan } from '../testing/facts';
import { adviceSchema, keyOfAdvice } from './advice';
import { findsNoMore } from './finds-no-more';
import { proposeBatches } from './propose-batches';
import { proposeRewrites } from './propose-rewrites';

const use: RouteUse = {
  route: 'GET /teach/:id',
  statement: 'room.card',
  requests: 30,
  calls: 900,
  maxCalls: 60,
};
const advise = (changes: Partial<RouteUse> = {}) =>
  proposeBatches(factsOf({ routeUses: [{ ...use, ...changes }] })).map(({ change }) => change);

it('a statement for each row of a list becomes one for all', () => {
  const [advice] = advise();
  expect(adviceSchema.parse(advice)).toMatchObject({
    pattern: 'repeated-statement',
    route: 'GET /teach/:id',
    estimate: { of: 'calls a request', now: 30, after: 1, how: expect.stringContaining('870 round trips') },
    evidence: { requests: 30, callsARequest: 30, mostCallsARequest: 60 },
  });
});

it('a page that asks many different statements, or one seldom, has no such list', () => {
  expect(advise({ calls: 270 })).toEqual([]);
  expect(advise({ requests: 19, calls: 1_900 })).toEqual([]);
});

it('is settled by requests that ask it less, or not at all, and by nothing else', () => {
  const [advice] = advise();
  if (!advice) throw new Error('no advice');
  const now = (...routeUses: RouteUse[]) => findsNoMore(advice, factsOf({ routeUses }));
  expect(now(use)).toBeNull();
  expect(now()).toBeNull();
  expect(now({ ...use, requests: 5, calls: 5 })).toBeNull();
  expect(now({ ...use, calls: 30 })).toMatch('1 times a request');
  expect(now({ ...use, statement: 'room.other', calls: 30 })).toMatch('did not ask');
});

it('a rewritten statement is settled by its text and plan, not by being asked less', () => {
  const plan = firstOf(['(random())'], scan('things', 't', { 'Plan Rows': 500_000 }));
  const bad = askedStatement({ text: 'SELECT id FROM things ORDER BY random() LIMIT 3', plan, rows: 3_000 });
  const [given] = proposeRewrites(factsOf({ asked: [bad] }));
  if (!given) throw new Error('no advice');
  const now = (...asked: (typeof bad)[]) => findsNoMore(given.change, factsOf({ asked }));
  expect(now({ ...bad, calls: 1, milliseconds: 0.1 })).toBeNull();
  expect(now()).toBeNull();
  expect(now({ ...bad, plan: null })).toBeNull();
  expect(now({ ...bad, plan: scan('things', 't') })).toMatch('not so any more');
});

it('the same advice has the same key, whatever was measured', () => {
  const keys = [advise(), advise({ calls: 1_200 }), advise({ route: 'GET /' })].map(
    ([one]) => one && keyOfAdvice(one),
  );
  expect(keys[0]).toBe(keys[1]);
  expect(keys[0]).not.toBe(keys[2]);
});
