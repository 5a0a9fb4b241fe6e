import { check, unknown, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { isLocked, noExtension, ownSchema, sizeOf, statisticsHidden, storageOption } from './sql';

type Table = {
  schema: string;
  table: string;
  bytes: number;
  /** Pages that its rows would fill; null where the width of a row is not known. */
  idealBytes: number | null;
  hidden: boolean;
  /** Share of free space and dead rows as pgstattuple saw it, over what fillfactor keeps free. */
  measuredShare: number | null;
};

const largeBytes = 100 * 1024 ** 2;
const mostShare = 0.3;
/** Beyond this size a table is estimated only: measuring reads it. */
const mostMeasured = 1024 ** 3;
const pageHeader = 24;

/** SQL: bytes that a row needs: line pointer and header with its bitmap of nulls, then the data, both in steps of 8. */
const rowBytes = `(SELECT 4 + 8 * ceil((23 + CASE WHEN bool_or(NOT a.attnotnull) THEN (count(*) + 7) / 8 ELSE 0 END) / 8.0)
     + 8 * ceil(sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, nullif(a.attlen, -1))) / 8.0)
   FROM pg_attribute a LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname
     AND s.attname = a.attname AND NOT s.inherited
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   HAVING bool_and(coalesce(s.avg_width, nullif(a.attlen, -1)) IS NOT NULL))::float8`;

/** SQL: rows as the server counts them; deletions since the last vacuum are in its statistics only. */
const liveRows = 'CASE WHEN s.n_live_tup > 0 THEN least(c.reltuples, s.n_live_tup) ELSE c.reltuples END';

/** Tables of 100 MB and more, three tenths of which or more hold nothing. Where pgstattuple may be called it decides. */
export const tableBloat = check<Table>({
  name: 'table-bloat',
  title: 'Tables with much empty room',
  why: 'Empty room is read, kept in memory and backed up like rows are.',
  lasting: true,
  sql: ({ blockSize, tupleSchema }) => `
    WITH large AS MATERIALIZED (
      SELECT c.oid, n.nspname, c.relname, ${sizeOf('c')} AS bytes, ${statisticsHidden('c')} AS hidden,
        coalesce(${storageOption('c', 'fillfactor')}::float8, 100) AS fillfactor, ${rowBytes} AS row_bytes, ${liveRows} AS rows
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
      WHERE c.relkind IN ('r', 'm') AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'heap')
        AND ${sizeOf('c')} >= ${largeBytes} AND ${ownSchema('n')} AND ${noExtension('c')}),
    estimated AS MATERIALIZED (
      SELECT *, CASE WHEN rows >= 0 AND NOT hidden THEN ${blockSize} * ceil(rows / greatest(1,
        floor((${blockSize} - ${pageHeader}) * fillfactor / 100 / row_bytes))) END AS ideal
      FROM large)
    SELECT nspname AS schema, relname AS "table", bytes, ideal AS "idealBytes", hidden, ${measured(tupleSchema)} AS "measuredShare"
    FROM estimated e WHERE ideal IS NULL OR ideal < bytes * (1 - ${mostShare})
    ORDER BY bytes DESC, 1, 2`,
  judge: (tables) => tables.flatMap(judgeTable),
});

const measured = (tupleSchema: string | null) =>
  tupleSchema === null
    ? 'NULL::float8'
    : `CASE WHEN bytes <= ${mostMeasured} AND NOT ${isLocked('e.oid')} AND row_number() OVER (ORDER BY bytes DESC) <= 5 THEN (
         SELECT greatest(0, (m.approx_free_percent + m.dead_tuple_percent - (100 - fillfactor)) / 100)
         FROM ${tupleSchema}.pgstattuple_approx(e.oid) m) END`;

function judgeTable({ schema, table, bytes, idealBytes, hidden, measuredShare }: Table): Verdict[] {
  const object = objectName(schema, table);
  if (measuredShare === null && (hidden || idealBytes === null)) {
    const reason = hidden
      ? 'The role of this connection may not read what the planner knows of this table.'
      : 'How wide its rows are is not known: run ANALYZE.';
    return [unknown(reason, object, { bytes })];
  }
  const estimatedShare = idealBytes === null ? null : 1 - idealBytes / bytes;
  if ((measuredShare ?? estimatedShare ?? 0) < mostShare) return [];
  return [
    {
      state: 'warning',
      object,
      evidence: { bytes, emptyShare: measuredShare ?? estimatedShare, measured: measuredShare !== null },
      advice:
        'Vacuum makes the room usable again, and the table will grow no more. Giving it back to the disk takes VACUUM FULL, which locks everybody out, or pg_repack, which does not.',
      sql: `VACUUM (ANALYZE) ${sqlName(schema, table)};`,
    },
  ];
}
