import { createHmac } from 'node:crypto';
import type { Transaction } from '@/db/client';
import type { SealedColumn } from '@/db/sealed-columns';
import type { AuditActor } from '@/lib/audit/append';
import { activeKey } from './active-key';

/**
 * A blind index: what a sealed value can be found by without opening any. HMAC-SHA-256 by a key of the institution, so
 * that the same number at two institutions looks different, and nobody without the key can try out numbers.
 *
 * @param value in its one normal form; two spellings are two values
 */
export async function lookupOf(
  tx: Transaction,
  actor: AuditActor | null,
  { table, column }: SealedColumn,
  institutionId: string,
  value: string,
): Promise<Buffer> {
  const { secret } = await activeKey(tx, actor, institutionId, 'LOOKUPS');
  return createHmac('sha256', secret)
    .update(JSON.stringify([table, column, value]))
    .digest();
}
