import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { auditQueueLook, queueSize } from '../queues';
import { type EmergencyAccess, reviewInput } from './schema';

const queue = statement(
  'records.emergencies',
  `SELECT e.id, e.student_id AS "studentId", u.display_name AS "studentName", e.accessor_id AS "accessorId",
     e.accessor_name AS "accessorName", e.level, e.threat, e.recipients, e.opened_at AS "openedAt",
     e.reviewed_at AS "reviewedAt", e.reviewer_name AS "reviewerName", e.justified, e.review, said.purpose, said.justification
   FROM emergency_accesses e LEFT JOIN users u ON u.id = e.student_id
   LEFT JOIN LATERAL (
     SELECT a.purpose, a.justification FROM audit_log a
     WHERE a.occurred_at = e.opened_at AND a.actor_id = e.accessor_id AND a.student_id = e.student_id
       AND a.action IN ('record.access', 'record.export') LIMIT 1) said ON true
   WHERE e.institution_id = $1 
   ORDER BY e.reviewed_at IS NOT NULL, CASE WHEN e.reviewed_at IS NULL THEN e.opened_at END, e.reviewed_at DESC, e.id LIMIT ${queueSize}`,
);
const one = statement(
  'records.emergency',
  `SELECT accessor_id AS "accessorId", student_id AS "studentId", reviewed_at AS "reviewedAt" FROM emergency_accesses
   WHERE id = $1 AND institution_id = $2`,
);
const sign = statement(
  'records.review-emergency',
  `UPDATE emergency_accesses SET reviewed_by = $2, reviewer_name = $3, reviewed_at = now(), justified = $4, review = $5
   WHERE id = $1 AND reviewed_at IS NULL RETURNING id`,
);

/**
 * Records opened in emergencies at the administrator's institution: first those that wait for a review, the oldest first, so that none is
 * pushed out of sight by others. One
 * look, which each of the students sees.
 */
export const openEmergencies = (viewer: Viewer): Promise<EmergencyAccess[]> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const emergencies = await tx.rows<EmergencyAccess>(queue, [institutionId]);
    await auditQueueLook(tx, viewer, 'emergencies', emergencies);
    return emergencies;
  });

/** Signs off a look in an emergency, once, and never one's own. */
export const reviewEmergency = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: reviewInput,
      action: 'emergency.review',
      allow: may.administer,
      run: async ({ tx, viewer: reviewer, input: { id, justified, review } }) => {
        type Found = Pick<EmergencyAccess, 'accessorId' | 'studentId' | 'reviewedAt'>;
        const [access] = await tx.rows<Found>(one, [id, reviewer.institutionId]);
        if (!access) throw notFound();
        requireOthersRecord(reviewer, access.studentId);
        if (access.accessorId === reviewer.userId)
          throw new Refusal('forbidden', 'Another administrator reviews what you opened.');
        const signed = await tx.rows(sign, [id, reviewer.userId, reviewer.displayName, justified, review]);
        if (signed.length === 0) throw new Refusal('conflict', 'It has been reviewed already.');
        const audit = {
          action: justified ? 'emergency.review' : 'emergency.unjustified',
          objectType: 'emergency access',
          objectId: id,
          studentId: access.studentId,
          justification: review,
          details: { justified },
        };
        return { value: undefined, audit };
      },
    },
    viewer,
    raw,
  );
