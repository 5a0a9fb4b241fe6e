import type { CourseItem } from '@/lib/catalog/schema';
import { count, counted, percent } from '@/lib/format';

type Crowd = Pick<CourseItem, 'enrolledStudents' | 'avgCompletionRate'>;

/** “40 %”: the average completion, or null where there are too few students to say. */
export const completionText = ({ avgCompletionRate }: Pick<Crowd, 'avgCompletionRate'>): string | null =>
  avgCompletionRate === null ? null : percent(avgCompletionRate * 100);

/** Who is in a course, in a line. */
export function crowdText(course: Crowd): string {
  if (course.enrolledStudents === 0) return 'Nobody enrolled yet';
  const completion = completionText(course);
  const students = counted(course.enrolledStudents, 'student');
  return completion ? `${students} · about ${completion} done on average` : students;
}

/** How many have finished, from a number that is told in steps of five: “10 or more”, “fewer than 5”. */
export const finishedText = (finished: number): string =>
  finished === 0 ? 'fewer than 5' : `${count(finished)} or more`;
