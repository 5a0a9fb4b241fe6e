import type { Transaction } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import type { SealedColumn } from '@/db/sealed-columns';
import type { AuditActor } from '@/lib/audit/append';
import { addKey } from './add-key';
import { auditKey } from './audit-key';
import type { DataKey } from './data-key';
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
  const { active } = await readKeyring(tx, institutionId, column.keyClass);
  const key = active ?? (await firstKey(tx, actor, column, institutionId));
  return (rowId, text) => sealValue(key, { column, rowId }, text);
}

const openWith =
  ({ keys }: Keyring, column: SealedColumn): Open =>
  (rowId, value) => {
    const key = keys.get(readEnvelope(value).keyId);
    if (!key) throw new Unopenable();
    return openValue(key, { column, rowId }, value);
  };

/** Whoever comes second to this finds the key of whoever was first. */
async function firstKey(
  tx: Transaction,
  actor: AuditActor | null,
  { keyClass }: SealedColumn,
  institutionId: string,
): Promise<DataKey> {
  const made = await addKey(tx, institutionId, keyClass, 1);
  if (made) await auditKey(tx, actor, 'key.create', made);
  const { active } = await readKeyring(tx, institutionId, keyClass);
  if (!active) throw new Error(`There is no key to seal ${keyClass} with: see \`ops keys status\`.`);
  return active;
}
