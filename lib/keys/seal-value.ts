import type { Sealed } from '@/db/schema/types';
import type { SealedColumn } from '@/db/sealed-columns';
import { Unopenable } from '@/lib/unopenable';
import { algorithms, isSealing } from './algorithms';
import type { DataKey } from './data-key';
import { readEnvelope, writeEnvelope } from './envelope';

/** The one place where a value belongs. */
export type Place = {
  column: Pick<SealedColumn, 'table' | 'column'>;
  /** The row's primary key as Postgres writes it, its parts joined by colons. */
  rowId: string;
};

/** Encrypts a text for one place. The same text in the same place never looks the same twice. */
export function sealValue(key: DataKey, place: Place, text: string): Sealed {
  const { algorithm } = key;
  if (!isSealing(algorithm)) throw new Error('A key for finding values seals none.');
  const body = algorithms[algorithm].encrypt(key.secret, Buffer.from(text, 'utf8'), bindingOf(key, place));
  return writeEnvelope({ algorithm, keyId: key.id, body });
}

/** @throws Unopenable unless `key` sealed exactly this value for exactly this place */
export function openValue(key: DataKey, place: Place, value: Buffer): string {
  const { algorithm, keyId, body } = readEnvelope(value);
  if (keyId !== key.id || algorithm !== key.algorithm) throw new Unopenable();
  return algorithms[algorithm].decrypt(key.secret, body, bindingOf(key, place)).toString('utf8');
}

/** What a ciphertext is bound to; JSON, because it tells ("a", "bc") from ("ab", "c"). */
function bindingOf(
  { keyClass, institutionId, algorithm, version }: DataKey,
  { column, rowId }: Place,
): Buffer {
  const parts = [column.table, column.column, rowId, keyClass, institutionId, algorithm, version];
  return Buffer.from(JSON.stringify(['syllabase sealed value 1', ...parts]), 'utf8');
}
