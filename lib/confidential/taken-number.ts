import { ssn as ssnColumn } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { lookupOf } from '@/lib/keys/lookup';

const holder = statement(
  'confidential.holder',
  'SELECT student_id AS "studentId" FROM student_details WHERE institution_id = $1 AND ssn_lookup = $2',
);

/** Whether a write failed because another student of the institution has the social security number. */
export const isNumberTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'student_details_lookup_key';

type Attempt = { studentId: string; purpose: string; ssn?: string };

/**
 * Whoever is told that a number is taken has looked it up: that stays in the trail, of the student who has it, although
 * the write is undone. Where the trail cannot be written, it is not told.
 */
export async function refuseTaken(
  viewer: Viewer,
  { studentId: writtenTo, purpose, ssn = '' }: Attempt,
): Promise<Refusal> {
  await asAdministrator(viewer, async (tx, institutionId) => {
    const lookup = await lookupOf(tx, viewer, ssnColumn, institutionId, ssn);
    const [found] = await tx.rows<{ studentId: string }>(holder, [institutionId, lookup]);
    await appendAudit(tx, viewer, {
      action: 'record.lookup',
      objectType: 'education record',
      outcome: 'DENIED',
      purpose,
      details: { found: found !== undefined, writtenTo },
      ...(found && { objectId: found.studentId, studentId: found.studentId }),
    });
  });
  return new Refusal('conflict', 'Another student has this number already.', {
    ssn: 'belongs to another student',
  });
}
