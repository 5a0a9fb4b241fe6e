import { expect, test } from 'vitest';
import { clockFault } from './clock';

const now = '2026-11-26T03:00:00.000Z';
const own = Date.parse(now);
const day = 86_400_000;
const daysAgo = (days: number) => new Date(own - days * day).toISOString();

test('ages count where the last pruning was lately, or there was none yet', () => {
  expect(clockFault({ now, pruned: daysAgo(1) }, own, true)).toBeNull();
  expect(clockFault({ now, pruned: daysAgo(14) }, own, true)).toBeNull();
  expect(clockFault({ now, pruned: null }, own, true)).toBeNull();
  expect(clockFault({ now, pruned: daysAgo(-3) }, own, true), 'the clock was set right again').toBeNull();
});

test('a clock that jumped ahead is told by the time since the last pruning, where one is kept each night', () => {
  const jumped = { now, pruned: daysAgo(800) };
  expect(clockFault(jumped, own, true)).toContain('nothing is removed');
  expect(clockFault(jumped, own, false)).toBeNull();
});

test('a clock that is days from the database’s counts for nothing', () => {
  expect(clockFault({ now: daysAgo(2), pruned: daysAgo(3) }, own, false)).toContain('differ by');
});
