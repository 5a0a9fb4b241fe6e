import type { Database, Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import {
  messageBody,
  messageSubject,
  noteBody,
  noteVersionBody,
  type SealedColumn,
} from '@/db/sealed-columns';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { isRowSql, namedRowsSql, rowIdSql } from '@/lib/keys/row-sql';
import { primaryKeyOf } from '@/lib/keys/seal-value';
import { type Seal, sealer } from '@/lib/keys/sealed-column';

type OldText = { rowId: string; text: string; institutionId: string };
type Source = { column: SealedColumn; batchSize: number; find: Statement; put: Statement; also?: Statement };

/** @param also what else the rows named in $1 need, in the same transaction */
function source(column: SealedColumn, batchSize: number, also?: Statement): Source {
  const { table, column: sealed } = column;
  const clear = sealed.replace(/_sealed$/, '');
  return {
    column,
    batchSize,
    also,
    // Unsealed rows stand together in the index of sealing keys, under none.
    find: statement(
      `messages.old-texts:${table}.${clear}`,
      `SELECT ${rowIdSql(column, 't')} AS "rowId", t.${clear} AS text, c.institution_id AS "institutionId"
       FROM ${table} t JOIN courses c ON c.id = t.course_id
       WHERE sealing_key(t.${sealed}) IS NULL AND t.${clear} IS NOT NULL LIMIT ${batchSize} FOR UPDATE OF t SKIP LOCKED`,
    ),
    put: statement(
      `messages.seal-texts:${table}.${clear}`,
      `WITH ${namedRowsSql(column, 'n', { value: 'bytea' })}
       UPDATE ${table} t SET ${clear} = NULL, ${sealed} = n.value FROM n WHERE ${isRowSql(column, 't', 'n')}`,
    ),
  };
}

// What all of a large class were told may take longer than the half minute that a page may.
const allowTime = statement(
  'messages.allow-sealing-time',
  "SELECT set_config('statement_timeout', '10min', true)",
);

/** Subjects used to be told to every recipient in clear. */
const untitle = statement('messages.untitle', 'SELECT untitle_messages($1::uuid[])');

const sources = [
  ...[messageBody, noteBody, noteVersionBody].map((column) => source(column, 500)),
  // One at a time: it takes along what all of its recipients were told, thousands in a large class.
  source(messageSubject, 1, untitle),
];

/**
 * Seals the texts of messages and notes that were written before there were keys, batch by batch; each commits by
 * itself, so whatever stops it, the next run goes on with what is left. The trail tells of each batch: once the old ones are
 * sealed, a text in clear is one that somebody put there past the product.
 *
 * @returns how many were sealed
 */
export async function sealOldTexts(database: Database, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (const each of sources) {
    for (let sealed = each.batchSize; sealed > 0 && !signal.aborted; total += sealed)
      sealed = await asSystem((tx) => sealBatch(tx, each), database);
  }
  return total;
}

async function sealBatch(tx: Transaction, { column, find, put, also }: Source): Promise<number> {
  const texts = await tx.rows<OldText>(find);
  if (texts.length === 0) return 0;
  const seals = new Map<string, Seal>();
  const values: Sealed[] = [];
  for (const { rowId, text, institutionId } of texts) {
    const seal = seals.get(institutionId) ?? (await sealer(tx, null, column, institutionId));
    seals.set(institutionId, seal);
    values.push(seal(rowId, text));
  }
  const rowIds = texts.map(({ rowId }) => rowId);
  await tx.rows(put, [rowIds, values]);
  await tellOf(tx, column, texts);
  if (also) {
    await tx.rows(allowTime);
    await tx.rows(also, [rowIds]);
  }
  return texts.length;
}

const mostNamed = 20;

/** One event an institution: how many texts of which column, and the first of their rows. */
async function tellOf(tx: Transaction, column: SealedColumn, texts: readonly OldText[]): Promise<void> {
  for (const institutionId of new Set(texts.map((text) => text.institutionId))) {
    const own = texts.filter((text) => text.institutionId === institutionId);
    const rows = own.slice(0, mostNamed).map(({ rowId }) => primaryKeyOf({ column, rowId }));
    await appendAudit(tx, null, {
      action: 'key.seal-clear',
      objectType: 'sealed value',
      objectId: own.length === 1 ? rows[0] : undefined,
      institutionId,
      details: { column: `${column.table}.${column.column}`, values: own.length, rows: rows.join(' ') },
    });
  }
}
