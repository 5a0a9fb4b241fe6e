import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { deniedRecord } from '@/lib/access/denied';
import { everStudent, isKept } from '@/lib/access/ever-student';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import type { DetailsState } from './schema';

const student = statement(
  'confidential.student',
  `SELECT u.id, u.display_name AS name, coalesce(d.version, 0) AS version, d.changed_by AS "changedBy", d.updated_at AS "changedAt",
     d.ssn_sealed IS NOT NULL AS ssn, d.parent_contact_sealed IS NOT NULL AS "parentContact",
     d.financial_aid_sealed IS NOT NULL AS "financialAid", (now() AT TIME ZONE i.time_zone)::date AS today,
     is_protected(u.id) AS "isProtected", EXISTS (SELECT FROM legal_holds h WHERE h.released_at IS NULL
       AND h.institution_id = u.institution_id AND (h.student_id = u.id OR h.student_id IS NULL)) AS "isHeld"
   FROM users u JOIN institutions i ON i.id = u.institution_id LEFT JOIN student_details d ON d.student_id = u.id AND d.institution_id = u.institution_id
   WHERE u.id = $1 AND u.institution_id = $2 AND ${everStudent('u')} AND ${isKept('u')}`,
);
const entries = statement(
  'confidential.entries',
  `SELECT id, kind, happened_on AS "happenedOn", author_name AS "authorName", created_at AS "enteredAt", withdrawn_at AS "withdrawnAt",
     withdrawer_name AS "withdrawerName" FROM academic_entries
   WHERE student_id = $1 AND institution_id = $2 ORDER BY happened_on DESC, id LIMIT 500`,
);

/** A student, and what is kept about them. */
export type StudentRow = DetailsState['filled'] &
  DetailsState['student'] &
  Pick<DetailsState, 'version' | 'changedBy' | 'changedAt' | 'today'> & {
    /** Nothing about the student may be deleted: a hold, or a request that is open. */
    isProtected: boolean;
    isHeld: boolean;
  };

/** Which confidential details an administrator's institution keeps about a student. What they say is not read. The student sees the look. */
export const getDetailsState = (viewer: Viewer, studentId: string): Promise<DetailsState> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const { id, name, version, changedBy, changedAt, today, ssn, parentContact, financialAid } =
      await requireStudent(tx, studentId, institutionId);
    await appendAudit(tx, viewer, {
      action: 'record.details.view',
      objectType: 'education record',
      objectId: studentId,
      studentId,
    });
    const kept = await tx.rows<DetailsState['entries'][number]>(entries, [studentId, institutionId]);
    const filled = { ssn, parentContact, financialAid };
    return { student: { id, name }, filled, version, changedBy, changedAt, entries: kept, today };
  });

/** A student of the institution; anybody else is as if they did not exist. */
export async function requireStudent(
  tx: Transaction,
  studentId: string,
  institutionId: string,
): Promise<StudentRow> {
  const [row] = await tx.rows<StudentRow>(student, [studentId, institutionId]);
  if (!row) throw deniedRecord(studentId, 'confidential details');
  return row;
}
