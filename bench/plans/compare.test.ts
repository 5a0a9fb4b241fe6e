import { describe, expect, it } from 'vitest';
import { compare, difference } from './compare';

const growing = { users: 100_000 };
const plan = (lines: string[], ...whole: string[]) => ({ lines, whole: new Set(whole) });

describe('plans beside those written down', () => {
  it('say nothing where they are the same', () => {
    expect(compare(new Map([['a.b', ['Limit']]]), new Map([['a.b', plan(['Limit'])]]), growing)).toBe('');
  });

  it('tell first what reads all of a table that grows, then what changed, and what to do', () => {
    const written = new Map([['a.b', ['Limit', '  Index Scan using users_pkey on users']]]);
    const now = new Map([['a.b', plan(['Limit', '  Seq Scan on users'], 'users', 'courses')]]);
    expect(compare(written, now, growing)).toBe(
      [
        'a.b reads all of users (100,000 rows in a large school)',
        '',
        'a.b',
        '  Limit',
        '−   Index Scan using users_pkey on users',
        '+   Seq Scan on users',
        '',
        'Where that is meant: npm run db:plans, and read what changed before it is committed.',
      ].join('\n'),
    );
  });

  it('name a statement without a plan written down, and a plan without a statement', () => {
    const report = compare(new Map([['a.old', ['Limit']]]), new Map([['a.new', plan(['Result'])]]), growing);
    expect(report).toContain('a.new\n+ Result');
    expect(report).toContain('a.old is written down and no longer a statement');
  });
});

it('shows a change between what stays on both sides', () => {
  expect(difference(['a', 'b', 'c'], ['a', 'x', 'y', 'c'])).toEqual(['  a', '− b', '+ x', '+ y', '  c']);
  expect(difference(['a', 'a'], ['a'])).toEqual(['  a', '− a']);
  expect(difference([], ['a'])).toEqual(['+ a']);
});
