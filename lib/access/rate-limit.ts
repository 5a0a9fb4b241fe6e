import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { addressBlock } from './client-address';
import { keyedHash } from './secret';

export const limits = {
  account: { failures: 5, minutes: 15 },
  address: { failures: 50, minutes: 15 },
} as const;

export type LimitKind = keyof typeof limits;
/** Whose attempts are counted; `address` is absent where the request's origin is not known. */
export type AttemptKeys = { account: string; address?: string };

/** Keyed hashes, so that the table names neither addresses nor accounts. */
export function attemptKeys(email: string, address: string | null): AttemptKeys {
  return {
    account: keyedHash('sign-in account', email),
    ...(address !== null && { address: keyedHash('sign-in address', addressBlock(address)) }),
  };
}

const reserve = statement(
  'access.reserve-attempt',
  `INSERT INTO sign_in_attempts AS a (key_hash, failures) VALUES ($1, 1)
   ON CONFLICT (key_hash) DO UPDATE SET (failures, window_started_at, locked_until) = (
     SELECT n.failures, n.window_started_at,
       CASE WHEN n.failures >= $2 THEN clock_timestamp() + make_interval(mins => $3) END
     FROM (SELECT
       CASE WHEN over THEN 1 ELSE a.failures + 1 END AS failures,
       CASE WHEN over THEN clock_timestamp() ELSE a.window_started_at END AS window_started_at
       FROM (SELECT a.locked_until IS NOT NULL
         OR a.window_started_at <= clock_timestamp() - make_interval(mins => $3) AS over) o) n)
   WHERE a.locked_until IS NULL OR a.locked_until <= clock_timestamp()
   RETURNING failures`,
);
const forgive = statement(
  'access.forgive-attempt',
  `UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0),
     locked_until = CASE WHEN failures > $2 THEN locked_until END
   WHERE key_hash = $1`,
);
const forget = statement('access.forget-attempts', 'DELETE FROM sign_in_attempts WHERE key_hash = $1');
const purge = statement(
  'access.purge-attempts',
  `DELETE FROM sign_in_attempts
   WHERE window_started_at < now() - interval '1 day' AND (locked_until IS NULL OR locked_until < now())
   RETURNING key_hash`,
);

/**
 * Counts an attempt as failed before anything is verified, so that attempts at the same moment cannot
 * exceed a limit together. Answers with the limit that refuses it, or null. Always address before account:
 * one order of locks, and a locked address cannot lock accounts.
 */
export async function reserveAttempt(tx: Transaction, keys: AttemptKeys): Promise<LimitKind | null> {
  if (keys.address !== undefined && !(await take(tx, keys.address, 'address'))) return 'address';
  return (await take(tx, keys.account, 'account')) ? null : 'account';
}

async function take(tx: Transaction, key: string, kind: LimitKind): Promise<boolean> {
  const { failures, minutes } = limits[kind];
  return (await tx.rows(reserve, [key, failures, minutes])).length === 1;
}

/** After a successful sign-in: the address gets its attempt back, the account starts from nothing. */
export async function settleSuccess(tx: Transaction, keys: AttemptKeys): Promise<void> {
  if (keys.address !== undefined) await tx.rows(forgive, [keys.address, limits.address.failures]);
  await tx.rows(forget, [keys.account]);
}

/** Removes counters that no longer matter; run daily. Returns how many. */
export async function purgeAttempts(tx: Transaction): Promise<number> {
  return (await tx.rows(purge)).length;
}
