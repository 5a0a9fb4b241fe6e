import { describe, expect, it } from 'vitest';
import type { AskedStatement, Facts, PlanNode, TableFacts } from '../candidates/facts';
import { askedStatement, column, factsOf, firstOf, scan, tableFacts } from '../testing/facts';
import { adviceSchema } from './advice';
import { proposeRewrites } from './propose-rewrites';

const index = (name: string): TableFacts['indexes'][number] => ({
  name: `${name}_idx`,
  method: 'btree',
  valid: true,
  bytes: 1,
  predicate: null,
  definition: '',
  columns: [{ column: name, order: 'asc' }],
});
const things = tableFacts({
  table: 'things',
  columns: [
    column('id', 500_000),
    column('code', 400_000),
    column('owner_id', 400_000),
    column('title', 400_000, { type: 'character varying', width: 60 }),
    column('at', 400_000, { type: 'timestamp with time zone', width: 8 }),
    column('body', 400_000, { type: 'text', width: 900 }),
  ],
  indexes: [index('id'), index('code'), index('at')],
});
const owners = tableFacts({
  table: 'owners',
  rows: 40_000,
  columns: [column('id', 40_000), column('name', 39_000)],
});
const tables = [things, owners];

const above = (type: string, more: Partial<PlanNode>, ...Plans: PlanNode[]): PlanNode => ({
  'Node Type': type,
  'Plan Rows': 20,
  ...more,
  Plans,
});
const filtered = (Filter: string, more: Partial<PlanNode> = {}) => scan('things', 't', { Filter, ...more });
const advise = (asked: Partial<AskedStatement> & { text: string }, facts: Partial<Facts> = {}) =>
  proposeRewrites(factsOf({ tables, asked: [askedStatement(asked)], ...facts }));
const patterns = (...asked: Parameters<typeof advise>) =>
  advise(...asked).map(({ change }) => (change.kind === 'rewrite' ? change.pattern : change.kind));

describe('a page that is found by OFFSET', () => {
  const plan = above('Limit', {}, scan('things', 't', { 'Node Type': 'Index Scan', 'Plan Rows': 500_000 }));
  const text = 'SELECT * FROM things t ORDER BY t.id LIMIT $1 OFFSET $2';

  it('is to begin after the last row of the page before', () => {
    const [advice] = advise({ text, plan });
    expect(adviceSchema.parse(advice?.change)).toMatchObject({
      pattern: 'deep-offset',
      statement: 'room.question',
      who: 'programmer',
      estimate: { of: 'milliseconds a call', now: 500, after: 2.4 },
      evidence: { calls: 1_000, blocksACall: 5_000, rowsACall: 20 },
    });
    expect(advice?.why).toMatch(/Measured: asked 1,000 times, 500\sms and 20 rows a call\.$/);
  });

  it.each([
    ['no number of a page', { text: 'SELECT * FROM things t ORDER BY t.id LIMIT $1' }],
    ['a fence for the planner', { text: 'SELECT * FROM things t ORDER BY t.id LIMIT $1 OFFSET 0' }],
    [
      'another question’s',
      { text: 'SELECT * FROM (SELECT id FROM x ORDER BY id LIMIT 9 OFFSET $1) t LIMIT 2' },
    ],
    ['a column of that name', { text: 'SELECT "offset" FROM things t ORDER BY t.id LIMIT $1' }],
    ['a word in a text', { text: "SELECT 'offset 9' FROM things t ORDER BY t.id LIMIT $1" }],
    ['shallow', { blocks: 150_000 }],
    ['much that is really wanted', { rows: 2_000_000 }],
    ['one row', { rows: 1_000 }],
    ['one row, as its text says', { text: 'SELECT id FROM things t ORDER BY t.id OFFSET $1 LIMIT 1' }],
    ['seldom', { calls: 19, milliseconds: 9_500, rows: 380, blocks: 95_000 }],
    [
      'what reads all for its sums',
      { plan: above('Limit', {}, above('Aggregate', {}, scan('things', 't'))) },
    ],
  ])('is not %s', (_, changes) => {
    expect(patterns({ text, plan, ...changes })).toEqual([]);
  });
});

describe('a count for a page', () => {
  const one = { Strategy: 'Plain', Output: ['count(*)'] };
  const text = 'SELECT count(*) FROM things t';
  const plan = above('Aggregate', one, scan('things', 't'));
  const beside = 'SELECT t.code, count(*) OVER () FROM things t ORDER BY t.id LIMIT $1';
  const besidePlan = above('Limit', {}, above('WindowAgg', {}, scan('things', 't')));

  it('of everything goes no further than anybody reads', () => {
    expect(patterns({ text, plan, rows: 1_000 })).toEqual(['count-for-page']);
    expect(patterns({ text: beside, plan: besidePlan })).toEqual(['count-for-page']);
    const cast = { ...one, Output: ['(count(*))::integer'] };
    expect(patterns({ text, plan: above('Aggregate', cast, scan('things', 't')) })).toEqual([
      'count-for-page',
    ]);
  });

  it.each([
    [
      'of few rows',
      {
        plan: above(
          'Aggregate',
          one,
          scan('owners', 'o', { 'Node Type': 'Index Scan', 'Index Cond': '(o.id = $1)' }),
        ),
      },
    ],
    [
      'of what it has written',
      { plan: above('Aggregate', one, above('ModifyTable', {}, scan('things', 't'))) },
    ],
    ['up to a limit', { plan: above('Aggregate', one, above('Limit', {}, scan('things', 't'))) }],
    ['by group', { plan: above('Aggregate', { ...one, Strategy: 'Hashed' }, scan('things', 't')) }],
    [
      'beside another figure',
      { plan: above('Aggregate', { ...one, Output: ['count(*)', 'sum(x)'] }, scan('things', 't')) },
    ],
    [
      'of a part',
      { text: 'SELECT count(*) OVER (PARTITION BY code) FROM things t LIMIT 9', plan: besidePlan },
    ],
    ['once a night', { calls: 40, milliseconds: 20_000 }],
    ['that is quick', { milliseconds: 4_000 }],
  ])('is fine %s', (_, changes) => {
    expect(patterns({ text, plan, rows: 1_000, ...changes })).toEqual([]);
  });
});

describe('a part of a text', () => {
  const text = 'SELECT id FROM things t WHERE title ILIKE $1';
  const plan = filtered('((t.title)::text ~~* $1)', { 'Plan Rows': 50 });
  const without = { extensions: [] };
  const all = { calls: 100, milliseconds: 50_000, rows: 100, blocks: 1_300_000 };

  it('wants the extension that could index it, where that is not there', () => {
    expect(advise({ text, plan, ...all }, without)[0]?.change).toMatchObject({
      pattern: 'leading-wildcard',
      who: 'operator',
    });
    const literal = filtered("((t.title)::text ~~ '%data%'::text)", { 'Plan Rows': 50 });
    expect(patterns({ text, plan: literal, rows: 100 }, without)).toEqual(['leading-wildcard']);
  });

  it('is silent where an index is proposed, a beginning is looked for, or few are gone through', () => {
    expect(patterns({ text, plan, ...all })).toEqual([]);
    const beginning = filtered("((t.title)::text ~~ 'data%'::text)", { 'Plan Rows': 50 });
    expect(patterns({ text, plan: beginning, rows: 100, blocks: 1_000 }, without)).toEqual([]);
    expect(patterns({ text, plan, ...all, blocks: 500 }, without)).toEqual([]);
    const narrow = { ...plan, 'Node Type': 'Index Scan', 'Index Cond': '(t.id = $2)' };
    expect(patterns({ text, plan: narrow, ...all }, without)).toEqual([]);
  });
});

describe('an indexed column in a function', () => {
  const text = 'SELECT id FROM things t WHERE at AND code AND title AND body';
  const few = { text, rows: 5_000 };

  it.each([
    ['((t.at)::date = $1)', 'where the stretch begins and ends'],
    ["(date_trunc('day'::text, t.at) = $1)", 'where the stretch begins and ends'],
    ["(EXTRACT(year FROM t.at) = '2026'::numeric)", 'where the stretch begins and ends'],
    ['($1 = (t.code)::text)', 'Give the value the type of code'],
    ["((t.at + '1 day'::interval) > $1)", 'Let at stand alone'],
  ])('%s', (filter, instead) => {
    const [advice, ...more] = advise({ ...few, plan: filtered(filter, { 'Plan Rows': 2_500 }) });
    expect(advice?.change).toMatchObject({
      pattern: 'wrapped-column',
      instead: expect.stringContaining(instead),
    });
    expect(more).toEqual([]);
  });

  it.each([
    ['a column without an index', '((t.body || $2) = $1)'],
    ['a column as it is stored', '((t.title)::text = $1)'],
    ['the column itself', '(t.at >= date_trunc($2, $1))'],
    ['two columns', '((t.at + t.code) = $1)'],
    ['something of the same row', '(date_trunc($2, t.at) = t.at)'],
    ['a subquery', '((t.at = (SubPlan 1)) = $1)'],
    ['no comparison', 'starts_with((t.code)::text, $1)'],
  ])('is not %s', (_, filter) => {
    expect(patterns({ ...few, plan: filtered(filter, { 'Plan Rows': 2_500 }) })).toEqual([]);
  });

  it('is silent where an index on the expression is proposed, most rows are wanted, or row security does it', () => {
    const lower = { ...things, indexes: [index('title')] };
    const plan = filtered('(lower((t.title)::text) = $1)');
    expect(patterns({ ...few, plan }, { tables: [lower] })).toEqual([]);
    expect(patterns({ ...few, plan: filtered('((t.at)::date <> $1)') })).toEqual([]);
    const most = filtered('((t.at)::date > $1)', { 'Plan Rows': 400_000 });
    expect(patterns({ ...few, plan: most })).toEqual([]);
    const policy = filtered('((t.code)::text = $1)', { 'Plan Rows': 2_500 });
    expect(patterns({ text: 'SELECT count(title) FROM things t', plan: policy })).toEqual([]);
  });
});

describe('OR across columns', () => {
  const text =
    'SELECT t.id FROM things t JOIN owners o ON o.id = t.owner_id WHERE code = $1 OR owner_id = $2 OR name = $3';
  const few = { text, rows: 3_000 };

  it('of one table, or of two, is to be asked in halves', () => {
    expect(patterns({ ...few, plan: filtered('((t.code = $1) OR (t.owner_id = $2))') })).toEqual([
      'or-across-columns',
    ]);
    const both = { 'Join Filter': '((t.code = $1) OR (o.name = $2))' };
    const plan = above(
      'Nested Loop',
      both,
      scan('things', 't', { 'Plan Rows': 500_000 }),
      scan('owners', 'o'),
    );
    expect(patterns({ ...few, plan })).toEqual(['or-across-columns']);
  });

  it.each([
    ['of one column', '((t.code = $1) OR (t.code = $2))'],
    ['with a switch', '($1 OR (t.owner_id = $2))'],
    ['within a text', "(t.code = 'a OR b'::text)"],
    ['with something that no index finds', '((t.code = $1) OR (t.title IS NOT NULL))'],
    ['of row security, of a column that it does not name', '((t.code = $1) OR (t.body = $2))'],
  ])('is not %s', (_, filter) => {
    expect(patterns({ ...few, plan: filtered(filter) })).toEqual([]);
  });

  it('is fine where most rows are wanted, or the statement itself has no OR', () => {
    const plan = filtered('((t.code = $1) OR (t.owner_id = $2))');
    expect(patterns({ ...few, plan, rows: 200_000_000 })).toEqual([]);
    expect(patterns({ text: 'SELECT code, owner_id FROM things t', plan, rows: 3_000 })).toEqual([]);
  });
});

describe('NOT IN with a question', () => {
  const text = 'SELECT id FROM things t WHERE id NOT IN (SELECT thing_id FROM seen)';
  const inner = (rows: number) => ({
    ...scan('owners', 's', { 'Plan Rows': rows }),
    'Parent Relationship': 'SubPlan',
  });
  const outer = (condition: string, rows: number, innerRows: number) =>
    above('Seq Scan', { ...filtered(condition, { 'Plan Rows': rows }) }, inner(innerRows));
  const each = '(NOT (ANY (t.id = (SubPlan 1).col1)))';
  const kept = '(NOT (ANY (t.id = (hashed SubPlan 1).col1)))';

  it('is a question for each row, or far more fetched than is held against it', () => {
    expect(patterns({ text, plan: outer(each, 250_000, 40_000) })).toEqual(['not-in-subquery']);
    expect(patterns({ text, plan: outer('(NOT (SubPlan 1))', 250_000, 40_000) })).toEqual([
      'not-in-subquery',
    ]);
    expect(patterns({ text, plan: outer(kept, 50, 40_000) })).toEqual(['not-in-subquery']);
  });

  it('is fine where its answer is kept for many rows, of a list, or as NOT EXISTS', () => {
    expect(patterns({ text, plan: outer(kept, 250_000, 40_000) })).toEqual([]);
    expect(patterns({ text, plan: filtered("(t.id <> ALL ('{1,2}'::bigint[]))") })).toEqual([]);
    const exists = 'SELECT id FROM things t WHERE NOT EXISTS (SELECT 1 FROM seen WHERE thing_id = t.id)';
    expect(patterns({ text: exists, plan: outer('(NOT (SubPlan 1))', 250_000, 40_000) })).toEqual([]);
    expect(
      patterns({ text, plan: above('Hash Join', {}, scan('things', 't'), scan('owners', 's')) }),
    ).toEqual([]);
  });
});

describe('all columns of wide rows', () => {
  const Output = things.columns.map(({ name }) => `t.${name}`);
  const plan = scan('things', 't', { Output });
  const some = scan('things', 't', { Output: Output.slice(0, 5) });

  it('are named instead, without the widest', () => {
    const [advice] = advise({ text: 'SELECT * FROM things t', plan });
    expect(advice?.change).toMatchObject({
      pattern: 'wide-rows',
      instead: expect.stringMatching(/body \(900\sB\)/),
      estimate: { of: 'bytes fetched a call', now: 20 * 1_016, after: 20 * 116 },
    });
    expect(patterns({ text: 'SELECT DISTINCT t.* FROM things t', plan })).toEqual(['wide-rows']);
    expect(patterns({ text: 'WITH a AS (SELECT 1) SELECT o.id, t.* FROM a', plan })).toEqual(['wide-rows']);
  });

  it.each([
    ['counted', { text: 'SELECT count(*) FROM things t', plan }],
    ['named', { text: 'SELECT id, code, owner_id, title, at, body FROM things t', plan }],
    ['those of a question within', { text: 'SELECT id FROM (SELECT * FROM things) t', plan }],
    ['a product', { text: 'SELECT 2 * id FROM things t', plan }],
    ['not all of them', { text: 'SELECT * FROM (SELECT id FROM x) t', plan: some }],
    ['of a few rows', { text: 'SELECT * FROM things t', plan, rows: 1_000 }],
  ])('are not %s', (_, asked) => {
    expect(patterns(asked)).toEqual([]);
  });

  it('are fine where rows are narrow', () => {
    const narrow = things.columns.map((one) => ({ ...one, width: 8 }));
    const facts = { tables: [{ ...things, columns: narrow }] };
    expect(patterns({ text: 'SELECT * FROM things t', plan }, facts)).toEqual([]);
  });
});

describe('a few rows by chance', () => {
  const text = 'SELECT id FROM things ORDER BY random() LIMIT 3';
  const all = scan('things', 't', { 'Plan Rows': 500_000 });

  it('are drawn without sorting all', () => {
    expect(patterns({ text, plan: firstOf(['(random())'], all), rows: 3_000 })).toEqual(['random-order']);
  });

  it('are not a sort of something else, of few rows, or a condition by chance', () => {
    expect(patterns({ text, plan: firstOf(['t.at'], all), rows: 3_000 })).toEqual([]);
    expect(patterns({ text, plan: firstOf(['(random())'], scan('owners', 'o')), rows: 3_000 })).toEqual([]);
    const sampled = filtered("(random() < '0.01'::double precision)");
    expect(
      patterns({ text: 'SELECT id FROM things WHERE random() < 0.01', plan: sampled, rows: 3_000 }),
    ).toEqual([]);
    expect(patterns({ text, plan: firstOf(['(random())'], all), rows: 100_000_000 })).toEqual([]);
  });
});

describe('a sort that spills', () => {
  const text = 'SELECT * FROM (SELECT id FROM things) t ORDER BY at';
  const sort = above('Sort', { 'Sort Key': ['t.at'], 'Plan Rows': 500_000 }, scan('things', 't'));
  const spilled = { text, calls: 60, milliseconds: 6_000, temporaryBytes: 60 * 12e6 };

  it('is made smaller before it is given more memory', () => {
    const [advice] = advise({ ...spilled, plan: sort });
    expect(advice?.change).toMatchObject({
      pattern: 'spilling-sort',
      instead: expect.stringContaining('Sort less'),
      estimate: { of: 'bytes written to disk a call', now: 12e6, after: 0 },
    });
    const hash = above(
      'Hash Join',
      {},
      scan('things', 't'),
      above('Hash', { 'Plan Rows': 4e5 }, scan('owners', 'o')),
    );
    expect(advise({ ...spilled, plan: hash })[0]?.change).toMatchObject({
      instead: expect.stringContaining('Put less aside'),
    });
  });

  it('is none that fits, spills a little, happens seldom, or keeps nothing', () => {
    expect(patterns({ ...spilled, plan: sort, temporaryBytes: 0 })).toEqual([]);
    expect(patterns({ ...spilled, plan: sort, temporaryBytes: 60 * 1e6 })).toEqual([]);
    expect(patterns({ ...spilled, plan: sort, calls: 20, temporaryBytes: 20 * 12e6 })).toEqual([]);
    expect(patterns({ ...spilled, plan: scan('things', 't') })).toEqual([]);
  });
});

it('says nothing of a statement without a plan, and the same to the same facts', () => {
  const text = 'SELECT id FROM things ORDER BY random() LIMIT 3';
  expect(patterns({ text, rows: 3_000 })).toEqual([]);
  const plan = firstOf(['(random())'], scan('things', 't', { 'Plan Rows': 500_000 }));
  expect(advise({ text, plan, rows: 3_000 })).toEqual(advise({ text, plan, rows: 3_000 }));
});
