import type { Database } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { auditKeys } from '@/lib/audit/seal/keys';
import { verifyTrail } from '@/lib/audit/seal/verify';
import { checkRollups } from '@/lib/progress/check';
import { BackupDamage } from '../errors';

export type Proof = { sealedEvents: number };

/**
 * Holds a restored database against what it says of itself: the rollups against their rows, the trail against its seals.
 * Before anything is added to the trail: on another server transactions are counted anew, and what is not sealed yet could
 * not be told from what was forged.
 *
 * @throws BackupDamage naming what is not in order
 */
export async function proveRestored(database: Database, archive: string): Promise<Proof> {
  return asSystem(async (tx) => {
    if (!(await checkRollups(tx)).exact)
      throw new BackupDamage(archive, 'rollups differ from the rows they stand for');
    const keys = auditKeys();
    const trail = await verifyTrail(tx, { verifier: keys.verifier, own: [keys, ...keys.older] });
    if (!trail.holds)
      throw new BackupDamage(archive, `the audit trail does not hold: ${trail.findings[0]?.kind ?? ''}`);
    return { sealedEvents: trail.rows };
  }, database);
}
