import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalText, earlierText, type TrailRecord } from './record';

/**
 * HMAC-SHA-256 over a record as whoever appended it knew it. Without the key nobody can make a row that passes for
 * one of the product's, however much they may do in the database.
 */
export const macOf = (record: TrailRecord, key: Buffer): Buffer => hmac(canonicalText(record), key);

/** As rows of the first form have it: without the address, which the database then wrote in a form of its own. */
const earlierMacOf = ({ ipAddress: _normalised, ...record }: TrailRecord, key: Buffer): Buffer =>
  hmac(earlierText(record), key);

const hmac = (text: string, key: Buffer): Buffer => createHmac('sha256', key).update(text).digest();

/** @param keys any of which may have made it */
export const hasValidMac = (record: TrailRecord, mac: Buffer | null, keys: readonly Buffer[]): boolean => {
  const isMac = (expected: Buffer) =>
    mac !== null && mac.length === expected.length && timingSafeEqual(mac, expected);
  return keys.some((key) => isMac(macOf(record, key)) || isMac(earlierMacOf(record, key)));
};
