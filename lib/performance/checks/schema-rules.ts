import { check, unknown } from './check';
import { objectName, sqlName } from './names';
import { baseType, columnNames, isNeverEmpty, knownRows, noExtension, ownSchema } from './sql';

type Keyless = { schema: string; table: string; rows: number };

/** Tables without a primary key. Unlogged ones are scratch paper and are left out. */
export const primaryKey = check<Keyless>({
  name: 'primary-key',
  title: 'Tables without a primary key',
  why: 'Without one the same row can be stored twice, no other table can point to it, and changes cannot be replicated.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, c.relname AS "table", ${knownRows('c', 's')} AS rows
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND NOT c.relispartition AND ${ownSchema('n')} AND ${noExtension('c')}
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')
    ORDER BY rows DESC, 1, 2`,
  judge: (tables) =>
    tables.map(({ schema, table, rows }) => ({
      state: 'warning',
      object: objectName(schema, table),
      evidence: { rows },
      advice: 'Say which columns name a row, and make them its primary key; else add a column that counts.',
    })),
});

type Mismatch = {
  schema: string;
  table: string;
  constraint: string;
  column: string;
  type: string;
  target: string;
  targetType: string;
};

/** SQL: a type without its domains; text and varchar are stored and compared alike. */
const storedType = (type: string) =>
  `(SELECT CASE base WHEN 'varchar'::regtype THEN 'text'::regtype::oid ELSE base END FROM (SELECT ${baseType(type)} AS base) y)`;

/** Foreign keys whose column has another type than the one it points to. */
export const foreignKeyType = check<Mismatch>({
  name: 'foreign-key-type',
  title: 'Foreign keys of another type than what they point to',
  why: 'Each comparison has to convert, an index may not be usable, and a narrower column runs out of numbers first.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, c.relname AS "table", k.conname AS "constraint", a.attname AS "column",
      format_type(a.atttypid, a.atttypmod) AS type, format('%s.%s.%s', pn.nspname, p.relname, b.attname) AS target,
      format_type(b.atttypid, b.atttypmod) AS "targetType"
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
    CROSS JOIN unnest(k.conkey, k.confkey) AS pair(own, other)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other
    WHERE k.contype = 'f' AND k.conparentid = 0 AND ${ownSchema('n')} AND ${noExtension('c')}
      AND ${storedType('a.atttypid')} <> ${storedType('b.atttypid')}
    ORDER BY 1, 2, 3`,
  judge: (keys) =>
    keys.map(({ schema, table, constraint, column, type, target, targetType }) => ({
      state: 'warning',
      object: objectName(schema, table, constraint),
      evidence: { column, type, pointsTo: target, targetType },
      advice: `Give ${column} the type ${targetType}. That writes the table anew and locks it: on a large one use a new column that is filled bit by bit.`,
    })),
});

type Nullable = {
  schema: string;
  table: string;
  name: string;
  constraint: boolean;
  columns: string[];
  nullable: string[];
};

/** SQL: a rule of its table, checked against all rows, says IS NOT NULL of a column. It is read as it is kept: writing it down would open the table. */
const isRuledOut = `EXISTS (SELECT FROM pg_constraint r WHERE r.conrelid = t.oid AND r.contype = 'c' AND r.convalidated
  AND coalesce((to_jsonb(r) ->> 'conenforced')::boolean, true)
  AND r.conkey = ARRAY[a.attnum] AND r.conbin::text ~ '^\\{NULLTEST :arg \\{VAR [^{}]*\\} :nulltesttype 1 ')`;

/**
 * Unique constraints over columns that may be empty: they let the same row in again wherever one of these is empty. A bare
 * unique index is named as unknown, since it is often made so on purpose (at most one row for each value that is there).
 */
export const nullableUnique = check<Nullable>({
  name: 'nullable-unique',
  title: 'Unique rules that empty values go round',
  why: 'An empty value equals nothing, not even another one. So the same combination can be stored any number of times where one part is empty.',
  lasting: true,
  sql: `
    SELECT n.nspname AS schema, t.relname AS "table", coalesce(k.conname, c.relname) AS name, k.oid IS NOT NULL AS "constraint",
      ${columnNames('t.oid', '(i.indkey::int2[])[0:i.indnkeyatts - 1]')} AS columns, e.columns AS nullable
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = i.indrelid
    LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype = 'u' AND k.conrelid = t.oid
    CROSS JOIN LATERAL (SELECT array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_attribute a
      WHERE a.attrelid = t.oid AND NOT a.attnotnull AND NOT ${isNeverEmpty('a.atttypid')} AND NOT ${isRuledOut} AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) e
    WHERE i.indisunique AND i.indisvalid AND NOT i.indisprimary AND NOT i.indnullsnotdistinct AND i.indpred IS NULL AND NOT c.relispartition
      AND e.columns IS NOT NULL AND ${ownSchema('n')} AND ${noExtension('t')}
    ORDER BY 4 DESC, 1, 3`,
  judge: (rules) =>
    rules.map(({ schema, table, name, constraint, columns, nullable }) => {
      const evidence = { table: objectName(schema, table), columns, nullable };
      if (!constraint)
        return unknown(
          'Whether several empty values are meant cannot be told from here.',
          objectName(schema, name),
          evidence,
        );
      return {
        state: 'warning',
        object: objectName(schema, table, name),
        evidence,
        advice: `If ${nullable.join(', ')} always has a value, say NOT NULL. If it may be empty once only, make the rule again as UNIQUE NULLS NOT DISTINCT (${columns.map((column) => sqlName(column)).join(', ')}).`,
      };
    }),
});
