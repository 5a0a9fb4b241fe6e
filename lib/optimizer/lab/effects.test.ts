import { expect, it } from 'vitest';
import { coldLimits } from '../verdict/judge-pairs';
import { effectsOf, effectTogether } from './effects';
import type { RoundPair } from './measure-series';

const roundOf = (first: number, second: number): RoundPair['before'] => ({
  questions: new Map([
    ['first', { milliseconds: first, answer: null }],
    ['second', { milliseconds: second, answer: null }],
  ]),
  cost: { updates: 0, hotUpdates: 0, logBytes: 0, events: 0 },
});
const rounds = (before: [number, number], after: [number, number]): RoundPair[] =>
  Array.from({ length: 6 }, (_, n) => ({
    before: roundOf(before[0] + n, before[1]),
    after: roundOf(after[0] + n, after[1]),
  }));
const asked = ['first', 'second'].map((name) => ({ name, page: name, kind: 'read' as const, calls: [] }));

it('takes what the first question no longer reads for the second one for no loss of both', () => {
  const series = rounds([80, 13], [10, 27]);
  expect(effectsOf(asked, series, coldLimits).map(({ judgement }) => judgement)).toEqual([
    'improved',
    'regressed',
  ]);
  expect(effectTogether(series, coldLimits).judgement).toBe('improved');
  expect(effectTogether(rounds([10, 13], [30, 27]), coldLimits).judgement).toBe('regressed');
});
