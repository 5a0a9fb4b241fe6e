import { check, unknown, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { createPartitioned } from './partitioned';
import { columnNames, noExtension, ownSchema, servesForeignKey, sizeOf, statisticsHidden } from './sql';

type Sparse = {
  schema: string;
  table: string;
  index: string;
  column: string;
  columns: string[];
  /** Null where the statistics are hidden. */
  nullShare: number | null;
  hidden: boolean;
  rows: number;
  bytes: number;
  partitioned: boolean;
};

/** A full index that begins with a column that is empty in most of 100,000 rows or more. */
export const partialIndex = check<Sparse>({
  name: 'partial-index',
  title: 'Indexes that are mostly empty values',
  why: 'An index of only the rows that have a value is much smaller: it stays in memory, and most writes leave it alone.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, t.relname AS "table", c.relname AS "index", a.attname AS "column",
      ${columnNames('t.oid', '(i.indkey::int2[])[0:i.indnkeyatts - 1]')} AS columns, s.null_frac::float8 AS "nullShare",
      ${statisticsHidden('t')} AS hidden, t.reltuples::float8 AS rows, ${sizeOf('c')} AS bytes, t.relkind = 'p' AS partitioned
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_am m ON m.oid = c.relam JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
    LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = t.relname AND s.attname = a.attname
      AND s.inherited = (t.relkind = 'p')
    WHERE m.amname = 'btree' AND i.indisvalid AND NOT i.indisunique AND i.indpred IS NULL AND NOT a.attnotnull
      AND NOT 0 = ANY (i.indkey::int2[]) AND t.reltuples >= 100000 AND NOT c.relispartition
      AND (s.null_frac > 0.5 OR ${statisticsHidden('t')}) AND ${ownSchema('n')} AND ${noExtension('t')}
      AND NOT ${servesForeignKey}
    ORDER BY bytes DESC, 1, 3`,
  judge: (indexes) => indexes.map(judgeIndex),
});

function judgeIndex(index: Sparse): Verdict {
  const { schema, table, column, columns, nullShare, hidden, rows, bytes, partitioned } = index;
  const object = objectName(schema, index.index);
  if (hidden || nullShare === null)
    return unknown('The role of this connection may not read what the planner knows of this table.', object);
  return {
    state: 'warning',
    object,
    evidence: { table: objectName(schema, table), nullShare, rows, bytes },
    advice: `If no question looks for rows without ${column}, put an index of the others in its place; then drop this one.${partitioned ? ` ${createPartitioned}` : ''}`,
    sql: partitioned
      ? undefined
      : `CREATE INDEX CONCURRENTLY ON ${sqlName(schema, table)} (${columns.map((name) => sqlName(name)).join(', ')}) WHERE ${sqlName(column)} IS NOT NULL;`,
  };
}
