import { check, lockedOut, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { dropPartitioned } from './partitioned';
import { isLocked, noExtension, ownSchema, sizeOf, unlessLocked } from './sql';

type Pair = {
  schema: string;
  table: string;
  index: string;
  cover: string;
  bytes: number;
  coverBytes: number;
  scans: number;
  duplicate: boolean;
  definition: string | null;
  /** It stands for an index of each partition, which can only be dropped together. */
  partitioned: boolean;
};

/** SQL: parameters of the operator class of an index's column, such as the length of its signatures; null for none. */
const classOptions = (index: string, number: string) =>
  `(SELECT o.attoptions::text FROM pg_attribute o WHERE o.attrelid = ${index} AND o.attnum = ${number})`;

/** A small index that is used often stays where the larger one that could stand in is this much larger. */
const muchLarger = 3;
const usedOften = 1_000;

/**
 * An index whose work another one does: same method, operator classes, collations, order and predicate, keys that are a
 * prefix, no column missing, checked as early; never one that a constraint or the index of a partitioned table needs. Of several that are exactly alike all but one are named.
 */
export const redundantIndex = check<Pair>({
  name: 'redundant-index',
  title: 'Indexes that another one contains',
  why: 'Each index makes every write slower and takes room in memory. One whose work another one does anyway costs without giving anything.',
  lasting: true,
  sql: `
    WITH keyed AS MATERIALIZED (
      SELECT i.indexrelid AS oid, i.indrelid, i.indisunique AS is_unique, i.indnullsnotdistinct AS nulls, i.indimmediate AS immediate, c.relam AS method,
        coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS predicate, i.indkey::int2[] AS columns,
        (i.indisprimary OR i.indisreplident OR i.indisclustered OR c.relispartition
          OR i.indexrelid IN (SELECT conindid FROM pg_constraint WHERE conindid <> 0)) AS needed,
        (SELECT array_agg(concat_ws('/', coalesce(nullif(i.indkey[g], 0)::text, pg_get_indexdef(i.indexrelid, g + 1, true)),
           i.indclass[g], i.indcollation[g], i.indoption[g], ${classOptions('i.indexrelid', 'g + 1')}) ORDER BY g) FROM generate_series(0, i.indnkeyatts - 1) g) AS keys
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class t ON t.oid = i.indrelid
      WHERE i.indisvalid AND i.indisready AND NOT (${isLocked('t.oid')} AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)) AND ${ownSchema('n')} AND ${noExtension('t')} AND i.indrelid IN (
        SELECT x.indrelid FROM pg_index x JOIN pg_class xc ON xc.oid = x.indexrelid
        GROUP BY 1 HAVING count(*) > 1 AND NOT bool_and(xc.relispartition))),
    pairs AS (
      SELECT DISTINCT ON (a.oid) a.oid, a.indrelid, b.oid AS cover, a.keys = b.keys AND b.columns <@ a.columns AS duplicate
      FROM keyed a JOIN keyed b ON b.indrelid = a.indrelid AND b.oid <> a.oid AND b.method = a.method
        AND b.predicate = a.predicate AND b.keys[1:cardinality(a.keys)] = a.keys AND a.columns <@ b.columns
      JOIN pg_class bc ON bc.oid = b.oid
      WHERE NOT a.needed
        AND (NOT a.is_unique OR (b.is_unique AND a.keys = b.keys AND a.nulls = b.nulls AND (b.immediate OR NOT a.immediate)))
        AND (a.keys <> b.keys OR NOT b.columns <@ a.columns
          OR (b.needed::int, b.is_unique::int, -b.oid::int8) > (a.needed::int, a.is_unique::int, -a.oid::int8))
      ORDER BY a.oid, ${sizeOf('bc')}, b.oid)
    SELECT n.nspname AS schema, t.relname AS "table", ia.relname AS "index", ib.relname AS cover, p.duplicate,
      ${sizeOf('ia')} AS bytes, ${sizeOf('ib')} AS "coverBytes", coalesce(s.idx_scan, 0) AS scans,
      ${unlessLocked('t.oid', 'pg_get_indexdef(p.oid)')} AS definition, ia.relkind = 'I' AS partitioned
    FROM pairs p JOIN pg_class t ON t.oid = p.indrelid JOIN pg_class ia ON ia.oid = p.oid JOIN pg_class ib ON ib.oid = p.cover
    JOIN pg_namespace n ON n.oid = ia.relnamespace LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = p.oid
    ORDER BY bytes DESC, 1, 3`,
  judge: (pairs, facts) => [...pairs.filter((pair) => !isWorthIts(pair)).map(judgePair), ...lockedOut(facts)],
});

const isWorthIts = ({ duplicate, bytes, coverBytes, scans }: Pair) =>
  !duplicate && scans >= usedOften && coverBytes >= bytes * muchLarger;

function judgePair({
  schema,
  table,
  index,
  cover,
  bytes,
  coverBytes,
  scans,
  duplicate,
  definition,
  partitioned,
}: Pair): Verdict {
  const other = objectName(schema, cover);
  return {
    state: 'warning',
    object: objectName(schema, index),
    evidence: {
      table: objectName(schema, table),
      coveredBy: other,
      bytes,
      coveringIndexBytes: coverBytes,
      scans,
      definition,
    },
    advice: `${
      duplicate
        ? `It is the same as ${other}. Keep its definition, and drop it.`
        : `${other} begins with the same columns and can do its work. Keep its definition, and drop it in a quiet hour.`
    }${partitioned ? ` ${dropPartitioned}` : ''}`,
    sql: partitioned ? undefined : `DROP INDEX CONCURRENTLY ${sqlName(schema, index)};`,
  };
}
