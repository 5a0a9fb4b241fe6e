import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import type { AccessRequest, RecordLevel } from '../schema';

const insert = statement(
  'records.state-emergency',
  `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

const waiting = statement(
  'records.own-emergencies-waiting',
  `SELECT count(*)::int AS waiting FROM emergency_accesses WHERE accessor_id = $1 AND reviewed_at IS NULL`,
);

/** Records that one person may open in emergencies before anybody has reviewed one of them. */
const mostUnreviewed = 100;

/**
 * Asked before anything is known of the student, so that the answer tells nothing of one.
 *
 * @throws Refusal where so many looks of this person wait for a review that nobody could see to one more
 */
export async function requireReviewed(tx: Transaction, viewer: Viewer): Promise<void> {
  const [found] = await tx.rows<{ waiting: number }>(waiting, [viewer.userId]);
  if (found && found.waiting >= mostUnreviewed)
    throw new Refusal(
      'forbidden',
      `${mostUnreviewed} records that you opened in emergencies wait for a review: ask another administrator to review some of them first.`,
    );
}

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
