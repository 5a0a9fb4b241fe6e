import type { CourseItem } from '@/lib/catalog/schema';
import { counted, percent } from '@/lib/format';

type Crowd = Pick<CourseItem, 'enrolledStudents' | 'avgCompletionRate'>;

/** Below so many students an average would speak of single people. */
export const smallestCohort = 10;

/** “40 %”: the average completion, or null where there are too few students to say. */
export const completionText = ({ enrolledStudents, avgCompletionRate }: Crowd): string | null =>
  enrolledStudents < smallestCohort ? null : percent(Math.round(avgCompletionRate * 100));

/** Who is in a course, in a line. */
export function crowdText(course: Crowd): string {
  if (course.enrolledStudents === 0) return 'Nobody enrolled yet';
  const completion = completionText(course);
  const students = counted(course.enrolledStudents, 'student');
  return completion ? `${students} · ${completion} done on average` : students;
}
