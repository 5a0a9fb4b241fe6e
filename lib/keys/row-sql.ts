import type { SealedColumn } from '@/db/sealed-columns';

/** SQL for what a row is called, as `rowName` writes it. */
export const rowIdSql = (column: SealedColumn, table: string): string =>
  `concat_ws(':', ${partsOf(column)
    .map(({ name }) => `${table}.${name}`)
    .join(', ')})`;

/** SQL condition: a row of `table` is the one that a row of `named` is about, `namedRowsSql` being asked for that. */
export const isRowSql = (column: SealedColumn, table: string, named: string): string =>
  partsOf(column)
    .map(({ name }) => `${table}.${name} = ${named}.${name}`)
    .join(' AND ');

/**
 * SQL of a WITH part `name`: names of rows in $1, taken apart into the columns that make them, with what is in the arrays $2,
 * $3 … beside them. Taken apart beforehand, because row security lets nothing that could leak a value, as a cast could,
 * be asked of an index: the whole table would be read.
 *
 * @param beside a column for each further array: its name and the type of its values
 */
export function namedRowsSql(column: SealedColumn, name: string, beside: Record<string, string>): string {
  const types = ['text', ...Object.values(beside)];
  const arrays = types.map((type, n) => `$${n + 1}::${type}[]`).join(', ');
  const keys = partsOf(column).map(
    ({ name: key, type }, n) => `split_part(called, ':', ${n + 1})::${type} AS ${key}`,
  );
  const columns = Object.keys(beside);
  return `${name} AS MATERIALIZED (
    SELECT ${[...keys, ...columns].join(', ')} FROM unnest(${arrays}) AS named(${['called', ...columns].join(', ')}))`;
}

const partsOf = ({ rowKey, owner }: SealedColumn) => (owner ? [...rowKey, owner] : rowKey);
