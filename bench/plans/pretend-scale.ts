import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { type Column, type ColumnStatistics, describeColumn, widthOf } from './columns';
import { rowsOf } from './school';

/**
 * Makes the planner see the large school in a database that is as good as empty: it is told the statistics of one (Postgres 18),
 * and since it asks the disk how long a table is, the files are lengthened. The pages are holes: they take no room and
 * Postgres takes them for new ones.
 *
 * @param clusterDir where the server keeps its files
 * @throws Error when a table has no line in the school
 */
export async function pretendScale(owner: pg.Client, clusterDir: string): Promise<void> {
  const columns = await readColumns(owner);
  const missing = new Set(columns.map(({ kin }) => kin).filter((table) => rowsOf(table) === undefined));
  if (missing.size > 0)
    throw new Error(
      `bench/plans/school.ts does not say how many rows these have: ${[...missing].join(', ')}`,
    );
  const byName = new Map(columns.map((column) => [`${column.table}.${column.column}`, column]));
  await tellColumns(
    owner,
    columns.map((column) => describeColumn(column, byName)),
  );
  const relations = (await readRelations(owner)).map(sizeOf);
  await tellRelations(owner, relations);
  for (const { path, pages } of relations) await lengthen(join(clusterDir, path), pages * pageSize);
}

async function lengthen(file: string, bytes: number): Promise<void> {
  const { size } = await stat(file);
  if (size < bytes) await truncate(file, bytes);
}

const pageSize = 8192;
/** A file of a relation holds a gigabyte; a longer one has several. */
const longestFile = 131_072;

async function readColumns(owner: pg.Client): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`
    SELECT c.relname AS table, ${kinSql} AS kin, a.attname AS column, t.typname AS type, c.relkind = 'p' AS inherited,
      a.attnotnull AS "notNull",
      ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
      EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1
        AND i.indkey[0] = a.attnum AND i.indpred IS NULL) AS "isKey",
      r.target AS "refersTo"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN LATERAL (
      SELECT o.relname || '.' || oa.attname AS target FROM pg_constraint k
      CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(own, other)
      JOIN pg_class o ON o.oid = k.confrelid JOIN pg_attribute oa ON oa.attrelid = o.oid AND oa.attnum = pair.other
      WHERE k.contype = 'f' AND k.conrelid = c.oid AND pair.own = a.attnum
      ORDER BY cardinality(k.conkey), k.conname LIMIT 1) r ON true
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`);
  return rows;
}

/** The parent of a partition, otherwise the table itself. */
const kinSql =
  'coalesce((SELECT p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent WHERE h.inhrelid = c.oid), c.relname)';

type Relation = {
  name: string;
  kin: string;
  path: string;
  /** `heap`, or the kind of an index. */
  method: string;
  isPartial: boolean;
  columns: { type: string; labels: string[] }[];
};

async function readRelations(owner: pg.Client): Promise<Relation[]> {
  const { rows } = await owner.query<Relation>(`
    SELECT i.relname AS name, ${kinSql} AS kin, pg_relation_filepath(i.oid) AS path, m.amname AS method,
      x.indpred IS NOT NULL AS "isPartial",
      (SELECT json_agg(json_build_object('type', t.typname, 'labels', CASE t.typtype WHEN 'e' THEN ARRAY['an enum'] ELSE '{}' END))
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       WHERE a.attrelid = i.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class i JOIN pg_am m ON m.oid = i.relam LEFT JOIN pg_index x ON x.indexrelid = i.oid
    JOIN pg_class c ON c.oid = coalesce(x.indrelid, i.oid)
    WHERE c.relnamespace = 'public'::regnamespace AND i.relkind IN ('r', 'i')`);
  return rows;
}

type Sized = { name: string; path: string; rows: number; pages: number; visible: number };

/** Bytes that come to each row beside its values, and how full pages are. */
const shapes: Record<string, { extra: number; full: number }> = {
  heap: { extra: 28, full: 0.9 },
  btree: { extra: 12, full: 0.75 },
  gin: { extra: 20, full: 0.9 },
};
/** Of the rows, in an index of some of them. */
const partialShare = 0.3;
/** Of the pages, what an index alone can answer. */
const visibleShare = 0.9;

function sizeOf({ name, kin: table, path, method, isPartial, columns }: Relation): Sized {
  const rows = Math.ceil((rowsOf(table) ?? 0) * (isPartial ? partialShare : 1));
  const shape = shapes[method];
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  // An index of blocks (BRIN) has a few pages, however long the table is.
  const bytes = shape ? (rows * (shape.extra + width)) / shape.full : pageSize;
  const pages = Math.min(longestFile, Math.ceil(bytes / pageSize) + 2);
  return { name, path, rows, pages, visible: method === 'heap' ? Math.floor(pages * visibleShare) : 0 };
}

/** @throws Error when the server does not take what it is told; why is among its warnings */
async function tell(owner: pg.Client, sql: string, rows: readonly object[]): Promise<void> {
  const { rows: answers } = await owner.query<{ isTaken: boolean }>(sql, [JSON.stringify(rows)]);
  const refused = rows.filter((_, n) => answers[n]?.isTaken !== true);
  if (refused.length > 0) throw new Error(`The server refused the statistics of ${JSON.stringify(refused)}`);
}

const tellRelations = (owner: pg.Client, relations: Sized[]): Promise<void> =>
  tell(
    owner,
    `SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', r.name, 'relpages', r.pages, 'reltuples', r.rows,
       'relallvisible', r.visible) AS "isTaken"
     FROM json_to_recordset($1) AS r(name text, rows real, pages int, visible int)`,
    relations,
  );

const tellColumns = (owner: pg.Client, columns: ColumnStatistics[]): Promise<void> =>
  tell(
    owner,
    `SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', c.table, 'attname', c.column, 'inherited', c.inherited,
       'null_frac', c.nulls, 'avg_width', c.width, 'n_distinct', c.distinct, 'most_common_vals', c.common,
       'most_common_freqs', c.frequencies, 'histogram_bounds', c.bounds, 'correlation', c.correlation) AS "isTaken"
     FROM json_to_recordset($1) AS c("table" text, "column" text, inherited boolean, nulls real, width int, "distinct" real,
       common text, frequencies real[], bounds text, correlation real)`,
    columns,
  );
