import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { everStudent } from '@/lib/access/ever-student';
import { appendAudit } from '@/lib/audit/append';
import { settleCollection } from '../guardians/settle-collection';
import { erasedTables } from './erased-tables';
import { type ErasureFacts, erasureFactColumns, erasureObstacle } from './obstacle';

/** Nothing of a protected student goes: row security holds it. */
const deletions = Object.entries(erasedTables).map(([table, student]) =>
  statement(`records.erase-${table}`, `DELETE FROM ${table} WHERE ${student} = $1`),
);

// What an import that failed has left names people too. One that is tried again waits, and reads its files anew.
const forgetStaged = statement(
  'records.erase-staged',
  "DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE status = 'FAILED' FOR SHARE)",
);

/** The copies of the name in class lists follow by trigger. */
const takeOffName = statement(
  'records.erase-name',
  `UPDATE users SET display_name = 'Former student', given_name = NULL, family_name = NULL, email = NULL,
     sourced_id = NULL, last_active_at = NULL, disabled_at = coalesce(disabled_at, now()), deleted_at = coalesce(deleted_at, now()),
     session_version = session_version + 1, updated_at = now()
   WHERE id = $1 RETURNING institution_id AS "institutionId"`,
);
// The application may not write what opens an account; this takes it away from one that is gone.
const forgetPassword = statement('records.erase-password', 'SELECT forget_password($1)');
const forgetBirth = statement(
  'records.erase-birth',
  'UPDATE rights_facts SET birth_date = NULL, postsecondary_since = NULL WHERE user_id = $1',
);
const endGuardianships = statement(
  'records.end-guardianships-of-erased',
  `UPDATE guardianships g SET ended_at = now(), collection_agreed_at = NULL WHERE g.guardian_id = $1 AND g.ended_at IS NULL
   RETURNING g.id, g.student_id AS "studentId", g.institution_id AS "institutionId"`,
);
const remember = statement(
  'records.remember-erasure',
  'INSERT INTO erasures (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING',
);
const settle = statement(
  'records.settle-erasure',
  "UPDATE erasure_requests SET state = 'ERASED' WHERE student_id = $1 AND state = 'APPROVED'",
);
const stillApproved = statement(
  'records.still-approved',
  "SELECT 1 FROM erasure_requests WHERE student_id = $1 AND state = 'APPROVED'",
);
// Who makes a request, a hold or an enrolment for the student refers to this row, and waits for the end of it.
const holdStill = statement('records.hold-student-still', 'SELECT 1 FROM users WHERE id = $1 FOR UPDATE');
const facts = statement(
  'records.facts-at-erasure',
  `SELECT ${erasureFactColumns('u.id')}, coalesce((
     SELECT holds_rights(r.requested_by, r.student_id) FROM erasure_requests r WHERE r.student_id = u.id AND r.state = 'APPROVED'),
     true) AS "isAskedByHolder" FROM users u JOIN institutions i ON i.id = u.institution_id
   WHERE u.id = $1 AND ${everStudent('u')}`,
);
const refuse = statement(
  'records.refuse-approved-erasure',
  `UPDATE erasure_requests SET state = 'REFUSED', ground = $2 WHERE student_id = $1 AND state = 'APPROVED'
   RETURNING id, institution_id AS "institutionId"`,
);

/**
 * `WAITS`: something protects the student, or it is nobody who ever was a student. `REFUSED`: approved, but the schedule keeps the
 * record now. `SETTLED`: nothing is approved any more, since somebody else came first.
 */
export type ErasureOutcome = 'ERASED' | 'WAITS' | 'REFUSED' | 'SETTLED';

/** Something came to protect the student while the erasure went on: it has to be rolled back as a whole. */
export class ProtectedMeanwhile extends Error {}

/**
 * Takes a student's name off everything and deletes what is no proof of studies; figures stay, of nobody. What was looked at
 * when the request was approved is looked at again: much may have happened since. Doing it again changes nothing. As SYSTEM.
 *
 * @param isReturned erased before, and brought back by an older state of the database: only what protects it counts then
 * @throws ProtectedMeanwhile
 */
export async function eraseStudent(
  tx: Transaction,
  studentId: string,
  isReturned = false,
): Promise<ErasureOutcome> {
  await tx.rows(holdStill, [studentId]);
  const [found] = await tx.rows<ErasureFacts>(facts, [studentId]);
  if (!found || found.isProtected) return 'WAITS';
  if (!isReturned && (await tx.rows(stillApproved, [studentId])).length === 0) return 'SETTLED';
  const ground = isReturned ? null : erasureObstacle(found);
  if (ground !== null) {
    await refuseApproved(tx, studentId, ground);
    return 'REFUSED';
  }
  await eraseAgain(tx, studentId);
  const [after] = await tx.rows<ErasureFacts>(facts, [studentId]);
  if (after?.isProtected) throw new ProtectedMeanwhile();
  return 'ERASED';
}

async function refuseApproved(tx: Transaction, studentId: string, ground: string): Promise<void> {
  const [request] = await tx.rows<{ id: string; institutionId: string }>(refuse, [studentId, ground]);
  if (!request) return;
  await appendAudit(tx, null, {
    action: 'erasure.refuse',
    objectType: 'erasure request',
    objectId: request.id,
    studentId,
    institutionId: request.institutionId,
    details: { ground },
  });
}

/**
 * Erases somebody whom an older state of the database has brought back, before it is opened to anybody. What protects the
 * student in that state was lifted before the erasure, which would have been refused otherwise; so it is not asked for. As
 * the owner: to the product row security refuses to delete what is protected.
 */
export async function eraseAgain(tx: Transaction, studentId: string): Promise<void> {
  for (const deletion of deletions) await tx.rows(deletion, [studentId]);
  await tx.rows(forgetStaged);
  await tx.rows(forgetBirth, [studentId]);
  const [person] = await tx.rows<{ institutionId: string | null }>(takeOffName, [studentId]);
  await tx.rows(forgetPassword, [studentId]);
  await endGuardianshipsOf(tx, studentId);
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

/** Whoever is forgotten acts for no child any more: there is no account to do it from, and no name to do it in. */
async function endGuardianshipsOf(tx: Transaction, userId: string): Promise<void> {
  type Ended = { id: string; studentId: string; institutionId: string };
  for (const { id, studentId, institutionId } of await tx.rows<Ended>(endGuardianships, [userId])) {
    await settleCollection(tx, null, studentId);
    const guardianship = { objectType: 'guardianship', objectId: id, studentId, institutionId };
    await appendAudit(tx, null, { action: 'guardian.end', ...guardianship });
  }
}
