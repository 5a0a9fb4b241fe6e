import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, createIndex, type IndexDesign } from './change';
import { indexKey, keyOf, oppositeOf } from './identity';

const design = (changes: Partial<IndexDesign>): IndexDesign => ({
  schema: 'public',
  table: 'enrollments',
  columns: [{ column: 'course_id', order: 'asc' }],
  include: [],
  where: null,
  ...changes,
});
const key = (changes: Partial<IndexDesign>) => keyOf(createIndex(design(changes)));

const turned = {
  asc: 'desc',
  desc: 'asc',
  'asc nulls first': 'desc nulls last',
  'desc nulls last': 'asc nulls first',
} as const;
const order = fc.constantFrom('asc', 'desc', 'asc nulls first', 'desc nulls last');
const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 1, maxLength: 4 });

describe('the identity of an idea', () => {
  it('is the same however it is written', () => {
    const written = fc.record({ names, order, carried: names, where: names });
    fc.assert(
      fc.property(written, ({ names: keys, order: first, carried, where }) => {
        const columns = keys.map((column, n) => ({ column, order: n === 0 ? first : ('desc' as const) }));
        const include = carried.filter((name) => !keys.includes(name));
        const conditions = where.map((name) => `${name} IS NULL`);
        expect(key({ columns, include, where: conditions.join(' AND ') })).toBe(
          key({
            columns: columns.map((one) => ({ ...one, order: turned[one.order] })),
            include: include.toReversed(),
            where: conditions.toReversed().join(' AND '),
          }),
        );
      }),
    );
  });

  it('is another for another order of columns, other rows, or what is carried along', () => {
    const a = { column: 'a', order: 'asc' as const };
    const b = { column: 'b', order: 'asc' as const };
    const others = [
      { columns: [a] },
      { columns: [a, b] },
      { columns: [b, a] },
      { columns: [a, { ...b, order: 'desc' as const }] },
      { columns: [a], include: ['b'] },
      { columns: [a], where: 'b IS NULL' },
      { columns: [a], where: "b = 'x AND y'::text" },
      { columns: [a], table: 'courses' },
    ].map(key);
    expect(new Set(others).size).toBe(others.length);
  });

  it('of an index is what the server says that it holds, whatever it is called', () => {
    const made = design({
      columns: [
        { column: 'course_id', order: 'asc' },
        { column: 'avg_completion', order: 'desc' },
      ],
      include: ['user_id'],
      where: "dropped_at IS NULL AND role = 'STUDENT'::educational_role_enum",
    });
    const definition =
      "CREATE INDEX some_name ON public.enrollments USING btree (course_id DESC, avg_completion) INCLUDE (user_id) WITH (fillfactor='90') WHERE ((role = 'STUDENT'::educational_role_enum) AND (dropped_at IS NULL))";
    expect(keyOf(createIndex(made))).toBe(`create-index ${indexKey(definition)}`);
    const drop: Change = {
      kind: 'drop-index',
      schema: 'public',
      table: 'enrollments',
      name: 'some_name',
      definition,
    };
    expect(keyOf({ ...drop, name: 'another' })).toBe(keyOf(drop));
    expect(oppositeOf(drop)).toBe(keyOf(createIndex(made)));
    expect(oppositeOf(createIndex(made))).toBe(keyOf(drop));
    expect(indexKey(definition.replace('INDEX', 'UNIQUE INDEX'))).not.toBe(indexKey(definition));
  });

  it('of statistics and settings minds neither order nor form', () => {
    const statistics = (columns: string[]): Change => ({
      kind: 'create-statistics',
      schema: 'public',
      table: 't',
      name: columns.join(''),
      columns,
    });
    expect(keyOf(statistics(['b', 'a']))).toBe(keyOf(statistics(['a', 'b'])));
    const setting = (value: string): Change => ({
      kind: 'set-storage',
      schema: 'public',
      table: 't',
      name: 'fillfactor',
      value,
      before: null,
    });
    expect(keyOf(setting('90.0'))).toBe(keyOf(setting('90')));
    expect(keyOf(setting('80'))).not.toBe(keyOf(setting('90')));
    expect(oppositeOf(setting('90'))).toBeNull();
  });
});
