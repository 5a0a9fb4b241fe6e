import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { hasInterest } from './state';

const ties = statement(
  'records.judge-ties',
  `SELECT EXISTS (
       SELECT 1 FROM enrollments e JOIN courses c ON c.id = e.course_id
       WHERE e.user_id = $1 AND c.instructor_id = $2) AS "teachesTheStudent",
     EXISTS (SELECT 1 FROM guardianships g WHERE g.student_id = $1 AND g.guardian_id = $2) AS "isGuardianOfTheStudent"`,
);

type Request = { studentId: string; requestedBy: string; decidedBy: string | null };

/** Refuses whoever has a direct interest in the outcome: the hearing is another person's than the decision. */
export async function requireNoInterest(tx: Transaction, viewer: Viewer, request: Request): Promise<void> {
  type Ties = { teachesTheStudent: boolean; isGuardianOfTheStudent: boolean };
  const [found] = await tx.rows<Ties>(ties, [request.studentId, viewer.userId]);
  if (found && !hasInterest({ userId: viewer.userId, ...found }, request)) return;
  throw new Refusal('forbidden', 'You have an interest in this: somebody else has to decide.');
}
