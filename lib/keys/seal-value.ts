import type { Sealed } from '@/db/schema/types';
import type { SealedColumn } from '@/db/sealed-columns';
import { Unopenable } from '@/lib/unopenable';
import { algorithms, isSealing } from './algorithms';
import type { DataKey } from './data-key';
import { type Form, readEnvelope, writeEnvelope } from './envelope';

/** The one place where a value belongs. */
export type Place = {
  column: Pick<SealedColumn, 'table' | 'column' | 'owner'>;
  /** What names the row, see `rowName`. */
  rowId: string;
};

const form: Form = 2;

/** Encrypts a text for one place. The same text in the same place never looks the same twice. */
export function sealValue(key: DataKey, place: Place, text: string): Sealed {
  const { algorithm } = key;
  if (!isSealing(algorithm)) throw new Error('A key for finding values seals none.');
  const body = algorithms[algorithm].encrypt(
    key.secret,
    Buffer.from(text, 'utf8'),
    bindingOf(form, key, place),
  );
  return writeEnvelope({ form, algorithm, keyId: key.id, body });
}

/** @throws Unopenable unless `key` sealed exactly this value for exactly this place */
export function openValue(key: DataKey, place: Place, value: Buffer): string {
  const { form, algorithm, keyId, body } = readEnvelope(value);
  if (keyId !== key.id || algorithm !== key.algorithm) throw new Unopenable();
  return algorithms[algorithm].decrypt(key.secret, body, bindingOf(form, key, place)).toString('utf8');
}

/** What a ciphertext is bound to; JSON, because it tells ("a", "bc") from ("ab", "c"). */
function bindingOf(
  form: Form,
  { keyClass, institutionId, algorithm, version }: DataKey,
  place: Place,
): Buffer {
  const { table, column } = place.column;
  const rowId = form === 1 ? primaryKeyOf(place) : place.rowId;
  const parts = [table, column, rowId, keyClass, institutionId, algorithm, version];
  return Buffer.from(JSON.stringify([`syllabase sealed value ${form}`, ...parts]), 'utf8');
}

/** The primary key of a row as Postgres writes it, its parts joined by colons. */
export const primaryKeyOf = ({ column, rowId }: Place): string =>
  column.owner ? rowId.slice(0, rowId.lastIndexOf(':')) : rowId;

/** Whose row it is; null where it is not one student's. */
export function ownerOf({ column, rowId }: { column: SealedColumn; rowId: string }): string | null {
  if (column.owner) return rowId.slice(rowId.lastIndexOf(':') + 1);
  return column.rowKey[0]?.name === 'student_id' ? rowId : null;
}
