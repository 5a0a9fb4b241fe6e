import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import type { AccessRequest, RecordLevel } from '../schema';

const insert = statement(
  'records.state-emergency',
  `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

/**
 * Keeps what was stated in an emergency, for the review by somebody else. It opens the record in this transaction
 * only: the next look states its own.
 */
export async function stateEmergency(
  tx: Transaction,
  viewer: Viewer,
  { studentId, emergency }: AccessRequest,
  level: RecordLevel,
): Promise<void> {
  await tx.rows(insert, [
    studentId,
    viewer.institutionId,
    viewer.userId,
    viewer.displayName,
    level,
    emergency?.threat,
    emergency?.recipients,
  ]);
}
