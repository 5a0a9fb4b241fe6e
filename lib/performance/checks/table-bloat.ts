import { check, unknown, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { isLocked, liveRows, noExtension, ownSchema, sizeOf, statisticsHidden, storageOption } from './sql';

type Table = {
  schema: string;
  table: string;
  /** The part of the table in which its large values are kept apart. */
  largeValues: boolean;
  bytes: number;
  /** Pages that its rows would fill; null where their number or width is not known. */
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
/** Large values are cut into pieces of which a page takes four. The last piece of each is smaller: there may be room for more. */
const piecesAPage = 4;

/** SQL: bytes that a row needs: line pointer and header with its bitmap of nulls, then the data, both in steps of 8. */
const rowBytes = `(SELECT 4 + 8 * ceil((23 + CASE WHEN bool_or(NOT a.attnotnull) THEN (count(*) + 7) / 8 ELSE 0 END) / 8.0)
     + 8 * ceil(sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, nullif(a.attlen, -1))) / 8.0)
   FROM pg_attribute a LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname
     AND s.attname = a.attname AND NOT s.inherited
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   HAVING bool_and(coalesce(s.avg_width, nullif(a.attlen, -1)) IS NOT NULL))::float8`;

/** SQL: tables of their own and what belongs to each: itself, and where its large values are. */
const parts = (blockSize: number) => `
  SELECT n.nspname, c.relname, false AS large_values, c.oid, c.relpages, c.reltuples, ${statisticsHidden('c')} AS hidden,
    coalesce(${storageOption('c', 'fillfactor')}::float8, 100) AS fillfactor,
    floor((${blockSize} - ${pageHeader}) * coalesce(${storageOption('c', 'fillfactor')}::float8, 100) / 100 / ${rowBytes}) AS rows_a_page
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'heap')
    AND ${sizeOf('c')} >= ${largeBytes} AND ${ownSchema('n')} AND ${noExtension('c')}
  UNION ALL
  SELECT n.nspname, c.relname, true, l.oid, l.relpages, l.reltuples, false, 100, ${piecesAPage}
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class l ON l.oid = c.reltoastrelid
  WHERE c.relkind IN ('r', 'm') AND ${sizeOf('l')} >= ${largeBytes} AND ${ownSchema('n')} AND ${noExtension('c')}`;

/** Tables of 100 MB and more, three tenths of which or more hold nothing. Where pgstattuple may be called it decides. */
export const tableBloat = check<Table>({
  name: 'table-bloat',
  title: 'Tables with much empty room',
  why: 'Empty room is read, kept in memory and backed up like rows are.',
  lasting: true,
  sql: ({ blockSize, tupleSchema }) => `
    WITH large AS MATERIALIZED (
      SELECT c.*, ${sizeOf('c')} AS bytes, ${liveRows('c', 's')} AS rows
      FROM (${parts(blockSize)}) c LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid),
    estimated AS MATERIALIZED (
      SELECT *, CASE WHEN rows >= 0 AND NOT hidden THEN ${blockSize} * ceil(rows / greatest(1, rows_a_page)) END AS ideal
      FROM large)
    SELECT nspname AS schema, relname AS "table", large_values AS "largeValues", bytes, ideal AS "idealBytes", hidden,
      ${measured(tupleSchema)} AS "measuredShare"
    FROM estimated e WHERE ideal IS NULL OR ideal < bytes * (1 - ${mostShare})${tupleSchema ? ' OR large_values' : ''}
    ORDER BY bytes DESC, 1, 2`,
  judge: (tables) => oneEach(tables.flatMap(judgeTable)),
});

const measured = (tupleSchema: string | null) =>
  tupleSchema === null
    ? 'NULL::float8'
    : `CASE WHEN bytes <= ${mostMeasured} AND NOT ${isLocked('e.oid')} AND row_number() OVER (ORDER BY bytes DESC) <= 5 THEN (
         SELECT greatest(0, (m.approx_free_percent + m.dead_tuple_percent - (100 - fillfactor)) / 100)
         FROM ${tupleSchema}.pgstattuple_approx(e.oid) m) END`;

/** Of a table and its large values the larger part, which comes first. */
const oneEach = (verdicts: Verdict[]): Verdict[] =>
  verdicts.filter(
    ({ object, state }, place) =>
      verdicts.findIndex((other) => other.object === object && other.state === state) === place,
  );

function judgeTable(found: Table): Verdict[] {
  const { schema, table, largeValues, bytes, idealBytes, hidden, measuredShare } = found;
  const object = objectName(schema, table);
  if (measuredShare === null && (hidden || idealBytes === null)) {
    const reason = hidden
      ? 'The role of this connection may not read what the planner knows of this table.'
      : 'How many rows it has, or how wide they are, is not known: run VACUUM (ANALYZE).';
    return [unknown(reason, object, { largeValues, bytes })];
  }
  const estimatedShare = idealBytes === null ? null : 1 - idealBytes / bytes;
  if ((measuredShare ?? estimatedShare ?? 0) < mostShare) return [];
  return [
    {
      state: 'warning',
      object,
      evidence: {
        largeValues,
        bytes,
        emptyShare: measuredShare ?? estimatedShare,
        measured: measuredShare !== null,
      },
      advice:
        'Vacuum makes the room usable again, and the table will grow no more. Giving it back to the disk takes VACUUM FULL, which locks everybody out, or pg_repack, which does not.',
      sql: `VACUUM (ANALYZE) ${sqlName(schema, table)};`,
    },
  ];
}
