import { hash, timingSafeEqual } from 'node:crypto';
import { canonicalText, earlierText, type TrailRecord } from './record';

/**
 * HMAC-SHA-256 over a record as whoever appended it knew it. Without the key nobody can make a row that passes for
 * one of the product's, however much they may do in the database.
 */
export const macOf = (record: TrailRecord, key: Buffer): Buffer => hmac(canonicalText(record), key);

/** As rows of the first form have it: without the address, which the database then wrote in a form of its own. */
const earlierMacOf = ({ ipAddress: _normalised, ...record }: TrailRecord, key: Buffer): Buffer =>
  hmac(earlierText(record), key);

const [block, digest] = [64, 32];

/**
 * RFC 2104, of two hashes: to make an HMAC ready costs OpenSSL several times as long as both, and each audited transaction waits.
 *
 * @param key of at most 64 bytes
 */
export function hmac(text: string, key: Buffer): Buffer {
  const { inner, outer } = padsOf(key);
  const message = Buffer.allocUnsafe(block + Buffer.byteLength(text));
  message.set(inner);
  message.write(text, block);
  const whole = Buffer.allocUnsafe(block + digest);
  whole.set(outer);
  whole.set(hash('sha256', message, 'buffer'), block);
  return hash('sha256', whole, 'buffer');
}

type Pads = { inner: Buffer; outer: Buffer };
const known = new WeakMap<Buffer, Pads>();

function padsOf(key: Buffer): Pads {
  const made = known.get(key) ?? { inner: padded(key, 0x36), outer: padded(key, 0x5c) };
  known.set(key, made);
  return made;
}

function padded(key: Buffer, pad: number): Buffer {
  if (key.length > block) throw new RangeError('The key is longer than a block of SHA-256.');
  const bytes = Buffer.alloc(block, pad);
  for (const [n, byte] of key.entries()) bytes[n] = byte ^ pad;
  return bytes;
}

/** @param keys any of which may have made it */
export const hasValidMac = (record: TrailRecord, mac: Buffer | null, keys: readonly Buffer[]): boolean => {
  const isMac = (expected: Buffer) =>
    mac !== null && mac.length === expected.length && timingSafeEqual(mac, expected);
  return keys.some((key) => isMac(macOf(record, key)) || isMac(earlierMacOf(record, key)));
};
