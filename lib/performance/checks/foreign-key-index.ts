import { check, type Verdict } from './check';
import { objectName, sqlColumns, sqlName } from './names';
import { createPartitioned } from './partitioned';
import { columnNames, knownRows, lookedUpBy, noExtension, ownSchema } from './sql';

type ForeignKey = {
  schema: string;
  table: string;
  constraint: string;
  columns: string[];
  parentSchema: string;
  parent: string;
  partitioned: boolean;
  rows: number;
  /** Rows of the parent that were deleted since statistics began. */
  parentDeletes: number;
  /** An index with one column of few values before the key's, which PostgreSQL 18 can skip through. */
  skipIndex: string | null;
};

const largeChild = 1_000_000;
const fewValues = 100;

/** SQL: a column of the key stands in the index as it is compared: by a class that knows `=`, in the column's own collation. */
const isComparable = `EXISTS (
  SELECT FROM unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[]) AS part(number, class, sorting)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = part.number
  JOIN pg_opclass oc ON oc.oid = part.class JOIN pg_amop ao ON ao.amopfamily = oc.opcfamily
  JOIN pg_operator op ON op.oid = ao.amopopr AND op.oprname = '='
  WHERE part.number = own.number AND part.sorting IN (0, a.attcollation))`;

/**
 * SQL: columns of a usable, full index from place `from` on are the key's, in any order, or those of the key that say which row it
 * is. Any method that finds single rows will do, such as the GiST of an exclusion constraint; only a B-tree can be skipped through.
 */
const leads = (from: number, key = 'k') =>
  `i.indisvalid AND i.indisready AND i.indpred IS NULL
   AND ${from === 0 ? "m.amname NOT IN ('brin', 'bloom')" : "m.amname = 'btree'"}
   AND (${beginsWith(`${key}.conkey`, from)} OR ${beginsWith(`${key}.lookup`, from)})`;

const beginsWith = (columns: string, from: number) =>
  `(i.indnkeyatts >= cardinality(${columns}) + ${from}
    AND (i.indkey::int2[])[${from}:cardinality(${columns}) - 1 + ${from}] @> ${columns}
    AND NOT EXISTS (SELECT FROM unnest(${columns}) AS own(number) WHERE NOT ${isComparable}))`;

/** SQL: the foreign key `key` has an index of its own. */
const isLed = (key: string) => `EXISTS (
  SELECT FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am m ON m.oid = ic.relam
  WHERE i.indrelid = ${key}.conrelid AND ${leads(0, key)})`;

/** SQL: the copies of each foreign key of a partitioned table that its partitions have, those of their own partitions included. */
const copies = `
  SELECT k.oid AS root, k.oid, k.conrelid, k.conkey, ${lookedUpBy('k')} AS lookup FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid AND c.relkind = 'p' WHERE k.contype = 'f' AND k.conparentid = 0
  UNION ALL
  SELECT o.root, x.oid, x.conrelid, x.conkey, ${lookedUpBy('x')} FROM copies o
  JOIN pg_constraint x ON x.conparentid = o.oid AND x.conrelid <> o.conrelid`;

/** SQL: every partition that holds rows has an index of its own for the key, so that its table's is not missed. */
const isLedInParts = `(SELECT bool_and(${isLed('o')}) FROM copies o JOIN pg_class part ON part.oid = o.conrelid
  WHERE o.root = k.oid AND part.relkind = 'r') IS TRUE`;

/**
 * A foreign key whose table has no valid, full index that begins with the key's columns in any order, or with those that say which
 * row it is, nor has each of its partitions. Copies that partitions inherit, and keys that are not enforced (PostgreSQL 18), are left out.
 */
export const foreignKeyIndex = check<ForeignKey>({
  name: 'foreign-key-index',
  title: 'Foreign keys without an index',
  why: 'When a row is deleted or renumbered in the table that is pointed to, the database reads all of the table that points to it. Lists of what belongs to one thing read all of it, too.',
  lasting: true,
  sql: ({ version }) => `
    WITH RECURSIVE copies AS (${copies})
    SELECT n.nspname AS schema, c.relname AS "table", k.conname AS "constraint", ${columnNames('k.conrelid', 'k.conkey')} AS columns,
      pn.nspname AS "parentSchema", p.relname AS parent, c.relkind = 'p' AS partitioned, ${knownRows('c', 's')} AS rows,
      coalesce(ps.n_tup_del, 0) AS "parentDeletes", ${version >= 180_000 ? skipIndex : 'NULL'} AS "skipIndex"
    FROM (SELECT k.*, ${lookedUpBy('k')} AS lookup FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0) k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
    LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid LEFT JOIN pg_stat_user_tables ps ON ps.relid = p.oid
    WHERE ${ownSchema('n')} AND ${noExtension('c')}
      AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
      AND NOT ${isLed('k')} AND NOT (c.relkind = 'p' AND ${isLedInParts})
    ORDER BY rows DESC, 1, 2, 3`,
  judge: (keys) => keys.map(judgeKey),
});

const skipIndex = `
  (SELECT ic.relname FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am m ON m.oid = ic.relam
   JOIN pg_attribute l ON l.attrelid = i.indrelid AND l.attnum = i.indkey[0]
   JOIN pg_stats d ON d.schemaname = n.nspname AND d.tablename = c.relname AND d.attname = l.attname AND NOT d.inherited
   WHERE i.indrelid = k.conrelid AND d.n_distinct BETWEEN 1 AND ${fewValues} AND ${leads(1)}
   ORDER BY 1 LIMIT 1)`;

function judgeKey(key: ForeignKey): Verdict {
  const { schema, table, constraint, columns, parentSchema, parent, rows, parentDeletes, skipIndex } = key;
  const heavy = rows >= largeChild && parentDeletes > 0 && skipIndex === null;
  const relation = sqlName(schema, table);
  return {
    state: heavy ? 'critical' : 'warning',
    object: objectName(schema, table, constraint),
    evidence: {
      columns,
      pointsTo: objectName(parentSchema, parent),
      rows,
      parentDeletes,
      ...(skipIndex && { skipIndex: objectName(schema, skipIndex) }),
    },
    advice: [
      `Create an index on ${objectName(schema, table)} that begins with ${columns.join(', ')}.`,
      skipIndex && 'PostgreSQL 18 can skip through the index named in the evidence until then.',
      key.partitioned && createPartitioned,
    ]
      .filter(Boolean)
      .join(' '),
    sql: key.partitioned ? undefined : `CREATE INDEX CONCURRENTLY ON ${relation} (${sqlColumns(columns)});`,
  };
}
