/** SQL: a namespace that people made. */
export const ownSchema = (namespace: string): string =>
  `${namespace}.nspname !~ '^pg_' AND ${namespace}.nspname <> 'information_schema'`;

/** SQL: a relation that no extension brought. */
export const noExtension = (relation: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = 'pg_class'::regclass AND own.objid = ${relation}.oid AND own.deptype = 'e')`;

/** SQL: names of some columns of a table in their order, from an array of their numbers. */
export const columnNames = (relation: string, numbers: string): string =>
  `(SELECT array_agg(a.attname::text ORDER BY o.place) FROM unnest(${numbers}) WITH ORDINALITY o(number, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = o.number)`;

/** SQL: how many rows a table has, as far as the server knows. */
export const knownRows = (relation: string, statistics: string): string =>
  `greatest(${relation}.reltuples, ${statistics}.n_live_tup, 0)::float8`;

/**
 * SQL: rows or entries of a relation as the server counts them; deletions since the last vacuum are in its table's statistics
 * only. Those are no use after a reset until somebody has looked at all of the table again.
 */
export const liveRows = (relation: string, statistics: string): string => `CASE
  WHEN ${statistics}.n_live_tup > 0 AND coalesce(${['last_vacuum', 'last_autovacuum', 'last_analyze', 'last_autoanalyze'].map((moment) => `${statistics}.${moment}`).join(', ')}) IS NOT NULL
  THEN least(${relation}.reltuples, ${statistics}.n_live_tup) ELSE ${relation}.reltuples END`;

/** SQL: somebody has, or waits for, a relation for himself alone: whoever touches it now has to wait. */
export const isLocked = (oid: string): string => `${oid} = ANY (ARRAY(
  SELECT l.relation FROM pg_locks l WHERE l.mode = 'AccessExclusiveLock' AND l.relation IS NOT NULL))`;

/** SQL: what opens a table, such as writing an expression of it down; null where it is locked. */
export const unlessLocked = (oid: string, opening: string): string =>
  `(CASE WHEN NOT ${isLocked(oid)} THEN ${opening} END)`;

/** SQL: bytes of a relation; of one that is locked as of its last vacuum. */
export const sizeOf = (relation: string): string => `(CASE WHEN ${isLocked(`${relation}.oid`)}
  THEN ${relation}.relpages::bigint * current_setting('block_size')::int ELSE pg_relation_size(${relation}.oid) END)`;

/** SQL: the types that a domain is made of, itself and the innermost one included. */
const layers = (type: string): string => `WITH RECURSIVE layer AS (
  SELECT y.oid, y.typbasetype, y.typnotnull FROM pg_type y WHERE y.oid = ${type}
  UNION ALL SELECT y.oid, y.typbasetype, y.typnotnull FROM layer l JOIN pg_type y ON y.oid = l.typbasetype)`;

/** SQL: a type without its domains, however many lie around it. */
export const baseType = (type: string): string =>
  `(${layers(type)} SELECT oid FROM layer WHERE typbasetype = 0)`;

/** SQL: a domain that lets no empty value in, by itself or by one that it is made of. */
export const isNeverEmpty = (type: string): string =>
  `(${layers(type)} SELECT bool_or(typnotnull) FROM layer)`;

/** SQL: a table's own storage parameter as text, null where it has none. */
export const storageOption = (relation: string, option: string): string =>
  `(SELECT option_value FROM pg_options_to_table(${relation}.reloptions) WHERE option_name = '${option}')`;

/** SQL: a parameter that a table may override, as a number; null where the server does not know it. */
export const autovacuumSetting = (relation: string, option: string): string =>
  `coalesce(${storageOption(relation, option)}, current_setting('${option}', true))::float8`;

/** SQL: the planner's statistics of this table are hidden from the role. */
export const statisticsHidden = (relation: string): string =>
  `(NOT has_table_privilege(${relation}.oid, 'SELECT') OR (${relation}.relrowsecurity AND row_security_active(${relation}.oid)))`;

/** SQL: a statement without the values in it, the product's own by their name, at most 200 characters. */
export const withoutValues = (query: string): string =>
  `left(coalesce(substring(${query} from '/\\* ([^*]+) \\*/\\s*$'), ${values.reduce(replaced, query)}), 200)`;

/** Text in dollars and all after it; text in quotes, perhaps cut off; numbers. Then lines become one. */
const values = [
  ["'\\$([A-Za-z_]\\w*)?\\$.*$'", "'…'"],
  ["'''([^'']|'''')*(''|$)'", "'…'"],
  ["'(?<!\\$)\\m\\d+(\\.\\d+)?\\M'", "'…'"],
  ["'\\s+'", "' '"],
] as const;

const replaced = (text: string, [pattern, by]: (typeof values)[number]) =>
  `regexp_replace(${text}, ${pattern}, ${by}, 'g')`;

/**
 * SQL: the columns of the foreign key `key` by which a row of its table is looked up. Where it points to the primary key and to more,
 * those that point to the primary key say which row it is.
 */
export const lookedUpBy = (key: string): string => `coalesce((
  SELECT array_agg(own.number) FROM pg_index p
  JOIN unnest(${key}.conkey, ${key}.confkey) AS own(number, other) ON own.other = ANY ((p.indkey::int2[])[0:p.indnkeyatts - 1])
  WHERE p.indrelid = ${key}.confrelid AND p.indisprimary GROUP BY p.indnkeyatts HAVING count(*) = p.indnkeyatts), ${key}.conkey)`;

/** SQL: the index `i` begins with the columns of a foreign key of table `t`, or with those by which it is looked up. */
export const servesForeignKey = `EXISTS (
  SELECT FROM pg_constraint k CROSS JOIN LATERAL (VALUES (k.conkey), (${lookedUpBy('k')})) AS by(columns)
  WHERE k.conrelid = t.oid AND k.contype = 'f' AND (i.indkey::int2[])[0:cardinality(by.columns) - 1] @> by.columns)`;
