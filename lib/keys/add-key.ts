import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';
import { keyLength } from './algorithms';
import type { KeyFacts } from './data-key';
import { masterKey } from './master-key';
import { keyPolicy } from './policy';

/** Two processes that add one at once: the second waits for the first, then adds nothing. */
const add = statement(
  'keys.add',
  `INSERT INTO data_keys (id, institution_id, class, version, algorithm, wrapped, wrapped_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
);

const notYet =
  'This MASTER_KEY wraps no key yet. If it was changed, run  ops keys rewrap  first; if not, it is another one than the product runs with.';

/** Keys that are in use, all of them under other keys of the environment. */
const underOthers = statement(
  'keys.under-others',
  `SELECT 1 FROM data_keys WHERE wrapped IS NOT NULL AND wrapped_by LIKE 'environment %'
   HAVING count(*) > 0 AND count(*) FILTER (WHERE wrapped_by = $1) = 0`,
);

/**
 * Adds an active key of a class, unless there is one.
 *
 * @returns the new key; null where another one is active or has this version already
 * @throws Refusal under a key of the environment that wraps none of those in use: it was changed, and `keys rewrap` has not been run, or it is
 *   another one than the product runs with, and what it sealed would be lost with it
 */
export async function addKey(
  tx: Transaction,
  institutionId: string,
  keyClass: KeyClass,
  version: number,
): Promise<KeyFacts | null> {
  const { algorithm } = keyPolicy[keyClass];
  const facts: KeyFacts = { id: randomUUID(), institutionId, keyClass, version, algorithm };
  const master = masterKey();
  if (master.name.startsWith('environment ') && (await tx.rows(underOthers, [master.name])).length > 0)
    throw new Refusal('conflict', notYet);
  const wrapped = await master.wrap(randomBytes(keyLength(algorithm)), facts);
  const values = [facts.id, institutionId, keyClass, version, algorithm, wrapped, master.name];
  const made = await tx.rows(add, values);
  return made.length > 0 ? facts : null;
}
