import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjuncts } from '../sql-text';
import { conditionsOf } from './conditions';

const scope = { alias: 'e', columns: new Set(['course_id', 'role', 'code', 'at', 'read_at', 'user_id']) };
const read = (expression: string) => conditionsOf(expression, scope);

describe('conditions of a plan', () => {
  it('reads what a B-tree can look for, and which of it is a constant', () => {
    expect(
      read("((e.course_id = $1) AND (e.role = 'STUDENT'::educational_role_enum) AND (e.read_at IS NULL))"),
    ).toEqual([
      { kind: 'equal', column: 'course_id', literal: null },
      { kind: 'equal', column: 'role', literal: "'STUDENT'::educational_role_enum" },
      { kind: 'null', column: 'read_at', wanted: true, sql: 'read_at IS NULL' },
    ]);
  });

  it('reads text behind its cast, ranges, what another scan gives, and conditions without an alias', () => {
    expect(read("((e.code)::text = 'x'::text)")).toEqual([
      { kind: 'equal', column: 'code', literal: "'x'::text" },
    ]);
    expect(read('(e.at < ($2)::timestamp with time zone)')).toEqual([{ kind: 'range', column: 'at' }]);
    expect(read('(c.id = e.course_id)')).toEqual([{ kind: 'equal', column: 'course_id', literal: null }]);
    expect(read('(user_id = (InitPlan 1).col1)')).toEqual([
      { kind: 'equal', column: 'user_id', literal: null },
    ]);
  });

  it('reads one of several values, and columns of yes or no', () => {
    expect(read('((e.role = ANY ($1)) AND e.read_at AND (NOT e.code))')).toEqual([
      { kind: 'among', column: 'role' },
      { kind: 'flag', column: 'read_at', sql: 'read_at' },
      { kind: 'flag', column: 'code', sql: 'NOT code' },
    ]);
  });

  it('reads what is compared of a column, where an index may hold it', () => {
    expect(read('(lower((e.code)::text) = $1)')).toEqual([
      { kind: 'expression', column: 'code', expression: 'lower((code)::text)' },
    ]);
    expect(read("((e.code ->> 'key'::text) = $1)")).toEqual([
      { kind: 'expression', column: 'code', expression: "code ->> 'key'::text" },
    ]);
    expect(read('(my_own(e.code) = $1)')).toEqual([]);
    expect(read('(lower((x.code)::text) = $1)')).toEqual([]);
    expect(read('(lower((e.code)::text) = lower((e.role)::text))')).toEqual([]);
    expect(read("(date_trunc('day'::text, e.at) = $1)")).toEqual([]);
  });

  it.each([
    '((e.role = $1) OR (e.course_id = $2))',
    '(e.role <> ANY ($1))',
    '(e.role = ANY (ARRAY[e.code]))',
    '(NOT (e.role = e.code))',
    '(e.course_id = e.user_id)',
    '(ANY (e.course_id = (hashed SubPlan 1).col1))',
  ])('leaves out %s', (expression) => {
    expect(read(expression)).toEqual([]);
  });

  it('splits at AND between parts and nowhere else', () => {
    const word = fc.stringMatching(/^[a-z]{1,5}$/);
    const text = fc.string({ maxLength: 12 }).map((inside) => `'${inside.replaceAll("'", "''")}'`);
    const part = fc.oneof(
      fc.tuple(word, text).map(([name, value]) => `${name} = ${value}`),
      fc.tuple(word, word).map(([one, other]) => `(${one} = 1) OR (${other} = 'a AND b')`),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(conjuncts(`(${parts.map((one) => `(${one})`).join(' AND ')})`)).toEqual(parts);
      }),
    );
  });
});
