import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Done } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { notFound, Refusal } from '@/lib/errors';

const openCourse = statement(
  'enrollment.open-course',
  "SELECT 1 FROM courses WHERE id = $1 AND status = 'PUBLISHED' AND deleted_at IS NULL",
);
const enrollStudent = statement('enrollment.enroll', 'SELECT enroll_student($1, $2) AS changed');
const dropStudent = statement('enrollment.drop', 'SELECT drop_student($1, $2) AS changed');
const isEnrolled = statement(
  'enrollment.own',
  "SELECT status FROM enrollments WHERE user_id = $1 AND course_id = $2 AND role = 'STUDENT'",
);

type Student = Pick<Viewer, 'userId'>;
/** What became of it, and what the trail shall keep. */
type Changed = Done<{ courseId: string; changed: boolean }>;

/** Enrols a student in a course, in the caller's transaction. @throws Refusal where there is no such course */
export async function enrollIn(tx: Transaction, student: Student, courseId: string): Promise<Changed> {
  const [course] = await tx.rows(openCourse, [courseId]);
  if (!course) throw notFound();
  const [row] = await tx.rows<{ changed: boolean }>(enrollStudent, [student.userId, courseId]);
  return changed('enrollment.create', student, courseId, row?.changed === true);
}

/** Ends a student's enrolment, in the caller's transaction. @throws Refusal where there is none, or it is completed */
export async function leaveFrom(tx: Transaction, student: Student, courseId: string): Promise<Changed> {
  const [own] = await tx.rows<{ status: string }>(isEnrolled, [student.userId, courseId]);
  if (!own) throw notFound();
  if (own.status === 'COMPLETED')
    throw new Refusal('conflict', 'You have completed this course; it stays on your record.');
  const [row] = await tx.rows<{ changed: boolean }>(dropStudent, [student.userId, courseId]);
  return changed('enrollment.drop', student, courseId, row?.changed === true);
}

function changed(action: string, { userId }: Student, courseId: string, isChanged: boolean): Changed {
  const event = { action, objectType: 'course', objectId: courseId, studentId: userId };
  return { value: { courseId, changed: isChanged }, audit: isChanged ? event : nothingChanged };
}
