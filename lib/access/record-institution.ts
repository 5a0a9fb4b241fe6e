import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { everStudent } from './ever-student';

const institution = statement('access.institution-of', 'SELECT institution_of($1) AS id');

const byId = statement(
  'access.student-of-id',
  `SELECT student_id AS "studentId" FROM (
     SELECT id, student_id FROM inspection_requests WHERE id = $1 UNION ALL SELECT id, student_id FROM amendment_requests WHERE id = $1
     UNION ALL SELECT id, student_id FROM erasure_requests WHERE id = $1 UNION ALL SELECT id, student_id FROM consents WHERE id = $1
     UNION ALL SELECT id, student_id FROM emergency_accesses WHERE id = $1 UNION ALL SELECT id, student_id FROM guardianships WHERE id = $1
     UNION ALL SELECT id, id FROM users WHERE id = $1 AND ${everStudent('users')}) meant LIMIT 1`,
);

/**
 * Who is the student of an id: of a person, or of a request about a record, a consent, a guardianship or a look in an emergency. For the trail, as the product itself, since whoever named it may
 * not know of it.
 *
 * @returns undefined where the id is of none
 */
export async function studentOfId(tx: Transaction, id: string): Promise<string | undefined> {
  const [found] = await tx.rows<{ studentId: string }>(byId, [id]);
  return found?.studentId;
}

/**
 * Whose the record of a student is, also to somebody who may not see the student: that institution's administrators answer
 * for it, so that what outsiders do about it is filed there.
 *
 * @returns undefined for nobody, and for somebody of no institution
 */
export async function institutionOf(tx: Transaction, studentId: string): Promise<string | undefined> {
  const [found] = await tx.rows<{ id: string | null }>(institution, [studentId]);
  return found?.id ?? undefined;
}
