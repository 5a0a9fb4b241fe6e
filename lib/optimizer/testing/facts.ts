import type { AskedStatement, ColumnFacts, Facts, PlanNode, TableFacts } from '../candidates/facts';

export const column = (
  name: string,
  distinct: number | null,
  more: Partial<ColumnFacts> = {},
): ColumnFacts => ({
  name,
  distinct,
  type: 'uuid',
  width: 16,
  nullShare: 0,
  topShare: null,
  topValue: null,
  correlation: null,
  ...more,
});

/** A table of a test, as large as the product's is. */
export function tableFacts(changes: Partial<TableFacts> & Pick<TableFacts, 'table'>): TableFacts {
  return {
    schema: 'public',
    partitionOf: null,
    rows: 500_000,
    bytes: 100_000_000,
    inserts: 500_000,
    updates: 0,
    hotUpdates: 0,
    movedUpdates: 0,
    deadRows: 0,
    columns: [],
    indexes: [],
    options: {},
    ...changes,
  };
}

export const enrollments = tableFacts({
  table: 'enrollments',
  columns: [
    column('id', 500_000),
    column('user_id', 100_000),
    column('course_id', 500),
    column('role', 2, { width: 4 }),
    column('avg_completion', 3_000, { width: 4 }),
    column('last_activity_at', 400_000, { width: 8 }),
    column('dropped_at', 100, { width: 8, nullShare: 0.98 }),
  ],
});

export const notifications = tableFacts({
  table: 'notifications',
  columns: [
    column('user_id', 100_000),
    column('kind', 8),
    column('in_app', 2, { width: 1 }),
    column('created_at', 450_000, { width: 8 }),
    column('read_at', 300_000, { width: 8, nullShare: 0.2 }),
  ],
});

export const factsOf = (changes: Partial<Facts>): Facts => ({
  tables: [enrollments, notifications],
  partitions: [],
  foreignKeys: [],
  idleIndexes: [],
  plans: [],
  costs: [],
  pairs: [],
  statistics: [],
  extensions: ['pg_trgm'],
  asked: [],
  askedSince: '2026-11-02T04:00:00.000Z',
  routeUses: [],
  caches: [],
  hearsChanges: true,
  ...changes,
});

export const scan = (table: string, alias: string, changes: Partial<PlanNode> = {}): PlanNode => ({
  'Node Type': 'Seq Scan',
  Schema: 'public',
  'Relation Name': table,
  Alias: alias,
  'Plan Rows': 40,
  ...changes,
});

/** A plan that sorts what it found and hands on the first few. */
export const firstOf = (keys: string[], child: PlanNode): PlanNode => ({
  'Node Type': 'Limit',
  'Plan Rows': 4,
  Plans: [{ 'Node Type': 'Sort', 'Sort Key': keys, 'Plan Rows': child['Plan Rows'], Plans: [child] }],
});

/** A statement that takes long enough to be felt: half a second a call, over a thousand calls. */
export const askedStatement = (changes: Partial<AskedStatement> & { text: string }): AskedStatement => ({
  statement: 'room.question',
  shown: changes.text,
  plan: null,
  calls: 1_000,
  milliseconds: 500_000,
  rows: 20_000,
  blocks: 5_000_000,
  temporaryBytes: 0,
  ...changes,
});
