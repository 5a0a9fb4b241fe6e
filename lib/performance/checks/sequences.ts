import { check, reached, unknown, type Verdict } from './check';
import { objectName, sqlName } from './names';
import { ownSchema } from './sql';

type Sequence = {
  schema: string;
  sequence: string;
  /** Null before first use, and where it is hidden. */
  last: number | null;
  hidden: boolean;
  ascending: boolean;
  /** Where it ends in the direction it counts. */
  end: number;
  cycles: boolean;
  /** Columns that it fills and the largest number that fits into the narrowest of them. */
  columns: string[];
  columnEnd: number | null;
};

const limits = [0.75, 0.9] as const;

/** SQL: columns of a sequence: owned by them (serial, identity), or named in their default. */
const users = `
  SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid AS number FROM pg_depend d
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
  UNION
  SELECT d.refobjid, f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
  WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n'`;

/** SQL: the newest number; a role without the right must not even ask. */
const last = `(CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid) END)`;

/** Sequences near the end of their own numbers, or of those that their column can hold. */
export const sequences = check<Sequence>({
  name: 'sequences',
  title: 'Counters near their end',
  why: 'When a counter has no number left, nothing new can be stored in its table.',
  sql: `
    SELECT n.nspname AS schema, c.relname AS sequence, NOT has_sequence_privilege(c.oid, 'SELECT, USAGE') AS hidden,
      ${last}::float8 AS last,
      q.seqincrement > 0 AS ascending, (CASE WHEN q.seqincrement > 0 THEN q.seqmax ELSE q.seqmin END)::float8 AS "end",
      q.seqcycle AS cycles, coalesce(u.columns, '{}') AS columns, u.most AS "columnEnd"
    FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL (
      SELECT array_agg(tn.nspname || '.' || t.relname || '.' || a.attname ORDER BY 1) AS columns,
        min(CASE coalesce(nullif(y.typbasetype, 0), y.oid) WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
          WHEN 'int8'::regtype THEN 9223372036854775807 END)::float8 AS most
      FROM (${users}) x JOIN pg_class t ON t.oid = x.relation AND t.relkind IN ('r', 'p') AND NOT t.relispartition
      JOIN pg_namespace tn ON tn.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.number JOIN pg_type y ON y.oid = a.atttypid
      WHERE x.sequence = c.oid) u ON true
    WHERE ${ownSchema('n')} AND c.relpersistence <> 't'
      AND (NOT has_sequence_privilege(c.oid, 'SELECT, USAGE')
        OR abs(${last}::float8) >= ${limits[0]} * least(
          abs((CASE WHEN q.seqincrement > 0 THEN q.seqmax ELSE q.seqmin END)::float8), coalesce(u.most, 'infinity')))
    ORDER BY 1, 2`,
  judge: (found) => [...found.filter(({ hidden }) => !hidden).flatMap(judgeSequence), ...judgeHidden(found)],
});

function judgeHidden(found: Sequence[]): Verdict[] {
  const hidden = found.filter((sequence) => sequence.hidden);
  if (hidden.length === 0) return [];
  const sequences = hidden.map(({ schema, sequence }) => objectName(schema, sequence));
  return [unknown('The role of this connection may not read these sequences.', null, { sequences })];
}

function judgeSequence(sequence: Sequence): Verdict[] {
  const { schema, last, ascending, end, cycles, columns, columnEnd } = sequence;
  const object = objectName(schema, sequence.sequence);
  if (last === null || (ascending ? last < 0 : last > 0)) return [];
  const narrow = columnEnd !== null && columnEnd < Math.abs(end);
  if (cycles && !narrow) return [];
  const limit = narrow ? columnEnd : Math.abs(end);
  const usedShare = Math.abs(last) / limit;
  const state = reached(usedShare, limits);
  if (state === null) return [];
  return [
    {
      state,
      object,
      evidence: {
        last,
        limit,
        usedShare,
        columns,
        limitedBy: narrow ? 'column' : 'sequence',
        leftNumbers: limit - Math.abs(last),
      },
      advice: `${narrow ? 'The column is too narrow: give it the type bigint' : 'Give the sequence the type bigint'} and every column that points to it, too, before the numbers run out. How many days are left depends on how many rows a day are added.`,
      sql: narrow
        ? undefined
        : `ALTER SEQUENCE ${sqlName(schema, sequence.sequence)} AS bigint MAXVALUE 9223372036854775807;`,
    },
  ];
}
