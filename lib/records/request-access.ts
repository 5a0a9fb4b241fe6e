import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { parse } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { decide, type Relation } from './decide';
import { readRecord } from './read-record';
import { type AccessAnswer, type AccessDecision, type AccessRequest, accessRequest } from './schema';

const relationOf = statement(
  'records.relation',
  `SELECT u.institution_id = $2::uuid AS "isOwnInstitution", array(
     SELECT e.course_id FROM enrollments e JOIN courses c ON c.id = e.course_id
     WHERE e.user_id = u.id AND e.role = 'STUDENT' AND e.status <> 'DROPPED' AND c.instructor_id = $3::uuid
       AND c.status <> 'ARCHIVED' AND c.deleted_at IS NULL ORDER BY e.course_id) AS "taughtCourseIds"
   FROM users u WHERE u.id = $1 AND u.role = 'STUDENT' AND u.deleted_at IS NULL`,
);

/** What travels with every record that leaves the gate (34 CFR 99.33). */
export const redisclosureNotice =
  'This is an education record. It may be used only for the purpose it was asked for, and not be disclosed further without the student’s consent (34 CFR 99.33).';

/**
 * The gate: a person asks for a student's record, for a purpose and with a justification. The answer and the refusal
 * are both in the trail before anybody gets either; where the trail cannot be written, nothing is shown. A refusal is the
 * same for a student who does not exist.
 *
 * @throws Refusal unauthenticated, invalid or forbidden
 */
export async function requestAccess(viewer: Viewer | null, raw: unknown): Promise<AccessAnswer> {
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  const request = parse(accessRequest, raw);
  const answer = await asViewer(viewer, async (tx) => {
    const decision = decide(await readRelation(tx, viewer, request.studentId), request.scope);
    const record = decision && (await readRecord(tx, request.studentId, decision));
    await auditDecision(tx, viewer, request, record ? decision : null);
    return record && { ...decision, decision: 'ALLOWED' as const, record, notice: redisclosureNotice };
  });
  if (!answer) throw new Refusal('forbidden', 'There is no ground on which you may see such a record.');
  return answer;
}

async function readRelation(tx: Transaction, viewer: Viewer, studentId: string): Promise<Relation> {
  const { userId, role, institutionId } = viewer;
  const [found] = await tx.rows<Pick<Relation, 'isOwnInstitution' | 'taughtCourseIds'>>(relationOf, [
    studentId,
    institutionId,
    userId,
  ]);
  return {
    role,
    isSelf: role === 'STUDENT' && studentId === userId,
    isOwnInstitution: found?.isOwnInstitution === true,
    taughtCourseIds: found?.taughtCourseIds ?? [],
  };
}

async function auditDecision(
  tx: Transaction,
  viewer: Viewer,
  { studentId, scope, purpose, justification }: AccessRequest,
  decision: AccessDecision | null,
): Promise<void> {
  await appendAudit(tx, viewer, {
    action: 'record.access',
    objectType: 'education record',
    objectId: studentId,
    studentId,
    outcome: decision ? 'ALLOWED' : 'DENIED',
    purpose,
    justification,
    details: {
      scope,
      level: decision?.level ?? 'none',
      ground: decision?.ground ?? null,
      courses: decision?.courseIds?.join(' ') ?? null,
    },
  });
}
