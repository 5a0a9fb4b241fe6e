import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';

const right = statement(
  'assessment.reading-right',
  `SELECT c.instructor_id AS "instructorId", c.institution_id AS "institutionId",
     EXISTS (SELECT 1 FROM enrollments e WHERE e.course_id = c.id AND e.user_id = $2 AND e.role = 'STUDENT'
       AND e.status <> 'DROPPED') AS enrolled
   FROM courses c WHERE c.id = $1 AND c.deleted_at IS NULL`,
);
type Right = { instructorId: string; institutionId: string; enrolled: boolean };

/** As what a person may read a course's questions: those who answer for it, and its students. Nobody else. */
export async function requireReader(
  tx: Transaction,
  viewer: Viewer,
  courseId: string,
): Promise<'staff' | 'student'> {
  const [found] = await tx.rows<Right>(right, [courseId, viewer.userId]);
  if (found && may.seeClass(viewer, found)) return 'staff';
  if (found?.enrolled) return 'student';
  throw notFound();
}
