import type { Transaction } from '@/db/client';
import type { KeyClass } from '@/db/schema/keys';
import type { AuditActor } from '@/lib/audit/append';
import { addKey } from './add-key';
import { auditKey } from './audit-key';
import type { DataKey } from './data-key';
import { readKeyring } from './keyring';

/** The key that a class works with now; the first one is made where there is none yet. */
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
  if (!active) throw new Error(`There is no key of ${keyClass} that opens: see \`ops keys status\`.`);
  return active;
}
