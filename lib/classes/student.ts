import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { deniedRecord } from '@/lib/access/denied';
import type { Viewer } from '@/lib/access/viewer';
import { type RecordedStanding, readStandingHistory } from '@/lib/analytics/standing-history';
import { appendAudit } from '@/lib/audit/append';
import { type ClassCourse, requireClass } from './class-access';
import { learningStatusOf, limitValues, readStatusLimits } from './learning-status';
import type { ListedStudent } from './schema';
import { type StudentRow, studentColumns } from './student-columns';
import { withWhatGoesAlong } from './what-goes-along';

const enrollment = statement(
  'classes.student',
  `SELECT ${studentColumns} FROM enrollments e WHERE e.course_id = $1 AND e.user_id = $6 AND e.role = 'STUDENT'`,
);
const lessons = statement(
  'classes.student-lessons',
  `SELECT l.id AS "lessonId", l.title, l.lesson_order AS order, n.sections, coalesce(d.done, 0)::int AS done,
     coalesce(d.seconds, 0)::int AS seconds, d.last AS "lastActivityAt"
   FROM lessons l JOIN enrollments e ON e.course_id = l.course_id AND e.user_id = $2
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS sections FROM sections s WHERE s.lesson_id = l.id AND section_counts(s, e.course_version)) n
   LEFT JOIN LATERAL (
     SELECT count(*) FILTER (WHERE p.completed_at IS NOT NULL AND section_counts(s, e.course_version)) AS done,
       sum(p.time_spent) AS seconds, max(p.last_activity_at) AS last
     FROM user_progress p JOIN sections s ON s.id = p.section_id
     WHERE p.user_id = $2 AND p.course_id = $1 AND p.lesson_id = l.id) d ON true
   WHERE l.course_id = $1 AND l.deleted_at IS NULL ORDER BY l.lesson_order`,
);
const activity = statement(
  'classes.student-days',
  `SELECT d::date AS day, coalesce(a.seconds, 0)::int AS seconds, coalesce(a.interactions, 0)::int AS interactions
   FROM courses c JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t
   CROSS JOIN LATERAL generate_series(t.today - ($3::int - 1), t.today, interval '1 day') d
   LEFT JOIN (SELECT day, sum(seconds) AS seconds, sum(interactions) AS interactions FROM activity_days
     WHERE user_id = $2 AND course_id = $1 GROUP BY day) a ON a.day = d::date
   WHERE c.id = $1 ORDER BY 1`,
);

export type StudentLesson = {
  lessonId: string;
  title: string;
  order: number;
  /** Required sections of the version the student studies, and how many of them are done. */
  sections: number;
  done: number;
  seconds: number;
  lastActivityAt: string | null;
};
export type StudentDay = { day: string; seconds: number; interactions: number };
export type ClassStudent = {
  course: ClassCourse;
  student: ListedStudent;
  /** How the learning status was recorded, newest first; a year at most. */
  standings: RecordedStanding[];
  lessons: StudentLesson[];
  days: StudentDay[];
};

/**
 * How one student of a class is doing, with the last `days` days; in the caller's transaction, so that what else
 * the caller reads there is covered by the same audited look. The student sees who looked.
 */
export async function readClassStudent(
  tx: Transaction,
  viewer: Viewer,
  courseId: string,
  studentId: string,
  days = 28,
): Promise<ClassStudent> {
  const course = await requireClass(tx, viewer, courseId);
  const student = await readStudent(tx, courseId, studentId);
  if (!student) throw deniedRecord(studentId, 'the page of a student of a class');
  await appendAudit(tx, viewer, {
    action: 'student.view',
    objectType: 'enrollment',
    objectId: courseId,
    studentId,
    institutionId: course.institutionId,
    details: { course: course.code ?? course.title },
  });
  return {
    course,
    student,
    standings: await readStandingHistory(tx, studentId, courseId),
    lessons: await tx.rows<StudentLesson>(lessons, [courseId, studentId]),
    days: await tx.rows<StudentDay>(activity, [courseId, studentId, days]),
  };
}

async function readStudent(
  tx: Transaction,
  courseId: string,
  studentId: string,
): Promise<ListedStudent | null> {
  const limits = await readStatusLimits(tx, courseId);
  const rows = await tx.rows<StudentRow>(enrollment, [courseId, ...limitValues(limits), studentId]);
  const [found] = await withWhatGoesAlong(tx, courseId, rows);
  if (!found) return null;
  const { rank, ...student } = found;
  return { ...student, learningStatus: learningStatusOf(rank) };
}
