import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Facts, TableFacts } from '../candidates/facts';
import { conjuncts } from '../sql-text';

const tables = statement(
  'optimizer.tables',
  `SELECT n.nspname AS schema, c.relname AS "table",
     CASE WHEN c.relispartition THEN (SELECT p.relname FROM pg_class p WHERE p.oid = pg_partition_root(c.oid)) END AS "partitionOf",
     greatest(c.reltuples, s.n_live_tup, 0)::float8 AS rows,
     pg_table_size(c.oid) AS bytes, coalesce(s.n_tup_ins, 0) AS inserts, coalesce(s.n_tup_upd, 0) AS updates,
     coalesce(s.n_tup_hot_upd, 0) AS "hotUpdates",
     coalesce(s.n_tup_newpage_upd, 0) AS "movedUpdates", coalesce(s.n_dead_tup, 0) AS "deadRows",
     (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
        'width', coalesce(p.avg_width, 8), 'nullShare', p.null_frac, 'topShare', p.most_common_freqs[1],
        'topValue', (p.most_common_vals::text::text[])[1],
        'correlation', p.correlation,
        'distinct', CASE WHEN p.n_distinct < 0 THEN -p.n_distinct * greatest(c.reltuples, s.n_live_tup, 0) ELSE p.n_distinct END)
        ORDER BY a.attnum)
      FROM pg_attribute a
      LEFT JOIN pg_stats p ON p.schemaname = n.nspname AND p.tablename = c.relname AND p.attname = a.attname AND NOT p.inherited
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
     (SELECT coalesce(json_agg(json_build_object('name', ic.relname, 'method', m.amname, 'valid', i.indisvalid,
        'bytes', pg_relation_size(ic.oid), 'predicate', pg_get_expr(i.indpred, i.indrelid),
        'definition', pg_get_indexdef(ic.oid),
        'columns', (SELECT json_agg(json_build_object('column', a.attname, 'options', i.indoption[g], 'opclass', o.opcname,
            'expression', CASE WHEN i.indkey[g] = 0 THEN pg_get_indexdef(ic.oid, g + 1, false) END) ORDER BY g)
          FROM generate_series(0, i.indnkeyatts - 1) g JOIN pg_opclass o ON o.oid = i.indclass[g]
          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = nullif(i.indkey[g], 0)))), '[]')
      FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am m ON m.oid = ic.relam
      WHERE i.indrelid = c.oid) AS indexes,
     (SELECT coalesce(json_object_agg(option_name, option_value), '{}') FROM pg_options_to_table(c.reloptions)) AS options
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
   WHERE n.nspname = 'public' AND c.relkind = 'r'`,
);

/** Bits of pg_index.indoption. */
const descending = 1;
const nullsFirst = 2;

function orderOf(options: number) {
  const first = (options & nullsFirst) !== 0;
  if ((options & descending) !== 0) return first ? 'desc' : 'desc nulls last';
  return first ? 'asc nulls first' : 'asc';
}

const rowSchema = z.object({
  schema: z.string(),
  table: z.string(),
  partitionOf: z.string().nullable(),
  rows: z.number(),
  bytes: z.number(),
  inserts: z.number(),
  updates: z.number(),
  hotUpdates: z.number(),
  movedUpdates: z.number(),
  deadRows: z.number(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      width: z.number(),
      nullShare: z.number().nullable(),
      topShare: z.number().nullable(),
      topValue: z.string().nullable(),
      distinct: z.number().nullable(),
      correlation: z.number().nullable(),
    }),
  ),
  indexes: z.array(
    z.object({
      name: z.string(),
      method: z.string(),
      valid: z.boolean(),
      bytes: z.number(),
      predicate: z.string().nullable(),
      definition: z.string(),
      columns: z.array(
        z.object({
          column: z.string().nullable(),
          options: z.number(),
          opclass: z.string(),
          expression: z.string().nullable(),
        }),
      ),
    }),
  ),
  options: z.record(z.string(), z.string()),
});

/** The product's tables, and apart from them partitions of such, with what the planner knows of each. */
export async function readTables(tx: Transaction): Promise<Pick<Facts, 'tables' | 'partitions'>> {
  const rows = await tx.rows(tables);
  const all = rows.map((row) => toFacts(rowSchema.parse(row)));
  return {
    tables: all.filter(({ partitionOf }) => partitionOf === null),
    partitions: all.filter(({ partitionOf }) => partitionOf !== null),
  };
}

const toFacts = ({ indexes, ...table }: z.output<typeof rowSchema>): TableFacts => ({
  ...table,
  indexes: indexes.map(({ columns, predicate, ...index }) => ({
    ...index,
    // As a design writes it, so that the two can be compared.
    predicate: predicate === null ? null : conjuncts(predicate).sort().join(' AND '),
    columns: columns.map(({ options, ...column }) => ({ ...column, order: orderOf(options) })),
  })),
});
