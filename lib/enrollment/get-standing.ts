import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { getNextSteps } from '@/lib/analytics/next-step';
import { getCourse } from '@/lib/catalog/course';
import { notFound } from '@/lib/errors';
import { getOwnEnrollment } from './queries';
import type { Standing } from './standing';

/** What this person is to a course that they can see; refuses alike what is not there and what is not theirs. */
export async function getStanding(viewer: Viewer | null, courseId: string): Promise<Standing> {
  const course = await getCourse(viewer, courseId);
  if (!course) throw notFound();
  if (!viewer) return { kind: 'visitor' };
  if (viewer.role !== 'STUDENT') {
    const answersFor = { instructorId: course.instructor.id, institutionId: course.institution.id };
    return { kind: 'staff', teaches: may.seeClass(viewer, answersFor) };
  }
  const [enrollment, steps] = await Promise.all([getOwnEnrollment(viewer, courseId), getNextSteps(viewer)]);
  return { kind: 'student', enrollment, next: steps.find((step) => step.courseId === courseId) ?? null };
}
