import { describe, expect, it } from 'vitest';
import { applySql, changeSchema } from '../change';
import { column, factsOf, scan, tableFacts } from '../testing/facts';
import { proposeIndexes } from './create-indexes';
import { proposeDrops } from './drop-indexes';
import type { TableFacts } from './facts';

const things = tableFacts({
  table: 'things',
  rows: 5_000_000,
  bytes: 800_000_000,
  columns: [
    column('id', 5e6, { type: 'bigint', width: 8 }),
    column('at', 4e6, { type: 'timestamp with time zone', width: 8, correlation: 0.99 }),
    column('code', 4e6, { type: 'text' }),
    column('kind', 3, { type: 'text' }),
    column('open', 2, { type: 'boolean', width: 1 }),
    column('gone_at', 1e5, { type: 'timestamp with time zone', width: 8, nullShare: 0.8 }),
  ],
});
const candidates = (Filter: string, rows: number, table: TableFacts = things) =>
  proposeIndexes(
    factsOf({
      tables: [table],
      plans: [{ statement: 'x.y', plan: scan(table.table, 't', { Filter, 'Plan Rows': rows }) }],
    }),
  );
const made = (...asked: Parameters<typeof candidates>) =>
  candidates(...asked).map(({ change }) => applySql(changeSchema.parse(change)).replace(/^.* USING /, ''));

describe('indexes of stretches of blocks', () => {
  const third = things.rows / 3;

  it('are for a stretch of a large table that lies in that order, and cost next to nothing', () => {
    const [found, ...more] = candidates('(t.at < $1)', third);
    expect(made('(t.at < $1)', third)).toEqual(['brin (at)']);
    expect(made('((t.at >= $1) AND (t.at < $2))', 25_000)).toEqual(['brin (at)']);
    expect(made("((t.at >= $1) AND (t.kind = 'SHOWN'::text) AND t.open)", 25_000)).toEqual(['brin (at)']);
    expect([more, found?.price.eventBytes]).toEqual([[], 0]);
    expect(found?.price.bytes).toBeLessThan(1_000_000);
  });

  it('are not for a small table, one that changes, another order, or more than the stretch', () => {
    const changed = (changes: Partial<TableFacts>) => made('(t.at < $1)', third, { ...things, ...changes });
    expect(changed({ rows: 500_000 })).toEqual([]);
    expect(changed({ updates: 2_000_000 })).toEqual([]);
    const shuffled = things.columns.map((one) => ({ ...one, correlation: 0.2 }));
    expect(changed({ columns: shuffled })).toEqual([]);
    const index = { name: 'i', method: 'brin', valid: true, bytes: 1, predicate: null, definition: '' };
    const indexes = [{ ...index, columns: [{ column: 'at', order: 'asc' as const }] }];
    expect(changed({ indexes })).toEqual([]);
    expect(made('((t.at >= $1) AND (t.at < $2))', 25_000, { ...things, indexes })).toEqual([]);
    expect(made('((t.code = $1) AND (t.at < $2))', 2)).toEqual(['btree (code, at)']);
  });
});

describe('indexes of expressions, and of rows that have a value', () => {
  it('hold what is compared', () => {
    expect(made('(lower(t.code) = $1)', 5)).toEqual(['btree ((lower(code)))']);
    const expression = 'lower(code)';
    const index = { name: 'i', method: 'btree', valid: true, bytes: 1, predicate: null, definition: '' };
    const columns = [{ column: null, order: 'asc' as const, expression }];
    expect(made('(lower(t.code) = $1)', 5, { ...things, indexes: [{ ...index, columns }] })).toEqual([]);
  });

  it('leave out the many rows without a value', () => {
    expect(made('(t.gone_at = $1)', 5)).toEqual(['btree (gone_at) WHERE gone_at IS NOT NULL']);
    const few = things.columns.map((one) => ({ ...one, nullShare: 0.4 }));
    expect(made('(t.gone_at = $1)', 5, { ...things, columns: few })).toEqual(['btree (gone_at)']);
  });
});

describe('what a progress event would pay', () => {
  const events = tableFacts({ ...things, table: 'progress_events' });
  const index = { name: 'i', method: 'btree', valid: true, predicate: null, definition: '' };

  it('is an entry where it adds a row, all entries where it changes a column, and nothing elsewhere', () => {
    const priceIn = (table: TableFacts, filter: string) => candidates(filter, 5, table)[0]?.price;
    expect(priceIn(things, '(t.code = $1)')).toMatchObject({ eventBytes: 0, eventMilliseconds: 0 });
    expect(priceIn(events, '(t.code = $1)')).toMatchObject({ everyEvent: true, eventBytes: 32 });
    const columns = [...things.columns, column('last_activity_at', 4e6, { width: 8 })];
    const indexes = [{ ...index, bytes: 40 * things.rows, columns: [] }];
    const enrollments = tableFacts({ ...things, table: 'enrollments', columns, indexes });
    expect(priceIn(enrollments, '(t.last_activity_at = $1)')).toMatchObject({
      heartbeatColumns: ['last_activity_at'],
      eventBytes: 24 + 40,
    });
  });

  it('is less without an index that goes', () => {
    const idle = {
      check: 'unused-index' as const,
      schema: 'public',
      name: 'i',
      bytes: 30 * events.rows,
      definition: 'CREATE INDEX i ON public.progress_events USING btree (code)',
      coveredBy: null,
    };
    const dropOf = (table: string) =>
      proposeDrops(factsOf({ tables: [events, things], idleIndexes: [{ ...idle, table }] }))[0]?.price;
    expect(dropOf('progress_events')).toMatchObject({ bytes: -idle.bytes, eventBytes: -30 });
    expect(dropOf('things')).toMatchObject({ bytes: -idle.bytes, eventBytes: 0 });
  });
});
