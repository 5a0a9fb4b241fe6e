import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { appendAudit } from '@/lib/audit/append';
import { erasedTables } from './erased-tables';

/** Nothing of a protected student goes: row security holds it. */
const deletions = Object.entries(erasedTables).map(([table, student]) =>
  statement(`records.erase-${table}`, `DELETE FROM ${table} WHERE ${student} = $1`),
);

/** The copies of the name in class lists follow by trigger. */
const takeOffName = statement(
  'records.erase-name',
  `UPDATE users SET display_name = 'Former student', given_name = NULL, family_name = NULL, email = NULL, password_hash = NULL,
     sourced_id = NULL, last_active_at = NULL, disabled_at = coalesce(disabled_at, now()), deleted_at = coalesce(deleted_at, now()),
     session_version = session_version + 1, updated_at = now()
   WHERE id = $1 RETURNING institution_id AS "institutionId"`,
);
const forgetBirth = statement(
  'records.erase-birth',
  'UPDATE rights_facts SET birth_date = NULL, postsecondary_since = NULL WHERE user_id = $1',
);
const remember = statement(
  'records.remember-erasure',
  'INSERT INTO erasures (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING',
);
const settle = statement(
  'records.settle-erasure',
  "UPDATE erasure_requests SET state = 'ERASED' WHERE student_id = $1 AND state = 'APPROVED'",
);
const isProtected = statement(
  'records.is-protected',
  "SELECT is_protected(id) AS protected FROM users WHERE id = $1 AND role = 'STUDENT'",
);

/**
 * Takes a student's name off everything and deletes what is no proof of studies; figures stay, of nobody. Doing it again
 * changes nothing. As SYSTEM.
 *
 * @returns false where a hold or an open request protects the student, or it is no student: nothing is changed then
 */
export async function eraseStudent(tx: Transaction, studentId: string): Promise<boolean> {
  const [found] = await tx.rows<{ protected: boolean }>(isProtected, [studentId]);
  if (found?.protected !== false) return false;
  await eraseAgain(tx, studentId);
  return true;
}

/**
 * Erases somebody whom an older state of the database has brought back, before it is opened to anybody. What protects the
 * student in that state was lifted before the erasure, which would have been refused otherwise; so it is not asked for. As
 * the owner: to the product row security refuses to delete what is protected.
 */
export async function eraseAgain(tx: Transaction, studentId: string): Promise<void> {
  for (const deletion of deletions) await tx.rows(deletion, [studentId]);
  await tx.rows(forgetBirth, [studentId]);
  const [person] = await tx.rows<{ institutionId: string | null }>(takeOffName, [studentId]);
  await tx.rows(settle, [studentId]);
  await tx.rows(remember, [studentId]);
  await appendAudit(tx, null, {
    action: 'erasure.carry-out',
    objectType: 'student',
    objectId: studentId,
    studentId,
    ...(person?.institutionId && { institutionId: person.institutionId }),
  });
}
