const plain = /^[a-z_][a-z0-9_$]*$/;

/** What Postgres refuses as a bare name of a table, column or index. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
   column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
   current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
   from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
   localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
   returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
   unique user using variadic verbose when where window with`.split(/\s+/),
);

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `schema.table`, `schema.index`, `schema.table.constraint`: a part that is no plain lower-case name stands in quotes. */
export const objectName = (...parts: string[]): string =>
  parts.map((part) => (plain.test(part) ? part : quoted(part))).join('.');

/** The same for use in SQL, where reserved words need quotes as well. */
export const sqlName = (...parts: string[]): string =>
  parts.map((part) => (plain.test(part) && !reserved.has(part) ? part : quoted(part))).join('.');

/** A list of columns for use in SQL. */
export const sqlColumns = (columns: readonly string[]): string =>
  columns.map((column) => sqlName(column)).join(', ');
