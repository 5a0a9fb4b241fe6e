import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { rulesFor } from '@/lib/analytics/rules/institution-rules';
import type { ClassCourse } from '../class-access';
import { daysOf, studentInWords } from './at-risk';
import { readCalendar } from './calendar';
import { readLiveStudent } from './risk-list';
import type { StudentRisk } from './schema';
import { readStoredStudent } from './stored-student';
import { weekBefore } from './week-before';
import { weightsOf } from './weights';
import { explainLeft } from './words';

/**
 * What the at-risk list that the class page shows says of one student: the same row, from the same list. For a class of
 * which none is stored it is worked out, which takes seconds in a large one.
 *
 * @param course as the audited look at the student gave it: who may ask has been checked there
 */
export async function getStudentRisk(
  viewer: Viewer,
  { id: courseId, institutionId }: ClassCourse,
  studentId: string,
): Promise<StudentRisk> {
  const calendar = await asViewer(viewer, (tx) => readCalendar(tx, courseId));
  const rules = await rulesFor(institutionId);
  const weights = weightsOf(rules);
  const { mediumDays, mediumStudents, highDays, highStudents } = weights;
  const days = daysOf(calendar);
  const stored = await readStoredStudent(viewer, courseId, { ...days, rules: rules.reference }, studentId);
  const { day, compared, student, left, ...found } =
    stored ?? (await readLiveStudent(viewer, courseId, days.to, weights, studentId));
  return {
    ...found,
    asOf: day,
    comparedWith: compared ? weekBefore(day) : null,
    listedFrom: weights.listedFrom,
    minimumDays: weights.minimumDays,
    limits: { mediumDays, mediumStudents, highDays, highStudents },
    student: student && studentInWords(student, weights),
    left: left && explainLeft(left),
  };
}
