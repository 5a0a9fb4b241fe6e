import type { SealingAlgorithm } from '@/db/schema/keys';
import type { Sealed } from '@/db/schema/types';
import { Unopenable } from '@/lib/unopenable';
import { algorithms } from './algorithms';

/**
 * How a value is bound to its place. By the second form also to whose row it is, where the primary key does not say so;
 * new values have it, and those of the first become it when their key is rotated.
 */
export type Form = 1 | 2;

const keyIdLength = 16;
const headLength = 2 + keyIdLength;

const forms: Form[] = [1, 2];
const names = Object.keys(algorithms) as SealingAlgorithm[];

export type Envelope = { form: Form; algorithm: SealingAlgorithm; keyId: string; body: Buffer };

/** A sealed value as it is stored: form, algorithm, id of the data key, then nonce, ciphertext and tag. */
export function writeEnvelope({ form, algorithm, keyId, body }: Envelope): Sealed {
  const head = Buffer.from([form, algorithms[algorithm].code]);
  return Buffer.concat([head, Buffer.from(keyId.replaceAll('-', ''), 'hex'), body]) as Sealed;
}

/** @throws Unopenable when it is no such value */
export function readEnvelope(value: Buffer): Envelope {
  const form = forms.find((known) => known === value[0]);
  const algorithm = names.find((name) => algorithms[name].code === value[1]);
  if (value.length < headLength || !form || !algorithm) throw new Unopenable();
  return { form, algorithm, keyId: readKeyId(value), body: value.subarray(headLength) };
}

const readKeyId = (value: Buffer): string =>
  value
    .subarray(2, headLength)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** For a sealed value that Postgres gave inside JSON. */
export const sealedFromHex = (hex: string): Sealed => Buffer.from(hex, 'hex') as Sealed;
