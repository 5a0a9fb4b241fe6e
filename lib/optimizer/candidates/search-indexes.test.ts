import { describe, expect, it } from 'vitest';
import { applySql, changeSchema } from '../change';
import { column, factsOf, scan, tableFacts } from '../testing/facts';
import type { Facts, IndexFacts, PlanNode } from './facts';
import { proposeSearchIndexes } from './search-indexes';

const things = tableFacts({
  table: 'things',
  columns: [
    column('id', 500_000),
    column('course_id', 20),
    column('owner_id', 400_000),
    column('title', 400_000, { type: 'character varying', width: 40 }),
    column('words', 400_000, { type: 'tsvector', width: 200 }),
    column('data', 400_000, { type: 'jsonb', width: 100 }),
    column('tags', 400_000, { type: 'text[]', width: 60 }),
  ],
});
const planned = (plan: PlanNode, changes: Partial<Facts> = {}) =>
  factsOf({ tables: [things], plans: [{ statement: 'x.y', plan }], ...changes });
const made = (facts: Facts) =>
  proposeSearchIndexes(facts).map(({ change }) =>
    applySql(changeSchema.parse(change)).replace(/^.* USING /, ''),
  );
const filtered = (Filter: string, changes: Partial<Facts> = {}) =>
  made(planned(scan('things', 't', { Filter, 'Plan Rows': 500 }), changes));

describe('indexes for what is inside of values', () => {
  it.each([
    ['(t.words @@ ($1)::tsquery)', 'gin (words)'],
    ['(t.data @> $1)', 'gin (data jsonb_path_ops)'],
    ["(t.data @? '$.a'::jsonpath)", 'gin (data jsonb_path_ops)'],
    ['(t.data ? $1)', 'gin (data)'],
    ['(t.tags @> $1)', 'gin (tags)'],
    ["(t.tags && '{a,b}'::text[])", 'gin (tags)'],
    ['((t.title)::text ~~* $1)', 'gin (title gin_trgm_ops)'],
    ["((t.id <> $2) AND ((t.title)::text ~ 'x AND y'::text))", 'gin (title gin_trgm_ops)'],
    [
      "(to_tsvector('english'::regconfig, (t.title)::text) @@ $1)",
      "gin ((to_tsvector('english'::regconfig, (title)::text)))",
    ],
  ])('%s', (filter, index) => {
    expect(filtered(filter)).toEqual([index]);
  });

  it.each([
    '(t.words = $1)',
    '(t.tags <@ $1)',
    '($1 = ANY (t.tags))',
    '((t.title)::text !~~ $1)',
    '(to_tsvector((t.title)::text) @@ $1)',
    '(t.words @@ to_tsquery((t.title)::text))',
    '((t.words @@ $1) OR (t.id = $2))',
  ])('leaves out %s', (filter) => {
    expect(filtered(filter)).toEqual([]);
  });

  it('finds what a join looks for, behind what it keeps', () => {
    const inner = scan('things', 't', { 'Plan Rows': 500_000 });
    const joined = (...plans: PlanNode[]) =>
      planned({
        'Node Type': 'Nested Loop',
        'Join Filter': '(t.words @@ asked.q)',
        'Plan Rows': 2_500,
        Plans: plans,
      });
    const materialized: PlanNode = { 'Node Type': 'Materialize', 'Plan Rows': 500_000, Plans: [inner] };
    for (const plan of [joined(inner), joined(scan('courses', 'c'), materialized)])
      expect(made(plan)).toEqual(['gin (words)']);
  });

  it('is silent where trigrams are not to be had, few rows are left, or an index is there', () => {
    const title = '((t.title)::text ~~* $1)';
    expect(filtered(title, { extensions: [] })).toEqual([]);
    expect(filtered('((t.owner_id = $1) AND ((t.title)::text ~~* $2))')).toEqual([]);
    expect(filtered('((t.course_id = $1) AND ((t.title)::text ~~* $2))')).toHaveLength(1);
    const there = (changes: Partial<IndexFacts>, opclass: string): Partial<Facts> => {
      const columns: IndexFacts['columns'] = [{ column: 'data', order: 'asc', opclass }];
      const index = { name: 'i', method: 'gin', valid: true, bytes: 1, predicate: null, definition: '' };
      return { tables: [{ ...things, indexes: [{ ...index, columns, ...changes }] }] };
    };
    expect(filtered('(t.data @> $1)', there({}, 'jsonb_ops'))).toEqual([]);
    expect(filtered('(t.data @> $1)', there({}, 'jsonb_path_ops'))).toEqual([]);
    expect(filtered('(t.data ? $1)', there({}, 'jsonb_path_ops'))).toHaveLength(1);
    expect(filtered('(t.data @> $1)', there({ valid: false }, 'jsonb_ops'))).toHaveLength(1);
    expect(filtered('(t.data @> $1)', there({ predicate: 'id = 1' }, 'jsonb_ops'))).toHaveLength(1);
  });

  it('says once what several statements look for', () => {
    const plan = scan('things', 't', { Filter: '(t.words @@ $1)', 'Plan Rows': 500 });
    const plans = ['a.b', 'c.d'].map((statement) => ({ statement, plan }));
    const [one, ...more] = proposeSearchIndexes(factsOf({ tables: [things], plans }));
    expect([one?.statements, more]).toEqual([['a.b', 'c.d'], []]);
    expect(one?.price.bytes).toBeGreaterThan(10_000_000);
    expect(one?.why).toContain('looks into words of each');
  });
});
