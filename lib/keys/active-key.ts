import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import type { AuditActor } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { addKey } from './add-key';
import { auditKey } from './audit-key';
import type { DataKey } from './data-key';
import { readKeyring } from './keyring';

const noKey =
  'What is confidential cannot be sealed at the moment, so nothing was saved. Tell an administrator of your institution.';

/**
 * The key that a class works with now; the first one is made where there is none yet.
 *
 * @throws Refusal (`unavailable`) where no master key of this process opens it
 */
export async function activeKey(
  tx: Transaction,
  actor: AuditActor | null,
  institutionId: string,
  keyClass: KeyClass,
): Promise<DataKey> {
  const { active } = await readKeyring(tx, institutionId, keyClass);
  return active ?? firstKey(tx, actor, institutionId, keyClass);
}

/** Whoever comes second to this finds the key of whoever was first. */
async function firstKey(
  tx: Transaction,
  actor: AuditActor | null,
  institutionId: string,
  keyClass: KeyClass,
): Promise<DataKey> {
  const made = await addKey(tx, institutionId, keyClass, 1);
  if (made) await auditKey(tx, actor, 'key.create', made);
  const { active } = await readKeyring(tx, institutionId, keyClass);
  if (!active) {
    console.error(`No key of ${keyClass} opens: see \`ops keys status\`.`);
    throw new Refusal('unavailable', noKey);
  }
  return active;
}
