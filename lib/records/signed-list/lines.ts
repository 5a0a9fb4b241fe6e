import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';

/** How the lines of a list outside the database are written and read. */
export type SignedLines<T> = {
  /** The key that signs, and those made of older master keys. */
  keys: () => [Buffer, ...Buffer[]];
  /** A line of the list: whoever can write into the folder, but has no MASTER_KEY, can add none. */
  sign: (one: T, key: Buffer) => string;
  /** @returns null for whatever `sign` did not make with one of the keys */
  read: (text: string, keys: readonly Buffer[]) => T | null;
};

/**
 * Lines of JSON, each with an HMAC-SHA-256 over its fields in the order of `shape`.
 *
 * @param label of the list: a key is derived from MASTER_KEY (HKDF-SHA-256) for it alone
 */
export function signedLines<Shape extends Record<string, z.ZodType<string | null>>>(
  label: string,
  shape: Shape,
): SignedLines<z.output<z.ZodObject<Shape>>> {
  type Line = z.output<z.ZodObject<Shape>>;
  const content = z.strictObject(shape);
  const signed = z.looseObject({ mac: z.string().regex(/^[0-9a-f]{64}$/) });
  const ordered = (one: Line) =>
    Object.keys(shape).map((field) => [field, one[field as keyof Line]] as const);
  const macOf = (one: Line, key: Buffer) =>
    createHmac('sha256', key)
      .update(JSON.stringify(ordered(one).map(([, value]) => value)))
      .digest();
  return {
    keys: () => [keyOf(label), ...env().MASTER_KEY_PREVIOUS.map((masterKey) => keyOf(label, masterKey))],
    sign: (one, key) =>
      JSON.stringify({ ...Object.fromEntries(ordered(one)), mac: macOf(one, key).toString('hex') }),
    read: (text, keys) => {
      const line = signed.safeParse(parseJson(text));
      if (!line.success) return null;
      const { mac, ...rest } = line.data;
      const one = content.safeParse(rest);
      if (!one.success) return null;
      const isOurs = (key: Buffer) => timingSafeEqual(Buffer.from(mac, 'hex'), macOf(one.data, key));
      return keys.some(isOurs) ? one.data : null;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keyOf(label: string, masterKey = env().MASTER_KEY): Buffer {
  if (!masterKey) throw new Error('MASTER_KEY is not set: start the product with `npm start`, or set it.');
  return Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), '', label, 32));
}
