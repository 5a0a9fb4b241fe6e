import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

const extend = statement('audit.extend-partitions', 'SELECT ensure_audit_partitions(3) AS made');

/**
 * Makes the trail's monthly partitions for this and the coming three months, as far as they are missing.
 *
 * @returns how many were made
 */
export async function extendAuditPartitions(tx: Transaction): Promise<number> {
  const [row] = await tx.rows<{ made: number }>(extend);
  return row?.made ?? 0;
}
