import { expect, it } from 'vitest';
import { isAway } from './away';

const coded = (code: string) => Object.assign(new Error('x'), { code });

it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '08006'])(
  '%s says that it is away',
  (code) => {
    expect(isAway(coded(code))).toBe(true);
    expect(isAway(new Error('Failed query', { cause: coded(code) }))).toBe(true);
  },
);

it.each(['23505', '42501', '57014', '40P01'])('%s says that a statement was refused', (code) => {
  expect(isAway(coded(code))).toBe(false);
  expect(isAway(new Error('Failed query', { cause: coded(code) }))).toBe(false);
});

it('a connection that ended without a code is away, and what is no error is not', () => {
  for (const words of [
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
  ])
    expect(isAway(new Error(words))).toBe(true);
  expect([new Error('x'), 'ECONNREFUSED', null, undefined].map(isAway)).toEqual([false, false, false, false]);
});
