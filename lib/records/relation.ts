import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import type { Relation } from './decide';
import type { AccessDecision, AccessRequest } from './schema';

const factsOf = statement(
  'records.facts',
  `SELECT f.name, f.institution, f.same_institution AS "isOwnInstitution", f.directory_opted_out AS "directoryOptedOut",
     f.today, f.is_guardian AS "isGuardian", f.birth_date AS "birthDate", f.postsecondary_since AS "postsecondarySince",
     f.consents, array(
       SELECT e.course_id FROM enrollments e JOIN courses c ON c.id = e.course_id
       WHERE e.user_id = $1 AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND c.instructor_id = $2
         AND is_taught_now(c) ORDER BY e.course_id) AS "taughtCourseIds"
   FROM record_facts($1) f`,
);
const stillAs = statement(
  'records.still-as',
  'SELECT 1 FROM users WHERE id = $1 AND role = $2::educational_role_enum AND disabled_at IS NULL AND deleted_at IS NULL',
);
const open = statement(
  'records.open',
  `SELECT set_config('app.opened_student', $1, true), set_config('app.opened_purpose', $2, true),
     set_config('max_parallel_workers_per_gather', '0', true)`,
);

/** Who the record is about. */
export type Subject = { name: string; institution: string | null };

/** What connects the viewer with a student, read in the caller's transaction; null: nobody who is a student, or was one. */
export async function readRelation(
  tx: Transaction,
  viewer: Viewer,
  studentId: string,
): Promise<(Relation & Subject) | null> {
  const { userId, role } = viewer;
  const [found] = await tx.rows<Omit<Relation, 'role' | 'isSelf'> & Subject>(factsOf, [studentId, userId]);
  if (!found) return null;
  return { ...found, role, isSelf: studentId === userId };
}

/** Whether the viewer is at this moment who the session says: whoever is disabled or gets another role is signed out. */
export const isStillAs = async (tx: Transaction, { userId, role }: Viewer): Promise<boolean> =>
  (await tx.rows(stillAs, [userId, role])).length > 0;

/**
 * Lets row security show the record for the rest of the transaction, where the database finds the ground for it too.
 * Grounds that the policies know by themselves need nothing.
 */
export async function openRecord(
  tx: Transaction,
  { studentId, purpose }: Pick<AccessRequest, 'studentId' | 'purpose'>,
  { ground }: AccessDecision,
): Promise<void> {
  if (ground === 'GUARDIAN' || ground === 'CONSENT' || ground === 'EMERGENCY')
    await tx.rows(open, [studentId, purpose]);
}
