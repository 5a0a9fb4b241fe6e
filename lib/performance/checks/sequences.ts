import { check, type Evidence, reached, unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { objectName, sqlName } from './names';
import { coveredDays, hasRates, summedWeek } from './readings';
import { baseType, isLocked, ownSchema } from './sql';

type Sequence = {
  schema: string;
  sequence: string;
  /** The newest number, or where it is to go on; null before first use, and where it cannot be read. */
  last: number | null;
  hidden: boolean;
  /** Somebody has it for himself alone right now. */
  locked: boolean;
  ascending: boolean;
  /** The least and the largest that it may be, as it counts: where it goes round to, and where it ends. */
  begin: number;
  end: number;
  cycles: boolean;
  /** Columns that it fills and the largest number that fits into the narrowest of them. */
  columns: string[];
  columnEnd: number | null;
  /** By how much it grows with each number. */
  step: number;
  /** Rows that its tables got in the last week; null where no readings are kept. */
  insertedAWeek: number | null;
};

const limits = [0.75, 0.9] as const;

/** SQL: columns of a sequence: owned by them (serial, identity), or named in their default. */
const users = `
  SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid AS number FROM pg_depend d
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
  UNION
  SELECT d.refobjid, f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
  WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n'`;

/**
 * SQL: what a sequence holds; a role without the right, or who would have to wait, must not even ask. It is read like a
 * table, since the server's own function locks it as for a change and knows nothing of one that is yet to go on elsewhere.
 */
const held = `CASE
  WHEN ${isLocked('c.oid')} OR (c.relpersistence = 'u' AND pg_is_in_recovery()) THEN NULL
  WHEN has_sequence_privilege(c.oid, 'SELECT') THEN query_to_xml(format('SELECT last_value, is_called FROM %I.%I', n.nspname, c.relname), true, true, '')::text
  WHEN has_sequence_privilege(c.oid, 'USAGE') THEN format('<last_value>%s</last_value>', pg_sequence_last_value(c.oid)) END`;

/** SQL: the newest number; of one that was never asked none, unless it was told to go on elsewhere than it began. */
const last = `CASE WHEN h.held LIKE '%<is_called>false%' THEN nullif(h.number, q.seqstart) ELSE h.number END`;

/** SQL: the largest number that fits into a column. */
const columnEnd = `CASE ${baseType('a.atttypid')} WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647
  WHEN 'int8'::regtype THEN 9223372036854775807
  WHEN 'numeric'::regtype THEN CASE WHEN a.atttypmod >= 4 THEN power(10::numeric, ((a.atttypmod - 4) >> 16) - ((a.atttypmod - 4) & 2047)) - 1 END END`;

/** SQL: from readings, rows added to tables and their partitions in the last week, by table. */
const inserted = `
  SELECT coalesce(h.inhparent, k.oid) AS relation, sum(w.inserted) AS rows
  FROM (${summedWeek(['inserted'], 'TABLE')}) w
  JOIN pg_namespace kn ON kn.nspname = split_part(w.object, '.', 1)
  JOIN pg_class k ON k.relnamespace = kn.oid AND k.relname = split_part(w.object, '.', 2)
  LEFT JOIN pg_inherits h ON h.inhrelid = k.oid GROUP BY 1`;

/** Sequences near the end of their own numbers, or of those that their column can hold. */
export const sequences = check<Sequence>({
  name: 'sequences',
  title: 'Counters near their end',
  why: 'When a counter has no number left, nothing new can be stored in its table.',
  sql: (facts) => `
    WITH inserted AS MATERIALIZED (${hasRates(facts) ? inserted : noneInserted})
    SELECT n.nspname AS schema, c.relname AS sequence, NOT has_sequence_privilege(c.oid, 'SELECT, USAGE') AS hidden,
      ${isLocked('c.oid')} AS locked, v.last::float8 AS last,
      q.seqincrement > 0 AS ascending, (CASE WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END)::float8 AS begin, (CASE WHEN q.seqincrement > 0 THEN q.seqmax ELSE q.seqmin END)::float8 AS "end",
      q.seqcycle AS cycles, coalesce(u.columns, '{}') AS columns, u.most AS "columnEnd",
      abs(q.seqincrement)::float8 AS step, u.rows AS "insertedAWeek"
    FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT o.held, substring(o.held FROM '<last_value>(-?\\d+)')::numeric AS number FROM (SELECT ${held} AS held OFFSET 0) o OFFSET 0) h
    CROSS JOIN LATERAL (SELECT ${last} AS last) v
    LEFT JOIN LATERAL (
      SELECT array_agg(concat_ws('.', tn.nspname, t.relname, a.attname) ORDER BY tn.nspname, t.relname, a.attname)
          FILTER (WHERE NOT t.relispartition) AS columns,
        min(${columnEnd})::float8 AS most, sum(inserted.rows) FILTER (WHERE NOT t.relispartition)::float8 AS rows
      FROM (${users}) x JOIN pg_class t ON t.oid = x.relation AND t.relkind IN ('r', 'p')
      JOIN pg_namespace tn ON tn.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.number
      LEFT JOIN inserted ON inserted.relation = t.oid
      WHERE x.sequence = c.oid) u ON true
    WHERE ${ownSchema('n')} AND c.relpersistence <> 't'
      AND (NOT has_sequence_privilege(c.oid, 'SELECT, USAGE') OR ${isLocked('c.oid')}
        OR abs(v.last::float8) >= ${limits[0]} * least(
          abs((CASE WHEN q.seqincrement > 0 THEN q.seqmax ELSE q.seqmin END)::float8), coalesce(u.most, 'infinity')))
    ORDER BY 1, 2`,
  judge: (found, facts) => [
    ...found.flatMap((sequence) => judgeSequence(sequence, facts)),
    ...judgeUnread(
      found.filter(({ hidden }) => hidden),
      'The role of this connection may not read these sequences.',
    ),
    ...judgeUnread(
      found.filter(({ hidden, locked }) => locked && !hidden),
      'These sequences are locked right now; try again later.',
    ),
  ],
});

const noneInserted = 'SELECT NULL::oid AS relation, NULL::float8 AS rows';

function judgeUnread(unread: Sequence[], reason: string): Verdict[] {
  if (unread.length === 0) return [];
  const sequences = unread.map(({ schema, sequence }) => objectName(schema, sequence));
  return [unknown(reason, null, { sequences })];
}

function judgeSequence(sequence: Sequence, facts: Facts): Verdict[] {
  const { schema, last, ascending, end, cycles, columns, columnEnd } = sequence;
  if (last === null) return [];
  if (ascending ? end <= 0 : end >= 0) return judgeTowardsZero(sequence, last);
  if (ascending ? last < 0 : last > 0) return [];
  const own = Math.abs(end);
  if (cycles && (columnEnd === null || columnEnd >= own)) return [];
  const limit = Math.min(own, columnEnd ?? own);
  const usedShare = Math.abs(last) / limit;
  const state = reached(usedShare, limits);
  if (state === null) return [];
  const leftNumbers = limit - Math.abs(last);
  const isNarrow = columnEnd === limit;
  return [
    {
      state,
      object: objectName(schema, sequence.sequence),
      evidence: {
        last,
        limit,
        usedShare,
        columns,
        limitedBy: !isNarrow ? 'sequence' : own === limit ? 'column and sequence' : 'column',
        leftNumbers,
        ...daysLeft(sequence, leftNumbers, facts),
      },
      ...(isNarrow ? widen(limit) : raise(sequence)),
    },
  ];
}

/** One that counts towards zero, as from 1,000 down to 1: how much of its way is behind it. */
function judgeTowardsZero(sequence: Sequence, last: number): Verdict[] {
  const { schema, begin, end, cycles, columns } = sequence;
  const usedShare = begin === end ? 1 : (last - begin) / (end - begin);
  const state = cycles ? null : reached(usedShare, limits);
  if (state === null) return [];
  const leftNumbers = Math.abs(end - last);
  const evidence = { last, limit: end, usedShare, columns, limitedBy: 'sequence', leftNumbers };
  return [{ state, object: objectName(schema, sequence.sequence), evidence, ...raise(sequence) }];
}

/** How long the numbers last if as many rows are added as in the last week, each with a number of its own. */
function daysLeft({ insertedAWeek, step }: Sequence, leftNumbers: number, facts: Facts): Evidence {
  const perDay = (insertedAWeek ?? 0) / coveredDays(facts);
  return perDay > 0 ? { insertedADay: perDay, leftDays: Math.floor(leftNumbers / (perDay * step)) } : {};
}

const inTime = 'before the numbers run out.';
/** The largest number of a bigint, as a float. */
const largest = 2 ** 63;

const widen = (limit: number): Pick<Verdict, 'advice'> => ({
  advice:
    limit >= largest
      ? `Its column is a bigint: there is no wider number. Let it count from the start in a new column, ${inTime}`
      : `The column can hold no more: give it, its sequence, and every column that points to it the type bigint ${inTime} That writes the table anew and locks it: on a large one use a new column that is filled bit by bit.`,
});

/** A sequence of fewer numbers than its column can hold: the column's own end is the furthest it may go. */
function raise({ schema, sequence, ascending, columnEnd }: Sequence): Pick<Verdict, 'advice' | 'sql'> {
  const end = columnEnd === null || columnEnd >= largest ? '9223372036854775807' : String(columnEnd);
  const bound = ascending ? `MAXVALUE ${end}` : `MINVALUE -${end}`;
  return {
    advice: `Let the sequence count further ${inTime}`,
    sql: `ALTER SEQUENCE ${sqlName(schema, sequence)} AS bigint ${bound};`,
  };
}
