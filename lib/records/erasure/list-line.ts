import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';

/** Somebody who was erased; `erasedAt` is an instant in UTC. */
export type Erased = { userId: string; erasedAt: string };

const signed = z.strictObject({
  userId: z.guid(),
  erasedAt: z.iso.datetime(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A line of the list: whoever can write into the folder, but has no MASTER_KEY, can name nobody. */
export const signLine = ({ userId, erasedAt }: Erased, key = listKey()): string =>
  JSON.stringify({ userId, erasedAt, mac: macOf({ userId, erasedAt }, key).toString('hex') });

/** @returns null for whatever `signLine` did not make with one of the keys */
export function readLine(text: string, keys = listKeys()): Erased | null {
  const { success, data } = signed.safeParse(parseJson(text));
  if (!success) return null;
  const { mac, ...erased } = data;
  const isOurs = (key: Buffer) => timingSafeEqual(Buffer.from(mac, 'hex'), macOf(erased, key));
  return keys.some(isOurs) ? erased : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** HMAC-SHA-256 over both fields. */
const macOf = ({ userId, erasedAt }: Erased, key: Buffer): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([userId, erasedAt]))
    .digest();

/** The key that signs, and those of older master keys. */
const listKeys = (): Buffer[] => [listKey(), ...env().MASTER_KEY_PREVIOUS.map(listKey)];

/** Derived from MASTER_KEY (HKDF-SHA-256) and good for this list alone. */
function listKey(masterKey = env().MASTER_KEY): Buffer {
  if (!masterKey) throw new Error('MASTER_KEY is not set: start the product with `npm start`, or set it.');
  return Buffer.from(
    hkdfSync('sha256', Buffer.from(masterKey, 'base64'), '', 'syllabase erasure list v1', 32),
  );
}
