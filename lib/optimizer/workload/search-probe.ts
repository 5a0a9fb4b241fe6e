import type { Transaction } from '@/db/client';
import { type Statement, statement, unpreparedStatement } from '@/db/statement';
import { sqlName } from '@/lib/performance/checks/names';
import type { IndexDesign, KeyColumn } from '../change';

/** How to look for a part of a value: SQL for such a part as text, and the condition that finds it as $1. */
type Form = { part: (held: string) => string; finds: (held: string) => string };

const words: Form = {
  part: (held) => `quote_literal((tsvector_to_array(${held}))[1])`,
  finds: (held) => `${held} @@ $1::tsquery`,
};
const fields: Form = {
  part: (held) => `(SELECT jsonb_build_object(f.key, f.value)::text
     FROM jsonb_each(CASE jsonb_typeof(${held}) WHEN 'object' THEN ${held} END) f ORDER BY f.key LIMIT 1)`,
  finds: (held) => `${held} @> $1::jsonb`,
};
const keys: Form = {
  part: (
    held,
  ) => `(SELECT k FROM jsonb_object_keys(CASE jsonb_typeof(${held}) WHEN 'object' THEN ${held} END) k
     ORDER BY k LIMIT 1)`,
  finds: (held) => `${held} ? $1::text`,
};
const elements: Form = {
  part: (held) => `CASE WHEN cardinality(${held}) > 0 THEN ${held}[1:1]::text END`,
  finds: (held) => `${held} @> $1`,
};
const letters: Form = {
  part: (held) => `'%' || regexp_replace(left(${held}, 8), '[\\\\%_]', '', 'g') || '%'`,
  finds: (held) => `${held} ILIKE $1`,
};

const typed = statement(
  'optimizer.column-type',
  `SELECT format_type(atttypid, NULL) AS type FROM pg_attribute
   WHERE attrelid = to_regclass($1) AND attname = $2 AND NOT attisdropped`,
);

/** A search that a GIN index is for, with parts of values that occur in the table. */
export async function searchProbe(
  tx: Transaction,
  { schema, table, columns }: IndexDesign,
  size: number,
): Promise<{ statement: Statement; values: string[] }> {
  const [key] = columns;
  if (!key) throw new Error('An index without a column.');
  const relation = sqlName(schema, table);
  const held = key.expression === undefined ? sqlName(key.column) : key.expression;
  const { part, finds } = await formOf(tx, relation, key);
  const rows = await tx.rows<{ value: string }>(
    unpreparedStatement(
      'optimizer.sample-searches',
      `SELECT DISTINCT value FROM (SELECT ${part(held)} AS value FROM ${relation} LIMIT 1000) v
       WHERE value IS NOT NULL ORDER BY 1 LIMIT ${size}`,
    ),
  );
  const text = `SELECT count(*)::int AS rows FROM ${relation} WHERE ${finds(held)}`;
  return { statement: unpreparedStatement('optimizer.probe', text), values: rows.map(({ value }) => value) };
}

async function formOf(tx: Transaction, relation: string, key: KeyColumn): Promise<Form> {
  if (key.expression !== undefined) return words;
  if (key.opclass !== undefined) return key.opclass === 'gin_trgm_ops' ? letters : fields;
  const [column] = await tx.rows<{ type: string }>(typed, [relation, key.column]);
  if (column?.type === 'jsonb') return keys;
  return column?.type === 'tsvector' ? words : elements;
}
