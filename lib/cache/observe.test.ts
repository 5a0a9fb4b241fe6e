import 'next/dist/server/node-environment-baseline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { observeCache } from './observe';
import { sharedRead } from './shared-read';
import { insideNext, outsideNext } from './testing/inside-next';

let now = 0;
const seen: string[] = [];
let unique = 0;

beforeEach(() => {
  now = 0;
  seen.length = 0;
  insideNext({ now: () => now });
  observeCache({
    lookedUp: (found) => void seen.push(found ? 'hit' : 'miss'),
    wait() {
      seen.push('wait');
      return () => void seen.push('go');
    },
  });
});
afterEach(() => {
  observeCache(undefined);
  outsideNext();
});

function readOf(load: () => Promise<number>) {
  unique += 1;
  return sharedRead('listing', `test.observed-${unique}`, load, () => ['courses']);
}

const load = async () => {
  seen.push('load');
  return 1;
};

it('tells a hit from a miss, and takes a load of its own out of the wait', async () => {
  const read = readOf(load);
  await read();
  expect(seen.splice(0)).toEqual(['wait', 'miss', 'go', 'load', 'wait', 'go']);
  await read();
  expect(seen).toEqual(['wait', 'hit', 'go']);
});

it('lets who joins a load wait for it', async () => {
  const read = readOf(() => sleep(5).then(load));
  await Promise.all([read(), read()]);
  const waits = seen.filter((each) => each === 'wait' || each === 'go');
  expect(waits).toEqual(['wait', 'wait', 'go', 'wait', 'go', 'go']);
  expect(seen.filter((each) => each === 'load')).toHaveLength(1);
});

it('ends every wait once, where the load fails and where it goes on behind a stale answer', async () => {
  let fails = true;
  const read = readOf(async () => {
    await load();
    if (fails) throw new Error('not now');
    return 1;
  });
  await expect(read()).rejects.toThrow('not now');
  fails = false;
  await read();
  now = 301_000;
  await read();
  await sleep(20);
  expect(seen.filter((each) => each === 'load')).toHaveLength(3);
  expect(seen.filter((each) => each === 'wait')).toHaveLength(seen.filter((each) => each === 'go').length);
});

it('leaves reads alone where nobody watches', async () => {
  observeCache(undefined);
  expect(await readOf(load)()).toBe(1);
  expect(seen).toEqual(['load']);
});
