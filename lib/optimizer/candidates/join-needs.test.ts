import { describe, expect, it } from 'vitest';
import { applySql, changeSchema } from '../change';
import { enrollments, factsOf, firstOf, scan } from '../testing/facts';
import { proposeIndexes } from './create-indexes';
import type { IndexFacts, PlanNode } from './facts';

const people = (rows: number): PlanNode => scan('users', 'u', { 'Plan Rows': rows });
const hashed = (outer: PlanNode, inner: PlanNode, changes: Partial<PlanNode> = {}): PlanNode => ({
  'Node Type': 'Hash Join',
  'Join Type': 'Inner',
  'Hash Cond': '(e.user_id = u.id)',
  'Plan Rows': 100,
  Plans: [outer, { 'Node Type': 'Hash', 'Plan Rows': inner['Plan Rows'], Plans: [inner] }],
  ...changes,
});
const all = scan('enrollments', 'e', { 'Plan Rows': 500_000 });
const btree = (columns: string[], predicate: string | null = null): IndexFacts => ({
  name: 'i',
  method: 'btree',
  valid: true,
  bytes: 1,
  definition: '',
  columns: columns.map((column) => ({ column, order: 'asc' })),
  predicate,
});
const made = (plan: PlanNode, indexes: IndexFacts[] = []) =>
  proposeIndexes(factsOf({ tables: [{ ...enrollments, indexes }], plans: [{ statement: 'x.y', plan }] })).map(
    ({ change }) => applySql(changeSchema.parse(change)).replace(/^.* USING /, ''),
  );

describe('indexes that joins do without', () => {
  it('are for the few rows of the other side, on whichever side the table stands', () => {
    expect(made(hashed(all, people(20)))).toEqual(['btree (user_id)']);
    expect(made(hashed(people(20), all))).toEqual(['btree (user_id)']);
    const merged = { 'Node Type': 'Merge Join', 'Hash Cond': undefined, 'Merge Cond': '(e.user_id = u.id)' };
    expect(made(hashed(all, people(20), merged))).toEqual(['btree (user_id)']);
    const kept = { 'Node Type': 'Materialize', 'Plan Rows': 500_000, Plans: [all] };
    expect(
      made({
        'Node Type': 'Nested Loop',
        'Join Type': 'Left',
        'Join Filter': '(e.user_id = u.id)',
        'Plan Rows': 100,
        Plans: [people(20), kept],
      }),
    ).toEqual(['btree (user_id)']);
  });

  it('hold what the scan itself asks for as well', () => {
    const some = scan('enrollments', 'e', {
      'Plan Rows': 250_000,
      Filter: "(e.role = 'STUDENT'::educational_role_enum)",
    });
    expect(made(hashed(some, people(20)))).toEqual([
      "btree (user_id) WHERE role = 'STUDENT'::educational_role_enum",
    ]);
  });

  it('are found through another join between', () => {
    const between = hashed(all, scan('courses', 'c', { 'Plan Rows': 500 }), {
      'Hash Cond': '(e.course_id = c.id)',
      'Plan Rows': 500_000,
    });
    expect(made(hashed(between, people(20)))).toEqual(['btree (user_id)']);
  });

  it('are not where all of the table is wanted', () => {
    expect(made(hashed(all, people(100_000)))).toEqual([]);
    expect(made(hashed(all, people(20), { 'Join Type': 'Left' }))).toEqual([]);
    expect(made(hashed(people(20), all, { 'Join Type': 'Right' }))).toEqual([]);
    expect(made(hashed(all, people(20), { 'Join Type': 'Full' }))).toEqual([]);
    const summed = { 'Node Type': 'Aggregate', 'Plan Rows': 100_000, Plans: [all] };
    expect(made(hashed(summed, people(20)))).toEqual([]);
  });

  it('are not where an index is there that finds about as few', () => {
    expect(made(hashed(all, people(20)), [btree(['user_id', 'role'])])).toEqual([]);
    expect(made(hashed(all, people(20)), [btree(['role', 'user_id'])])).toHaveLength(1);
    expect(made(hashed(all, people(20)), [btree(['user_id'], 'dropped_at IS NULL')])).toHaveLength(1);
  });
});

describe('what is gone through again for each row of the other side', () => {
  const looped = (rows: number): PlanNode => ({
    'Node Type': 'Nested Loop',
    'Join Type': 'Inner',
    'Plan Rows': rows,
    Plans: [
      people(rows),
      scan('enrollments', 'e', {
        'Node Type': 'Index Scan',
        'Index Cond': '(e.course_id = $1)',
        Filter: '(e.user_id = u.id)',
        'Plan Rows': 1,
      }),
    ],
  });

  it('is counted as often', () => {
    expect(made(looped(1), [btree(['course_id'])])).toEqual([]);
    expect(made(looped(50), [btree(['course_id'])])).toEqual(['btree (user_id, course_id)']);
  });

  it('is not, where it is a question beside', () => {
    const [, inner] = looped(50).Plans ?? [];
    const beside = { ...people(50), Plans: inner ? [{ ...inner, 'Parent Relationship': 'SubPlan' }] : [] };
    expect(made(beside, [btree(['course_id'])])).toEqual([]);
  });

  it('is found beside what is asked first', () => {
    const started = { ...people(1), 'Parent Relationship': 'InitPlan' };
    const joined = { ...hashed(all, people(20)), 'Node Type': 'Nested Loop', 'Hash Cond': undefined };
    const plan = firstOf(['e.course_id'], { ...joined, Plans: [started, ...(joined.Plans ?? [])] });
    expect(made(plan)).toEqual(['btree (course_id)']);
  });
});
