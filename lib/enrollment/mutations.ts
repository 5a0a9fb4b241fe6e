import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { catalogTags } from '@/lib/catalog/tags';
import { notFound, Refusal } from '@/lib/errors';
import { enrollmentInput } from './schema';

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

type Change = { courseId: string; changed: boolean };

const studentsOnly = (viewer: Viewer) => viewer.role === 'STUDENT';

/** Enrols the student. `changed` is false when already enrolled: repeating it is harmless. */
export async function enroll(viewer: Viewer | null, raw: unknown): Promise<Change> {
  const result = await perform(
    {
      input: enrollmentInput,
      allow: studentsOnly,
      run: async ({ tx, viewer: student, input: { courseId } }) => {
        const [course] = await tx.rows(openCourse, [courseId]);
        if (!course) throw notFound();
        const [row] = await tx.rows<{ changed: boolean }>(enrollStudent, [student.userId, courseId]);
        const changed = row?.changed === true;
        return {
          value: { courseId, changed },
          audit: changed ? event('enrollment.create', student, courseId) : null,
        };
      },
    },
    viewer,
    raw,
  );
  await refresh(viewer?.userId, result);
  return result;
}

/** Leaves a course; progress is kept and comes back with a new enrolment. A completed course stays completed. */
export async function leave(viewer: Viewer | null, raw: unknown): Promise<Change> {
  const result = await perform(
    {
      input: enrollmentInput,
      allow: studentsOnly,
      run: async ({ tx, viewer: student, input: { courseId } }) => {
        const [own] = await tx.rows<{ status: string }>(isEnrolled, [student.userId, courseId]);
        if (!own) throw notFound();
        if (own.status === 'COMPLETED')
          throw new Refusal('conflict', 'You have completed this course; it stays on your record.');
        const [row] = await tx.rows<{ changed: boolean }>(dropStudent, [student.userId, courseId]);
        const changed = row?.changed === true;
        return {
          value: { courseId, changed },
          audit: changed ? event('enrollment.drop', student, courseId) : null,
        };
      },
    },
    viewer,
    raw,
  );
  await refresh(viewer?.userId, result);
  return result;
}

const event = (action: string, student: Viewer, courseId: string) => ({
  action,
  objectType: 'course',
  objectId: courseId,
  studentId: student.userId,
});

async function refresh(studentId: string | undefined, { courseId, changed }: Change): Promise<void> {
  if (!changed || studentId === undefined) return;
  await invalidate(`student:${studentId}`, `class:${courseId}`, catalogTags.crowd(courseId));
}
