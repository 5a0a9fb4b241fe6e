import type { Database, Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { messageBody, noteBody, noteVersionBody, type SealedColumn } from '@/db/sealed-columns';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { isRowSql, namedRowsSql, rowIdSql } from '@/lib/keys/row-sql';
import { type Seal, sealer } from '@/lib/keys/sealed-column';

const batchSize = 500;

type OldText = { rowId: string; body: string; institutionId: string };
type Source = { column: SealedColumn; find: Statement; put: Statement };

function source(column: SealedColumn): Source {
  const { table } = column;
  return {
    column,
    // Unsealed rows stand together in the index of sealing keys, under none.
    find: statement(
      `messages.old-texts:${table}`,
      `SELECT ${rowIdSql(column, 't')} AS "rowId", t.body, c.institution_id AS "institutionId"
       FROM ${table} t JOIN courses c ON c.id = t.course_id
       WHERE sealing_key(t.body_sealed) IS NULL AND t.body IS NOT NULL LIMIT ${batchSize} FOR UPDATE OF t SKIP LOCKED`,
    ),
    put: statement(
      `messages.seal-texts:${table}`,
      `WITH ${namedRowsSql(column, 'n', { value: 'bytea' })}
       UPDATE ${table} t SET body = NULL, body_sealed = n.value FROM n WHERE ${isRowSql(column, 't', 'n')}`,
    ),
  };
}

const sources = [messageBody, noteBody, noteVersionBody].map(source);

/**
 * Seals the texts of messages and notes that were written before there were keys, batch by batch; each commits by
 * itself, so whatever stops it, the next run goes on with what is left.
 *
 * @returns how many were sealed
 */
export async function sealOldTexts(database: Database, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (const each of sources) {
    for (let sealed = batchSize; sealed > 0 && !signal.aborted; total += sealed)
      sealed = await asSystem((tx) => sealBatch(tx, each), database);
  }
  return total;
}

async function sealBatch(tx: Transaction, { column, find, put }: Source): Promise<number> {
  const texts = await tx.rows<OldText>(find);
  const seals = new Map<string, Seal>();
  const values: Sealed[] = [];
  for (const { rowId, body, institutionId } of texts) {
    const seal = seals.get(institutionId) ?? (await sealer(tx, null, column, institutionId));
    seals.set(institutionId, seal);
    values.push(seal(rowId, body));
  }
  if (texts.length > 0) await tx.rows(put, [texts.map(({ rowId }) => rowId), values]);
  return texts.length;
}
