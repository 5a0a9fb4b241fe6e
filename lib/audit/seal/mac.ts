import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalText, type TrailRecord } from './record';

/**
 * HMAC-SHA-256 over a record as whoever appended it knew it. Without the key nobody can make a row that passes for
 * one of the product's, however much they may do in the database. The address is left out: Postgres writes it in a
 * form of its own.
 */
export function macOf({ ipAddress: _normalised, ...record }: TrailRecord, key: Buffer): Buffer {
  return createHmac('sha256', key).update(canonicalText(record)).digest();
}

/** @param keys any of which may have made it */
export const hasValidMac = (record: TrailRecord, mac: Buffer | null, keys: readonly Buffer[]): boolean =>
  keys.some((key) => {
    const expected = macOf(record, key);
    return mac !== null && mac.length === expected.length && timingSafeEqual(mac, expected);
  });
