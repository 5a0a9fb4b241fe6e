import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { catalogTags } from '@/lib/catalog/tags';
import { enrollIn, leaveFrom } from './change';
import { enrollmentInput } from './schema';

type Change = { courseId: string; changed: boolean };

const studentsOnly = (viewer: Viewer) => viewer.role === 'STUDENT';

/** Enrols the student. `changed` is false when already enrolled: repeating it is harmless. */
export async function enroll(viewer: Viewer | null, raw: unknown): Promise<Change> {
  const result = await perform(
    {
      input: enrollmentInput,
      allow: studentsOnly,
      run: ({ tx, viewer: student, input }) => enrollIn(tx, student, input.courseId),
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
      run: ({ tx, viewer: student, input }) => leaveFrom(tx, student, input.courseId),
    },
    viewer,
    raw,
  );
  await refresh(viewer?.userId, result);
  return result;
}

async function refresh(studentId: string | undefined, { courseId, changed }: Change): Promise<void> {
  if (!changed || studentId === undefined) return;
  await invalidate(`student:${studentId}`, `class:${courseId}`, catalogTags.crowd(courseId));
}
