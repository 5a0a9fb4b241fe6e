import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import type { SealedColumn } from '@/db/sealed-columns';
import type { AuditActor } from '@/lib/audit/append';
import { activeKey } from './active-key';
import { readEnvelope } from './envelope';
import { type Keyring, readKeyring } from './keyring';
import { openValue, sealValue } from './seal-value';
import { Unopenable } from './unopenable';

/** @param rowId the row's primary key as Postgres writes it, its parts joined by colons */
export type Open = (rowId: string, value: Sealed) => string;
export type Seal = (rowId: string, text: string) => Sealed;

/**
 * Loads what opens the values of a column, for any number of rows of one institution. Call it after reading the rows: a
 * rotation may begin in between, and then it knows the new key as well as the old one. Opening throws `Unopenable` for a
 * value that was not sealed for just that row, column and institution.
 */
export async function opener(tx: Transaction, column: SealedColumn, institutionId: string): Promise<Open> {
  return openWith(await readKeyring(tx, institutionId, column.keyClass), column);
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
  const key = await activeKey(tx, actor, institutionId, column.keyClass);
  return (rowId, text) => sealValue(key, { column, rowId }, text);
}

const openWith =
  ({ keys }: Keyring, column: SealedColumn): Open =>
  (rowId, value) => {
    const key = keys.get(readEnvelope(value).keyId);
    if (!key) throw new Unopenable();
    return openValue(key, { column, rowId }, value);
  };
