import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import type { Sealed } from '@/db/schema/types';
import { rowName, type SealedColumn } from '@/db/sealed-columns';
import type { AuditActor } from '@/lib/audit/append';
import { meetUnopenable, Unopenable, unopenableText } from '@/lib/unopenable';
import { activeKey } from './active-key';
import type { DataKey } from './data-key';
import { readEnvelope } from './envelope';
import { type Keyring, readKeyring } from './keyring';
import { openValue, ownerOf, primaryKeyOf, sealValue } from './seal-value';

/** What names a row of the column, see `rowName`: its parts, or joined as `rowIdSql` gives it. */
export type Row = string | readonly (string | number)[];
/** @throws Error where the row's name lacks something */
export type Open = (row: Row, value: Sealed) => string;
export type Seal = (row: Row, text: string) => Sealed;

/**
 * Loads what opens the values of a column, for any number of rows of one institution. Call it after reading the rows: a
 * rotation may begin in between, and then it knows the new key as well as the old one. Opening throws `Unopenable` for a
 * value that was not sealed for just that row, column and institution: who writes anew what was read needs this one, who
 * shows it a `reader`.
 */
export async function opener(tx: Transaction, column: SealedColumn, institutionId: string): Promise<Open> {
  return openWith(await readKeyring(tx, institutionId, column.keyClass), column, institutionId);
}

/** Like `opener`, for what is shown: where a value does not open, `unopenableText` stands, and the trail is told. */
export async function reader(tx: Transaction, column: SealedColumn, institutionId: string): Promise<Open> {
  return showWith(tx, await opener(tx, column, institutionId));
}

/** Like `reader`, for several columns whose values have keys of one class: those are read once. */
export async function readers<Name extends string>(
  tx: Transaction,
  columns: Record<Name, SealedColumn>,
  institutionId: string,
): Promise<Record<Name, Open>> {
  return forEach(await openers(tx, columns, institutionId), (open) => showWith(tx, open));
}

async function openers<Name extends string>(
  tx: Transaction,
  columns: Record<Name, SealedColumn>,
  institutionId: string,
): Promise<Record<Name, Open>> {
  const keyring = await readKeyring(tx, institutionId, sharedClass(columns));
  return forEach(columns, (column) => openWith(keyring, column, institutionId));
}

const showWith =
  (tx: Transaction, open: Open): Open =>
  (row, value) => {
    try {
      return open(row, value);
    } catch (error) {
      if (!(error instanceof Unopenable)) throw error;
      meetUnopenable(tx, error);
      return unopenableText;
    }
  };

/**
 * Loads what seals values of a column, and makes the first key where there is none yet.
 *
 * @param actor whose work it is; null: the product's
 */
export async function sealer(
  tx: Transaction,
  actor: AuditActor | null,
  column: SealedColumn,
  institutionId: string,
): Promise<Seal> {
  return sealWith(await activeKey(tx, actor, institutionId, column.keyClass), column);
}

/** Like `sealer`, for several columns whose values have keys of one class: that is read once. */
export async function sealers<Name extends string>(
  tx: Transaction,
  actor: AuditActor | null,
  columns: Record<Name, SealedColumn>,
  institutionId: string,
): Promise<Record<Name, Seal>> {
  const key = await activeKey(tx, actor, institutionId, sharedClass(columns));
  return forEach(columns, (column) => sealWith(key, column));
}

const sealWith =
  (key: DataKey, column: SealedColumn): Seal =>
  (row, text) =>
    sealValue(key, { column, rowId: nameOf(column, row) }, text);

const openWith =
  ({ keys }: Keyring, column: SealedColumn, institutionId: string): Open =>
  (row, value) => {
    const place = { column, rowId: nameOf(column, row) };
    try {
      const key = keys.get(readEnvelope(value).keyId);
      if (!key) throw new Unopenable();
      return openValue(key, place, value);
    } catch (error) {
      if (!(error instanceof Unopenable)) throw error;
      const rowId = primaryKeyOf(place);
      const student = ownerOf(place);
      throw new Unopenable({ column: `${column.table}.${column.column}`, rowId, student, institutionId });
    }
  };

const nameOf = (column: SealedColumn, row: Row): string =>
  rowName(column, typeof row === 'string' ? row.split(':') : row);

/** @throws Error where the columns do not share their keys */
function sharedClass(columns: Record<string, SealedColumn>): KeyClass {
  const [first, ...others] = new Set(Object.values(columns).map(({ keyClass }) => keyClass));
  if (!first || others.length > 0) throw new Error('These columns have keys of different classes.');
  return first;
}

const forEach = <Name extends string, Each, T>(
  named: Record<Name, Each>,
  make: (each: Each) => T,
): Record<Name, T> =>
  Object.fromEntries(Object.entries<Each>(named).map(([name, each]) => [name, make(each)])) as Record<
    Name,
    T
  >;
