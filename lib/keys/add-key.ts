import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import { statement } from '@/db/statement';
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

/**
 * Adds an active key of a class, unless there is one.
 *
 * @returns the new key; null where another one is active or has this version already
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
  const wrapped = await master.wrap(randomBytes(keyLength(algorithm)), facts);
  const values = [facts.id, institutionId, keyClass, version, algorithm, wrapped, master.name];
  const made = await tx.rows(add, values);
  return made.length > 0 ? facts : null;
}
