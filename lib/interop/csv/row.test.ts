import { describe, expect, it } from 'vitest';
import { Row } from './row';

const row = (value: string) => new Row(new Map([['x', 0]]), [value]);
const problem = (value: string, read: (row: Row) => unknown) => {
  const one = row(value);
  read(one);
  return one.problem;
};

describe('Row', () => {
  it('accepts real days only', () => {
    expect(problem('2024-02-29', (r) => r.date('x'))).toBeNull();
    for (const bad of ['2023-02-29', '2023-13-01', '23-01-01', '2023-1-1', '01/02/2023', '9999-01-01']) {
      expect(problem(bad, (r) => r.date('x'))).toBe('x: not a date (YYYY-MM-DD)');
    }
  });

  it('accepts whole numbers within bounds only', () => {
    expect(row('17').integer('x', 100)).toBe(17);
    for (const bad of ['-1', '1.5', '1e2', '101', '0x10', 'NaN']) {
      expect(problem(bad, (r) => r.integer('x', 100))).toContain('not a whole number');
    }
  });

  it('lowers e-mail addresses and refuses what is none', () => {
    expect(row(' Ada@Example.ORG ').email('x')).toBe('ada@example.org');
    for (const bad of ['ada', 'a@b', 'a b@c.d', '<a@b.c>', 'a@b@c.d']) {
      expect(problem(bad, (r) => r.email('x'))).toBe('x: not an e-mail address');
    }
  });

  it('keeps the first problem and never the value', () => {
    const one = row('secret');
    one.date('x');
    one.integer('x', 9);
    expect(one.problem).toBe('x: not a date (YYYY-MM-DD)');
    expect(problem('y'.repeat(300), (r) => r.text('x'))).toBe('x: longer than 255 characters');
    expect(problem('', (r) => r.required('x'))).toBe('x: missing');
  });
});
