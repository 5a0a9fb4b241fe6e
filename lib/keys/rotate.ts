import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import { statement } from '@/db/statement';
import type { AuditActor } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { addKey } from './add-key';
import { auditKey } from './audit-key';
import type { KeyFacts } from './data-key';
import { keyPolicy } from './policy';

const retire = statement(
  'keys.retire',
  `UPDATE data_keys SET state = 'DECRYPT_ONLY', retired_at = now()
   WHERE institution_id = $1 AND class = $2 AND version = $3 AND state = 'ACTIVE' RETURNING version`,
);
const due = statement(
  'keys.due',
  `SELECT k.institution_id AS "institutionId", k.class AS "keyClass", k.version FROM data_keys k
   JOIN unnest($1::text[], $2::int[]) AS policy(class, days) ON policy.class = k.class::text
   WHERE k.state = 'ACTIVE' AND k.created_at < now() - make_interval(days => policy.days)
   ORDER BY k.created_at LIMIT 1000`,
);

/** One key, by the names it has for people. */
export type KeyName = Pick<KeyFacts, 'institutionId' | 'keyClass' | 'version'>;

/**
 * Gives a class its next key. From the commit on, everything is sealed with it; what the old key sealed still opens,
 * and `resealKey` brings it over.
 *
 * @param more what the event tells besides, such as who asked where that is no person of the product
 * @returns null when the key is not the active one, or not any more: somebody else was first
 * @throws Refusal when the class is not for rotating
 */
export async function rotateKey(
  tx: Transaction,
  actor: AuditActor | null,
  { institutionId, keyClass, version }: KeyName,
  more: Record<string, string> = {},
): Promise<KeyFacts | null> {
  if (keyPolicy[keyClass].rotateAfter === null)
    throw new Refusal('invalid', 'Keys for finding records are not rotated: what they found would be lost.');
  const retired = await tx.rows(retire, [institutionId, keyClass, version]);
  if (retired.length === 0) return null;
  const made = await addKey(tx, institutionId, keyClass, version + 1);
  if (!made) throw new Error(`Version ${version + 1} of ${keyClass} is there already.`);
  await auditKey(tx, actor, 'key.rotate', made, more);
  return made;
}

/** Active keys that are older than their policy allows. */
export async function dueKeys(tx: Transaction): Promise<KeyName[]> {
  const limits = (Object.keys(keyPolicy) as KeyClass[]).flatMap((keyClass) => {
    const days = keyPolicy[keyClass].rotateAfter;
    return days === null ? [] : [{ keyClass, days }];
  });
  return tx.rows<KeyName>(due, [limits.map(({ keyClass }) => keyClass), limits.map(({ days }) => days)]);
}
