import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { EnrollmentState } from './schema';

const own = statement(
  'enrollment.state',
  `SELECT status, avg_completion AS "avgCompletion" FROM enrollments
   WHERE user_id = $1 AND course_id = $2 AND role = 'STUDENT'`,
);

/** The viewer's own enrolment in a course; completion in hundredths of a percent; null when never enrolled. */
export async function getOwnEnrollment(viewer: Viewer, courseId: string): Promise<EnrollmentState> {
  const [row] = await asViewer(viewer, (tx) =>
    tx.rows<NonNullable<EnrollmentState>>(own, [viewer.userId, courseId]),
  );
  return row ?? null;
}
