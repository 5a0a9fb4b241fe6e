import { expect, test, vi } from 'vitest';
import type { Verdict } from './check';
import type { Facts } from './facts';
import { lookOrEstimate } from './look-or-estimate';

const facts = { tupleSchema: 'public' } as Facts;
const tooLong = () =>
  Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
const bloated = (measured: boolean): Verdict => ({
  state: 'warning',
  object: 'public.events',
  evidence: { emptyShare: 0.5, measured },
  advice: 'Build it again.',
});

/** Measuring fails; what the planner knows is told at once. */
const slow = (error: Error) =>
  vi.fn(async ({ tupleSchema }: Facts) => {
    if (tupleSchema !== null) throw error;
    return [bloated(false)];
  });

test('what takes too long to measure is estimated, and says so', async () => {
  const [found, ...more] = await lookOrEstimate('table-bloat', facts, slow(tooLong()));
  expect(found).toMatchObject({
    state: 'warning',
    evidence: { measured: false, notMeasured: 'it takes longer than five seconds' },
  });
  expect(more).toMatchObject([{ state: 'unknown', object: null }]);
});

test('where the estimate finds nothing, all is not well for that', async () => {
  const look = vi.fn(async ({ tupleSchema }: Facts) => {
    if (tupleSchema !== null) throw tooLong();
    return [];
  });
  expect(await lookOrEstimate('index-bloat', facts, look)).toMatchObject([
    { state: 'unknown', object: null },
  ]);
});

test('what can be measured is, and nothing is said of estimates', async () => {
  const look = vi.fn(async () => [bloated(true)]);
  expect(await lookOrEstimate('index-bloat', facts, look)).toEqual([bloated(true)]);
  expect(look).toHaveBeenCalledTimes(1);
});

test('any other fault, of any other check, or of an estimate stays one', async () => {
  const gone = Object.assign(new Error('locked'), { code: '55P03' });
  await expect(lookOrEstimate('table-bloat', facts, slow(gone))).rejects.toBe(gone);
  const late = tooLong();
  await expect(lookOrEstimate('vacuum-behind', facts, slow(late))).rejects.toBe(late);
  const never = vi.fn(() => Promise.reject(late));
  await expect(lookOrEstimate('table-bloat', { ...facts, tupleSchema: null }, never)).rejects.toBe(late);
  expect(never).toHaveBeenCalledTimes(1);
});
