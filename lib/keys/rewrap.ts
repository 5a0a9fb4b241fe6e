import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { Unopenable } from '@/lib/unopenable';
import { auditKey } from './audit-key';
import type { KeyFacts } from './data-key';
import type { MasterKey } from './master-key';

const atOnce = 100;

const others = statement(
  'keys.of-other-masters',
  `SELECT id, institution_id AS "institutionId", class AS "keyClass", version, algorithm, wrapped, wrapped_by AS "wrappedBy"
   FROM data_keys WHERE state <> 'DESTROYED' AND wrapped_by <> $1 AND id > $2 ORDER BY id LIMIT ${atOnce}`,
);
// Compare and swap: a key that was destroyed or wrapped anew meanwhile is left as it is.
const swap = statement(
  'keys.rewrap',
  `UPDATE data_keys SET wrapped = $2, wrapped_by = $3 WHERE id = $1 AND wrapped = $4 AND wrapped_by <> $3 RETURNING id`,
);

type WrappedKey = KeyFacts & { wrapped: Buffer; wrappedBy: string };

export type Rewrapped = {
  rewrapped: number;
  /** Keys that none of the master keys opens: who wrapped them, and how many. They stay as they are. */
  foreign: Record<string, number>;
};

/**
 * Wraps with `to` every data key that another master key wrapped. What the data keys seal is not touched. Each key is a
 * transaction of its own, so it can be stopped at any point and goes on with what is left. Only the owner of the database may
 * change by whom a key is wrapped.
 *
 * @param from master keys that may have wrapped them
 * @throws KeyServiceFault; keys that were done by then are done
 */
export async function rewrapKeys(
  database: Database,
  to: MasterKey,
  from: readonly MasterKey[],
  signal: AbortSignal,
): Promise<Rewrapped> {
  const total: Rewrapped = { rewrapped: 0, foreign: {} };
  for (let last = '00000000-0000-0000-0000-000000000000', more = true; more; ) {
    const keys = await asSystem((tx) => tx.rows<WrappedKey>(others, [to.name, last]), database);
    for (const key of keys) {
      signal.throwIfAborted();
      const secret = await unwrap(key, from);
      if (!secret) total.foreign[key.wrappedBy] = (total.foreign[key.wrappedBy] ?? 0) + 1;
      else if (await rewrap(database, key, secret, to)) total.rewrapped += 1;
    }
    last = keys.at(-1)?.id ?? last;
    more = keys.length === atOnce;
  }
  return total;
}

async function unwrap({ wrapped, wrappedBy, ...facts }: WrappedKey, from: readonly MasterKey[]) {
  const master = from.find(({ name }) => name === wrappedBy);
  if (!master) return null;
  return master.unwrap(wrapped, facts).catch((error: unknown) => {
    if (error instanceof Unopenable) return null;
    throw error;
  });
}

async function rewrap(
  database: Database,
  { wrapped, wrappedBy, ...facts }: WrappedKey,
  secret: Buffer,
  to: MasterKey,
): Promise<boolean> {
  const next = await to.wrap(secret, facts);
  // What does not open again must not take the place of what does.
  if (!(await to.unwrap(next, facts)).equals(secret))
    throw new Error(`${to.name} does not open what it wraps.`);
  return asSystem(async (tx: Transaction) => {
    const swapped = await tx.rows(swap, [facts.id, next, to.name, wrapped]);
    if (swapped.length > 0) await auditKey(tx, null, 'key.rewrap', facts, { from: wrappedBy, to: to.name });
    return swapped.length > 0;
  }, database);
}
