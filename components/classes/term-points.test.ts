import { expect, it } from 'vitest';
import type { ClassTerm, TermDay } from '@/lib/classes/schema';
import { termPoints } from './term-points';

const term = (registered: number, days: TermDay[]): ClassTerm => ({
  course: { id: String(registered), code: null, title: 'A term' },
  start: '2026-01-01',
  summary: {
    registered,
    active: registered,
    completed: 0,
    dropped: 0,
    avgCompletion: null,
    medianCompletion: null,
    timeSpent: 0,
    distribution: [],
  },
  lessons: [],
  days,
});
const day = (n: number, active: number, left: number): TermDay => ({ day: n, active, left, completed: 0 });

it('pairs the days of two terms by their distance from the start, as shares of who registered', () => {
  const points = termPoints(
    [term(10, [day(-1, 1, 0), day(0, 5, 1)]), term(4, [day(0, 1, 0), day(1, 2, 2)])],
    'active',
  );
  expect(points).toEqual([
    { day: -1, one: 10, other: null },
    { day: 0, one: 50, other: 25 },
    { day: 1, one: null, other: 50 },
  ]);
});

it('has no point of a term that nobody registered for', () => {
  expect(termPoints([term(0, [day(0, 0, 0)]), term(0, [])], 'left')).toEqual([]);
});
