import { expect, it } from 'vitest';
import { applySql, changeSchema, undoSql } from '../change';
import { factsOf, tableFacts } from '../testing/facts';
import { proposeDrops } from './drop-indexes';
import { proposeStatistics } from './extended-statistics';
import { proposeSettings } from './table-settings';

it('drops what the checks found, with what it frees and why', () => {
  const [drop] = proposeDrops(
    factsOf({
      idleIndexes: [
        {
          check: 'redundant-index',
          schema: 'public',
          table: 'courses',
          name: 'old_idx',
          bytes: 8192,
          definition: 'CREATE INDEX old_idx ON public.courses USING btree (instructor_id)',
          coveredBy: 'public.courses_instructor_status_idx',
        },
      ],
    }),
  );
  expect(drop?.price.bytes).toBe(-8192);
  expect(drop?.why).toContain('public.courses_instructor_status_idx does the work of old_idx');
});

const pair = (sampled: number, one: number, other: number, together: number) => ({
  schema: 'public',
  table: 'user_progress',
  columns: ['course_id', 'lesson_id'] as [string, string],
  sampled,
  distinct: [one, other] as [number, number],
  together,
});

it.each([
  ['a lesson belongs to one course', pair(5_000, 50, 400, 400), 1],
  ['columns that go together by chance', pair(5_000, 50, 40, 1_900), 0],
  ['a column that names the row', pair(5_000, 50, 4_900, 5_000), 0],
  ['a sample too small to tell', pair(500, 5, 40, 40), 0],
  ['a column of one value', pair(5_000, 1, 400, 400), 0],
])('statistics: %s', (_, pairs, expected) => {
  expect(proposeStatistics(factsOf({ pairs: [pairs] }))).toHaveLength(expected);
});

it('gives room to updates and time to vacuum, once, with the way back', () => {
  const busy = tableFacts({
    table: 'busy',
    rows: 2e6,
    updates: 1e6,
    hotUpdates: 2e5,
    movedUpdates: 7e5,
    deadRows: 4e5,
  });
  const found = proposeSettings(factsOf({ tables: [busy] }));
  expect(found.map(({ change }) => applySql(change))).toEqual([
    'ALTER TABLE public.busy SET (fillfactor = 90)',
    'ALTER TABLE public.busy SET (autovacuum_vacuum_scale_factor = 0.02)',
  ]);
  const options = { fillfactor: '85', autovacuum_vacuum_scale_factor: '0.05' };
  expect(proposeSettings(factsOf({ tables: [{ ...busy, options }] }))).toEqual([]);
  // What leaves its entry since an indexed column changes would leave it with more room as well.
  const changed = { ...busy, movedUpdates: 1e5, deadRows: 0 };
  expect(proposeSettings(factsOf({ tables: [changed] }))).toEqual([]);
  expect(proposeSettings(factsOf({ tables: [{ ...busy, hotUpdates: 9e5, deadRows: 0 }] }))).toEqual([]);
});

it('lets vacuum run again where somebody stopped it', () => {
  const stopped = (value: string) =>
    proposeSettings(
      factsOf({ tables: [tableFacts({ table: 't', options: { autovacuum_enabled: value } })] }),
    );
  const [found, ...more] = stopped('off').map(({ change }) => change);
  expect(more).toEqual([]);
  expect(found && [applySql(found), undoSql(changeSchema.parse(found))]).toEqual([
    'ALTER TABLE public.t SET (autovacuum_enabled = true)',
    'ALTER TABLE public.t SET (autovacuum_enabled = off)',
  ]);
  expect(stopped('true')).toEqual([]);
});

it('says nothing of statistics that are there, alone or within others', () => {
  const pairs = [pair(5_000, 50, 400, 400)];
  const there = (columns: string[], table = 'user_progress') =>
    proposeStatistics(factsOf({ pairs, statistics: [{ schema: 'public', table, columns }] }));
  expect(there(['lesson_id', 'course_id'])).toEqual([]);
  expect(there(['course_id', 'section_id', 'lesson_id'])).toEqual([]);
  expect(there(['course_id', 'section_id'])).toHaveLength(1);
  expect(there(['course_id', 'lesson_id'], 'enrollments')).toHaveLength(1);
});
