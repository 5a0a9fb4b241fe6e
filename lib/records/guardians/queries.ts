import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { deniedRecord } from '@/lib/access/denied';
import { everStudent, isKept } from '@/lib/access/ever-student';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { ageOn, rightsHolder } from '../rights-holder';
import type { Guardian, StudentRights } from './schema';

const student = statement(
  'records.student-rights',
  `SELECT u.id AS "studentId", u.display_name AS name, f.birth_date AS "birthDate", f.postsecondary_since AS "postsecondarySince",
     f.collection_suspended_at AS "collectionSuspendedAt", coalesce(d.opted_out, false) AS "directoryOptedOut",
     (now() AT TIME ZONE i.time_zone)::date AS today
   FROM users u JOIN institutions i ON i.id = u.institution_id LEFT JOIN rights_facts f ON f.user_id = u.id
   LEFT JOIN directory_choices d ON d.user_id = u.id
   WHERE u.id = $1 AND u.institution_id = $2 AND ${everStudent('u')} AND ${isKept('u')}`,
);
const guardiansOf = statement(
  'records.guardians',
  `SELECT g.id, g.guardian_id AS "personId", u.display_name AS name, u.email, g.relationship, g.verification, g.verified_at AS "verifiedAt",
     g.collection_agreed_at AS "collectionAgreedAt", g.collection_withdrawn_at AS "collectionWithdrawnAt"
   FROM guardianships g JOIN users u ON u.id = g.guardian_id WHERE g.student_id = $1 AND g.ended_at IS NULL
   ORDER BY g.verified_at, g.id`,
);
const children = statement(
  'records.children',
  `SELECT g.student_id AS id, f.name FROM guardianships g CROSS JOIN LATERAL record_facts(g.student_id) f
   WHERE g.guardian_id = $1 AND g.ended_at IS NULL AND is_guardian_of(g.student_id) ORDER BY f.name, 1`,
);

type StudentRow = Omit<StudentRights, 'holder' | 'age' | 'guardians'>;

/**
 * Who holds the rights in the record of a student of an institution, and on what that rests. The caller audits the look.
 *
 * @throws Refusal where the institution has no such student
 */
export async function readStudentRights(
  tx: Transaction,
  institutionId: string,
  studentId: string,
): Promise<StudentRights> {
  const [found] = await tx.rows<StudentRow>(student, [studentId, institutionId]);
  if (!found) throw deniedRecord(studentId, 'who holds the rights in a record');
  const { birthDate, today } = found;
  return {
    ...found,
    holder: rightsHolder(found, today),
    age: birthDate === null ? null : ageOn(birthDate, today),
    guardians: await tx.rows<Guardian>(guardiansOf, [studentId]),
  };
}

/** The students for whom the viewer holds the rights now, as a verified guardian. */
export const getChildren = (viewer: Viewer): Promise<{ id: string; name: string }[]> =>
  asViewer(viewer, (tx) => tx.rows<{ id: string; name: string }>(children, [viewer.userId]));
