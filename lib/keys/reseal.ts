import type { Database, Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { type SealedColumn, sealedColumns } from '@/db/sealed-columns';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { Unopenable } from '@/lib/unopenable';
import type { DataKey, KeyFacts } from './data-key';
import { readKey, readKeyring } from './keyring';
import { isRowSql, namedRowsSql, rowIdSql } from './row-sql';
import { openValue, sealValue } from './seal-value';

const batchSize = 200;

type Moving = { column: SealedColumn; first: Statement; next: Statement; swap: Statement };

const moving: Moving[] = sealedColumns.map((column) => {
  const { table, column: name, rowKey } = column;
  const place = `${table}.${name}`;
  const key = rowKey.map((part) => `t.${part.name}`).join(', ');
  const after = rowKey.map(({ type }, n) => `split_part($2::text, ':', ${n + 1})::${type}`).join(', ');
  const old = `SELECT ${rowIdSql(column, 't')} AS "rowId", t.${name} AS value FROM ${table} t
    WHERE sealing_key(t.${name}) = $1`;
  const inOrder = `ORDER BY ${key} LIMIT ${batchSize}`;
  return {
    column,
    first: statement(`keys.old-values:${place}`, `${old} ${inOrder}`),
    next: statement(`keys.old-values-next:${place}`, `${old} AND (${key}) > (${after}) ${inOrder}`),
    // Compare and swap: what somebody else has written meanwhile is sealed with the new key already.
    swap: statement(
      `keys.swap-values:${place}`,
      `WITH ${namedRowsSql(column, 'n', { value: 'bytea', next: 'bytea' })}
       UPDATE ${table} t SET ${name} = n.next FROM n WHERE ${isRowSql(column, 't', 'n')} AND t.${name} = n.value RETURNING 1`,
    ),
  };
});

type Stored = { rowId: string; value: Sealed };
type Batch = { found: number; swapped: number; unopenable: number; last: string | null };

/** Called after each batch; its promise holds up the next one. */
export type OnBatch = (batch: { found: number; swapped: number }) => Promise<void>;

/** What became of the values of one key. `unopenable` stay as they are: they are damaged, or somebody moved them. */
export type Resealed = { swapped: number; unopenable: number };

/**
 * Seals everything anew that an old key still holds, with the active key of its class. Each batch is a transaction of
 * its own; whatever stops it, the next run goes on with what is left. Readers and writers go on meanwhile.
 */
export async function resealKey(
  database: Database,
  old: Pick<KeyFacts, 'id' | 'keyClass'>,
  signal: AbortSignal,
  onBatch: OnBatch,
): Promise<Resealed> {
  const total = { swapped: 0, unopenable: 0 };
  for (const each of moving.filter(({ column }) => column.keyClass === old.keyClass)) {
    for (let last: string | null = null, more = true; more && !signal.aborted; ) {
      const after: string | null = last;
      const batch: Batch = await asSystem((tx) => resealBatch(tx, each, old.id, after), database);
      total.swapped += batch.swapped;
      total.unopenable += batch.unopenable;
      last = batch.last;
      more = batch.found === batchSize;
      await onBatch(batch);
    }
  }
  return total;
}

async function resealBatch(
  tx: Transaction,
  { column, first, next, swap }: Moving,
  oldKeyId: string,
  after: string | null,
): Promise<Batch> {
  const rows = await (after === null
    ? tx.rows<Stored>(first, [oldKeyId])
    : tx.rows<Stored>(next, [oldKeyId, after]));
  const keys = rows.length > 0 ? await keysOf(tx, oldKeyId) : null;
  const swaps = rows.flatMap((row) => {
    const next = keys && sealAnew(column, row, keys);
    return next ? [{ ...row, next }] : [];
  });
  const values = [
    swaps.map(({ rowId }) => rowId),
    swaps.map(({ value }) => value),
    swaps.map(({ next }) => next),
  ];
  const swapped = await tx.rows(swap, values);
  return {
    found: rows.length,
    swapped: swapped.length,
    unopenable: rows.length - swaps.length,
    last: rows.at(-1)?.rowId ?? null,
  };
}

/** @returns null when one of them does not open: then nothing of it can be moved */
async function keysOf(tx: Transaction, oldKeyId: string): Promise<{ old: DataKey; active: DataKey } | null> {
  const old = await readKey(tx, oldKeyId);
  if (!old) return null;
  const { active } = await readKeyring(tx, old.institutionId, old.keyClass);
  return active && { old, active };
}

function sealAnew(
  column: SealedColumn,
  { rowId, value }: Stored,
  { old, active }: { old: DataKey; active: DataKey },
): Sealed | null {
  const place = { column, rowId };
  try {
    return sealValue(active, place, openValue(old, place, value));
  } catch (error) {
    if (error instanceof Unopenable) return null;
    throw error;
  }
}
