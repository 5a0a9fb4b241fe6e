import type { SealedColumn } from '@/db/sealed-columns';

/** SQL for what a row is called: its primary key as Postgres writes it, its parts joined by colons. */
export const rowIdSql = ({ rowKey }: SealedColumn, table: string): string =>
  `concat_ws(':', ${rowKey.map(({ name }) => `${table}.${name}`).join(', ')})`;

/** SQL condition: a row of `table` is the one that `rowId`, an expression, calls so. It uses the primary key's index. */
export const isRowSql = ({ rowKey }: SealedColumn, table: string, rowId: string): string =>
  rowKey
    .map(({ name, type }, n) => `${table}.${name} = split_part(${rowId}, ':', ${n + 1})::${type}`)
    .join(' AND ');
