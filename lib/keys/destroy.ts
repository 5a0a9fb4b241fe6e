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

// A copy that began before the key was empty may hold what it sealed.
const needing = statement(
  'keys.backups-needing',
  `SELECT b.id FROM (
     SELECT id, started_at AS began FROM backups WHERE removed_at IS NULL
     UNION ALL SELECT id, taken_at FROM logical_archives WHERE removed_at IS NULL) b
   JOIN data_keys k ON k.id = $1 AND b.began < k.emptied_at ORDER BY b.began, b.id`,
);

/**
 * Destroys an old key for good: what it sealed in an older backup opens never again. Only one that holds nothing in the
 * database any more, nor in a backup or archive that the storage is known to hold; of copies elsewhere the caller has to know.
 *
 * @throws Refusal not-found or conflict; the latter names what still needs the key
 */
export async function destroyKey(
  tx: Transaction,
  actor: AuditActor | null,
  id: string,
  more: Record<string, string> = {},
): Promise<void> {
  const key = (await readKeyStatus(tx, null)).find((each) => each.id === id);
  if (!key) throw new Refusal('not-found', 'There is no such key.');
  const copies = await tx.rows<{ id: string }>(needing, [id]);
  if (copies.length > 0)
    throw new Refusal(
      'conflict',
      `The key is needed by what is still kept: ${listed(copies.map((copy) => copy.id))}.`,
    );
  if (key.state === 'DECRYPT_ONLY' && key.rows === 0 && key.emptiedAt === null)
    throw new Refusal(
      'conflict',
      'The key holds no value any more, which is not settled yet: what was begun with it may still be written. The job keep-keys settles it, from ten minutes after the rotation on.',
    );
  const destroyed = key.rows === 0 ? await tx.rows(destroy, [id]) : [];
  if (destroyed.length === 0)
    throw new Refusal('conflict', 'Only an old key that holds no value any more can be destroyed.');
  await auditKey(tx, actor, 'key.destroy', key, more);
}

const mostNamed = 5;

const listed = (ids: string[]): string =>
  [
    ids.slice(0, mostNamed).join(', '),
    ...(ids.length > mostNamed ? [`${ids.length - mostNamed} more`] : []),
  ].join(' and ');
