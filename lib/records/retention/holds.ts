import { z } from 'zod';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import { requireOthersRecord } from '@/lib/access/require-others-record';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';
import { fieldLabels } from '@/lib/field-labels';
import { auditQueueLook, queueSize } from '../queues';
import { text } from '../schema';
import type { Hold } from './schema';

const list = statement(
  'records.holds',
  `SELECT h.id, h.student_id AS "studentId", u.display_name AS "studentName", h.reason, h.placer_name AS "placerName",
     h.placed_at AS "placedAt", h.released_at AS "releasedAt", h.release_reason AS "releaseReason"
   FROM legal_holds h LEFT JOIN users u ON u.id = h.student_id WHERE h.institution_id = $1 AND h.student_id IS DISTINCT FROM $2
   ORDER BY h.released_at IS NOT NULL, coalesce(h.released_at, h.placed_at) DESC, h.id LIMIT ${queueSize}`,
);
const place = statement(
  'records.place-hold',
  `INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name)
   SELECT $1, $2, $3, $4, $5 WHERE $2::uuid IS NULL OR institution_of($2) = $1 RETURNING id`,
);
const release = statement(
  'records.release-hold',
  `UPDATE legal_holds SET released_at = now(), released_by = $2, release_reason = $4
   WHERE id = $1 AND institution_id = $3 AND released_at IS NULL RETURNING student_id AS "studentId"`,
);

const holdInput = z
  .strictObject({
    /** Absent: every student of the institution. */
    studentId: z.preprocess((value) => (value === '' ? undefined : value), z.guid().toLowerCase().optional()),
    reason: text(10, 2_000),
  })
  .register(fieldLabels, { studentId: 'Student', reason: 'Reason' });
const releaseInput = z
  .strictObject({ id: z.guid().toLowerCase(), reason: text(10, 2_000) })
  .register(fieldLabels, { id: 'Hold', reason: 'Why it ends' });

/** The holds of the administrator's institution; those in force first. A look, which is kept as such; of one on the viewer nothing is said. */
export const openHolds = (viewer: Viewer): Promise<Hold[]> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const holds = await tx.rows<Hold>(list, [institutionId, viewer.userId]);
    await auditQueueLook(tx, viewer, 'holds', holds);
    return holds;
  });

/** Keeps everything of a student, or of everybody, until it is released. */
export const placeHold = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: holdInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { studentId = null, reason } }) => {
        requireOthersRecord(admin, studentId);
        const by = [admin.userId, admin.displayName];
        const [made] = await tx.rows<{ id: string }>(place, [admin.institutionId, studentId, reason, ...by]);
        if (!made) throw notFound();
        return {
          value: undefined,
          audit: { ...event('hold.place', made.id, studentId), justification: reason },
        };
      },
    },
    viewer,
    raw,
  );

/** Ends a hold: the schedule counts again. */
export const releaseHold = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: releaseInput,
      allow: may.administer,
      run: async ({ tx, viewer: admin, input: { id, reason } }) => {
        type Released = { studentId: string | null };
        const by = [admin.userId, admin.institutionId, reason];
        const [released] = await tx.rows<Released>(release, [id, ...by]);
        if (!released) throw notFound();
        requireOthersRecord(admin, released.studentId);
        return {
          value: undefined,
          audit: { ...event('hold.release', id, released.studentId), justification: reason },
        };
      },
    },
    viewer,
    raw,
  );

/** Without the student's id as such: a hold may be about a case that the student must not learn of from here. */
const event = (action: string, objectId: string, studentId: string | null) => ({
  action,
  objectType: 'legal hold',
  objectId,
  details: { student: studentId },
});
