import { check, unknown, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { isLocked, liveRows, noExtension, ownSchema, sizeOf, statisticsHidden, storageOption } from './sql';

type Index = {
  schema: string;
  table: string;
  index: string;
  bytes: number;
  /** Pages that its entries would fill; null where their width is not known. */
  idealBytes: number | null;
  hidden: boolean;
  /** Share of the index that pgstatindex saw empty. */
  measuredShare: number | null;
};

const largeBytes = 50 * 1024 ** 2;
const mostShare = 0.5;
/** Beyond this size an index is estimated only: measuring reads all of it. */
const mostMeasured = 512 * 1024 ** 2;
const pageOverhead = 24 + 16;

/** SQL: bytes of an entry: line pointer and header, then the keys in steps of 8. */
const entryBytes = `(SELECT 12 + 8 * ceil(sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, nullif(a.attlen, -1))) / 8.0)
   FROM pg_attribute a
   LEFT JOIN pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[a.attnum - 1] AND ta.attnum > 0
   LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND NOT s.inherited
     AND (s.tablename, s.attname) = (CASE WHEN ta.attname IS NULL THEN c.relname ELSE t.relname END, coalesce(ta.attname, a.attname))
   WHERE a.attrelid = c.oid AND a.attnum > 0
   HAVING bool_and(coalesce(s.avg_width, nullif(a.attlen, -1)) IS NOT NULL))::float8`;

/**
 * B-trees of 50 MB and more, half of which or more is empty. Where pgstatindex may be called it decides. The estimate
 * knows nothing of entries that share a key and so take less room: it rather misses one than names a sound one.
 */
export const indexBloat = check<Index>({
  name: 'index-bloat',
  title: 'Indexes with much empty room',
  why: 'A bloated index takes the memory that others need, and every look into it reads more pages.',
  lasting: true,
  sql: ({ blockSize, tupleSchema }) => `
    WITH large AS MATERIALIZED (
      SELECT c.oid, n.nspname, t.relname AS table_name, c.relname, ${sizeOf('c')} AS bytes,
        ${statisticsHidden('t')} AS hidden, ${entryBytes} AS entry_bytes, ${liveRows('c', 'ts')} AS entries, i.indisunique,
        coalesce(${storageOption('c', 'fillfactor')}::float8, 90) AS fillfactor
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_stat_user_tables ts ON ts.relid = t.oid
      WHERE c.relkind = 'i' AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'btree') AND i.indisvalid
        AND ${sizeOf('c')} >= ${largeBytes} AND ${ownSchema('n')} AND ${noExtension('t')}),
    estimated AS MATERIALIZED (
      SELECT *, CASE WHEN entries >= 0 AND NOT hidden THEN ${blockSize} * ceil(entries / greatest(1,
        floor((${blockSize} - ${pageOverhead}) * fillfactor / 100 / entry_bytes))) END AS ideal
      FROM large)
    SELECT nspname AS schema, table_name AS "table", relname AS "index", bytes, ideal AS "idealBytes", hidden,
      ${measured(tupleSchema)} AS "measuredShare"
    FROM estimated e WHERE ideal IS NULL OR ideal < bytes * (1 - ${mostShare})${tupleSchema ? ' OR NOT indisunique' : ''}
    ORDER BY bytes DESC, 1, 3`,
  judge: (indexes) => indexes.flatMap(judgeIndex),
});

const measured = (tupleSchema: string | null) =>
  tupleSchema === null
    ? 'NULL::float8'
    : `CASE WHEN bytes <= ${mostMeasured} AND NOT ${isLocked('e.oid')} AND row_number() OVER (ORDER BY bytes DESC) <= 5 THEN (
         SELECT greatest(0, 1 - (m.leaf_pages * m.avg_leaf_density / fillfactor + m.internal_pages + 1)
           / (m.leaf_pages + m.internal_pages + m.empty_pages + m.deleted_pages + 1))
         FROM ${tupleSchema}.pgstatindex(e.oid::regclass) m) END`;

function judgeIndex(found: Index): Verdict[] {
  const { schema, table, index, bytes, idealBytes, hidden, measuredShare } = found;
  const object = objectName(schema, index);
  if (measuredShare === null && (hidden || idealBytes === null)) {
    const reason = hidden
      ? 'The role of this connection may not read what the planner knows of its table.'
      : 'How wide its entries are is not known: run ANALYZE on its table.';
    return [unknown(reason, object, { bytes })];
  }
  const estimatedShare = idealBytes === null ? null : 1 - idealBytes / bytes;
  const emptyShare = measuredShare ?? estimatedShare ?? 0;
  if (emptyShare < mostShare) return [];
  return [
    {
      state: 'warning',
      object,
      evidence: { table: objectName(schema, table), bytes, emptyShare, measured: measuredShare !== null },
      advice: 'Build it again in a quiet hour: readers and writers go on meanwhile.',
      sql: `REINDEX INDEX CONCURRENTLY ${sqlName(schema, index)};`,
    },
  ];
}
