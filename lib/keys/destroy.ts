import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { AuditActor } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { auditKey } from './audit-key';
import { readKeyStatus } from './status';

const destroy = statement(
  'keys.destroy',
  `UPDATE data_keys SET state = 'DESTROYED', wrapped = NULL, destroyed_at = now()
   WHERE id = $1 AND state = 'DECRYPT_ONLY' AND emptied_at IS NOT NULL RETURNING id`,
);

/**
 * Destroys an old key for good: what it sealed in an older backup opens never again. Only one that holds nothing in the
 * database any more; whether a backup needs it is for the caller to know.
 */
export async function destroyKey(tx: Transaction, actor: AuditActor | null, id: string): Promise<void> {
  const key = (await readKeyStatus(tx, null)).find((each) => each.id === id);
  if (!key) throw new Refusal('not-found', 'There is no such key.');
  const destroyed = key.rows === 0 ? await tx.rows(destroy, [id]) : [];
  if (destroyed.length === 0)
    throw new Refusal('conflict', 'Only an old key that holds no value any more can be destroyed.');
  await auditKey(tx, actor, 'key.destroy', key);
}
