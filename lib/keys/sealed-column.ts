import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import type { Sealed } from '@/db/schema/types';
import type { SealedColumn } from '@/db/sealed-columns';
import type { AuditActor } from '@/lib/audit/append';
import { Unopenable } from '@/lib/unopenable';
import { activeKey } from './active-key';
import type { DataKey } from './data-key';
import { readEnvelope } from './envelope';
import { type Keyring, readKeyring } from './keyring';
import { openValue, sealValue } from './seal-value';

/** @param rowId the row's primary key as Postgres writes it, its parts joined by colons */
export type Open = (rowId: string, value: Sealed) => string;
export type Seal = (rowId: string, text: string) => Sealed;

/**
 * Loads what opens the values of a column, for any number of rows of one institution. Call it after reading the rows: a
 * rotation may begin in between, and then it knows the new key as well as the old one. Opening throws `Unopenable` for a
 * value that was not sealed for just that row, column and institution.
 */
export async function opener(tx: Transaction, column: SealedColumn, institutionId: string): Promise<Open> {
  return openWith(await readKeyring(tx, institutionId, column.keyClass), column, institutionId);
}

/** Like `opener`, for several columns whose values have keys of one class: those are read once. */
export async function openers<Name extends string>(
  tx: Transaction,
  columns: Record<Name, SealedColumn>,
  institutionId: string,
): Promise<Record<Name, Open>> {
  const keyring = await readKeyring(tx, institutionId, sharedClass(columns));
  return forEach(columns, (column) => openWith(keyring, column, institutionId));
}

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
  (rowId, text) =>
    sealValue(key, { column, rowId }, text);

const openWith =
  ({ keys }: Keyring, column: SealedColumn, institutionId: string): Open =>
  (rowId, value) => {
    try {
      const key = keys.get(readEnvelope(value).keyId);
      if (!key) throw new Unopenable();
      return openValue(key, { column, rowId }, value);
    } catch (error) {
      if (!(error instanceof Unopenable)) throw error;
      throw new Unopenable({ column: `${column.table}.${column.column}`, rowId, institutionId });
    }
  };

/** @throws Error where the columns do not share their keys */
function sharedClass(columns: Record<string, SealedColumn>): KeyClass {
  const [first, ...others] = new Set(Object.values(columns).map(({ keyClass }) => keyClass));
  if (!first || others.length > 0) throw new Error('These columns have keys of different classes.');
  return first;
}

const forEach = <Name extends string, T>(
  columns: Record<Name, SealedColumn>,
  make: (column: SealedColumn) => T,
): Record<Name, T> =>
  Object.fromEntries(
    Object.entries<SealedColumn>(columns).map(([name, column]) => [name, make(column)]),
  ) as Record<Name, T>;
