import { describe, expect, it } from 'vitest';
import { outline, type PlanNode, readsWhole } from './outline';

const scan = (type: string, table: string, more: Partial<PlanNode> = {}): PlanNode => ({
  'Node Type': type,
  Schema: 'public',
  'Relation Name': table,
  ...more,
});
const above = (type: string, ...plans: PlanNode[]): PlanNode => ({ 'Node Type': type, Plans: plans });

describe('the outline of a plan', () => {
  it('names steps, tables and indexes, and how the index is read', () => {
    const plan: PlanNode = {
      ...above(
        'Hash Join',
        scan('Index Scan', 'users', { 'Index Name': 'users_pkey', 'Index Cond': '(id = $1)' }),
        scan('Index Only Scan', 'courses', { 'Index Name': 'courses_pkey' }),
      ),
      'Join Type': 'Left',
    };
    expect(outline(plan)).toEqual([
      'Hash Join (Left)',
      '  Index Scan using users_pkey on users',
      '  Index Only Scan all of courses_pkey on courses',
    ]);
  });

  it('shows partitions that are read alike once and without their month', () => {
    const month = (table: string) => scan('Seq Scan', table);
    expect(
      outline(above('Append', month('audit_log_2026_11'), month('audit_log_2026_12'), month('users'))),
    ).toEqual(['Append', '  Seq Scan on audit_log_<month>', '  Seq Scan on users']);
  });

  it('leaves out who is there, and keeps what else is asked beforehand', () => {
    const before = { 'Parent Relationship': 'InitPlan', 'Subplan Name': 'InitPlan 1' };
    const plan = above(
      'Limit',
      { 'Node Type': 'Result', ...before },
      { ...scan('Seq Scan', 'catalog_state'), ...before },
    );
    expect(outline(plan)).toEqual(['Limit', '  InitPlan: Seq Scan on catalog_state']);
  });

  it('is nothing where no table of ours is read', () => {
    expect(outline({ ...scan('Seq Scan', 'pg_class'), Schema: 'pg_catalog' })).toBeNull();
    expect(outline({ 'Node Type': 'Result' })).toBeNull();
  });
});

describe('a table is read whole', () => {
  const partial = new Set(['open_idx']);
  const whole = (plan: PlanNode) => [...readsWhole(plan, partial)];
  const walk = (index: string) => scan('Index Scan', 'users', { 'Index Name': index });

  it('row by row or along an index', () => {
    expect(whole(above('Sort', scan('Seq Scan', 'audit_log_2026_11')))).toEqual(['audit_log']);
    expect(whole(walk('users_pkey'))).toEqual(['users']);
  });

  it('but not where the index is of some rows, or asked for something', () => {
    expect(whole(walk('open_idx'))).toEqual([]);
    expect(whole({ ...walk('users_pkey'), 'Index Cond': '(id = $1)' })).toEqual([]);
  });

  it('unless a limit stops it; a sort beneath the limit does not stop', () => {
    expect(whole(above('Limit', walk('users_pkey')))).toEqual([]);
    expect(whole(above('Limit', above('Sort', walk('users_pkey'))))).toEqual(['users']);
  });
});
