import type { CacheClass } from '@/lib/cache/classes';
import type { KeyColumn } from '../change';

export type ColumnFacts = {
  name: string;
  /** As the server calls it without modifiers: `text`, `jsonb`, `tsvector`, `text[]`. */
  type: string;
  /** Bytes on average. */
  width: number;
  /** How many different values, as far as the server knows. */
  distinct: number | null;
  /** 0–1. */
  nullShare: number | null;
  /** Share of rows that hold its most common value, 0–1: the largest class of all. */
  topShare: number | null;
  /** That value, as text. */
  topValue: string | null;
  /** How far the order of its values is the order of the rows on disk, −1 to 1; null where unknown. */
  correlation: number | null;
};

export type IndexFacts = {
  name: string;
  method: string;
  /** A column of null is an expression, as the server writes it. */
  columns: {
    column: string | null;
    order: KeyColumn['order'];
    expression?: string | null;
    opclass?: string;
  }[];
  predicate: string | null;
  valid: boolean;
  bytes: number;
  definition: string;
};

export type TableFacts = {
  schema: string;
  table: string;
  /** The table that it is a partition of, as a whole; null where it is none. */
  partitionOf: string | null;
  rows: number;
  /** Without indexes. */
  bytes: number;
  inserts: number;
  updates: number;
  hotUpdates: number;
  /** Updates whose row went to another page, since its own had no room. */
  movedUpdates: number;
  deadRows: number;
  columns: ColumnFacts[];
  indexes: IndexFacts[];
  /** Own storage parameters. */
  options: Record<string, string>;
};

/** Extended statistics that are there, with functional dependencies among what they tell. */
export type StatisticsFacts = { schema: string; table: string; columns: string[] };

export type ForeignKeyFacts = { schema: string; table: string; constraint: string; columns: string[] };

/** An index that a check of the performance page found to be of no use. */
export type IdleIndex = {
  check: 'redundant-index' | 'unused-index';
  schema: string;
  table: string;
  name: string;
  bytes: number;
  definition: string;
  coveredBy: string | null;
};

/** How two columns of a table go together in a sample of its rows. */
export type ColumnPair = {
  schema: string;
  table: string;
  columns: [string, string];
  sampled: number;
  distinct: [number, number];
  together: number;
};

/** A node of EXPLAIN (FORMAT JSON, VERBOSE). */
export type PlanNode = {
  'Node Type': string;
  'Parent Relationship'?: string;
  Schema?: string;
  'Relation Name'?: string;
  Alias?: string;
  'Index Name'?: string;
  Filter?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  'Join Type'?: string;
  'Join Filter'?: string;
  'Hash Cond'?: string;
  'Merge Cond'?: string;
  'Sort Key'?: string[];
  Output?: string[];
  /** Of an Aggregate: `Plain` where all rows become one. */
  Strategy?: string;
  'Plan Rows': number;
  Plans?: PlanNode[];
};

export type StatementPlan = { statement: string; plan: PlanNode };

/** What a named statement has taken since statistics began: milliseconds of all its calls. */
export type StatementCost = { statement: string; calls: number; milliseconds: number };

/** A statement of pg_stat_statements with what it has taken since these began; text and plan are whatever its values are. */
export type AskedStatement = {
  /** The product’s name for it, else `statement` and its number. */
  statement: string;
  /** As it can be planned. */
  text: string;
  /** As it can be shown: without values, shortened. */
  shown: string;
  /** Null where it cannot be planned without values. */
  plan: PlanNode | null;
  calls: number;
  milliseconds: number;
  rows: number;
  /** Of tables and indexes, found in memory or read. */
  blocks: number;
  /** Written to disk because it did not fit into memory. */
  temporaryBytes: number;
};

/** How often a route asks a statement, over the last day. */
export type RouteUse = {
  route: string;
  statement: string;
  requests: number;
  calls: number;
  /** Most calls that one request made. */
  maxCalls: number;
};

/** What a class of the cache did, all servers together, over `days` of the last week. */
export type CacheUse = {
  cacheClass: CacheClass;
  days: number;
  hits: number;
  misses: number;
  /** Answers given once more after their lifetime, while they were loaded anew. */
  stale: number;
  /** Dropped because their lifetime was over; because something in them changed; to stay within the limit. */
  expired: number;
  invalidations: number;
  evictions: number;
  loads: number;
  /** Milliseconds of all loads. */
  loadTotal: number;
};

export type Facts = {
  tables: TableFacts[];
  /** Parts of partitioned tables: plans scan them, and their indexes are their table's. */
  partitions: TableFacts[];
  foreignKeys: ForeignKeyFacts[];
  idleIndexes: IdleIndex[];
  plans: StatementPlan[];
  costs: StatementCost[];
  pairs: ColumnPair[];
  statistics: StatisticsFacts[];
  /** Extensions that are installed. */
  extensions: string[];
  /** The statements that took most time; empty where the server does not tell. */
  asked: AskedStatement[];
  /** Since when it counts them, ISO; null where it does not say. */
  askedSince: string | null;
  routeUses: RouteUse[];
  caches: CacheUse[];
  /** Whether servers hear at once what other processes change; else it shows when lifetimes are over. */
  hearsChanges: boolean;
};

/** One that no part of the product has named: somebody’s own. */
const nameless = /^statement \d+$/;

/** Plans of the product’s statements: of those known by name, and of those put together for a question that were asked. */
export function plansIn({ plans, asked }: Pick<Facts, 'plans' | 'asked'>): StatementPlan[] {
  const known = new Set(plans.map(({ statement }) => statement));
  const others = asked.flatMap(({ statement, plan }) =>
    plan === null || known.has(statement) || nameless.test(statement) ? [] : [{ statement, plan }],
  );
  return [...plans, ...others];
}

export const findTable = (tables: readonly TableFacts[], schema: string, table: string) =>
  tables.find((one) => one.schema === schema && one.table === table);
