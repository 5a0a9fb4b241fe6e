import type { Transaction } from '@/db/client';
import { type AuditActor, appendAudit } from '@/lib/audit/append';
import type { KeyFacts } from './data-key';

/** Puts into the trail what happened to a data key. */
export const auditKey = (
  tx: Transaction,
  actor: AuditActor | null,
  action: 'key.create' | 'key.rotate' | 'key.emptied' | 'key.destroy' | 'key.rewrap',
  { id, institutionId, keyClass, version }: Pick<KeyFacts, 'id' | 'institutionId' | 'keyClass' | 'version'>,
  more: Record<string, string> = {},
): Promise<void> =>
  appendAudit(tx, actor, {
    action,
    objectType: 'data key',
    objectId: id,
    institutionId,
    details: { class: keyClass, version, ...more },
  });
