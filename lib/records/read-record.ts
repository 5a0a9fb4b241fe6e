import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { isKept } from '@/lib/access/ever-student';
import { withoutOthers } from '@/lib/confidential/other-students';
import { readConfidential } from '@/lib/confidential/read';
import type { AccessDecision, CourseRecord, EducationRecord } from './schema';
import { recordLevels } from './schema';

const person = statement(
  'records.person',
  `SELECT given_name AS "givenName", family_name AS "familyName", email, sourced_id AS "sourcedId",
     last_active_at AS "lastActiveAt" FROM users WHERE id = $1 AND ${isKept('users')}`,
);
const enrolled = statement(
  'records.courses',
  `SELECT e.course_id AS "courseId", c.code, c.title, e.status, e.enrolled_at AS "enrolledAt", e.completed_at AS "completedAt",
     e.avg_completion / 100.0 AS completion, e.sections_completed AS "sectionsCompleted",
     e.sections_required AS "sectionsRequired", e.time_spent AS "timeSpent", e.lessons_attempted AS "lessonsAttempted",
     e.lessons_completed AS "lessonsCompleted",
     round(e.difficulty_sum::numeric / nullif(e.difficulty_count, 0), 2) AS "perceivedDifficulty",
     round(e.comprehension_sum / 100.0 / nullif(e.comprehension_count, 0), 2) AS comprehension,
     e.first_activity_at AS "firstActivityAt", e.last_activity_at AS "lastActivityAt"
   FROM enrollments e JOIN courses c ON c.id = e.course_id
   WHERE e.user_id = $1 AND e.role = 'STUDENT' AND ($2::uuid[] IS NULL OR e.course_id = ANY ($2::uuid[]))
   ORDER BY e.enrolled_at DESC, e.course_id`,
);
const statements = statement(
  'records.statements',
  `SELECT contested, course_id AS "courseId", level, statement, stated_at AS "statedAt" FROM record_statements
   WHERE student_id = $1 AND level <= $2 AND (course_id IS NULL OR $3::uuid[] IS NULL OR course_id = ANY ($3::uuid[]))
   ORDER BY stated_at, amendment_id`,
);
const activity = statement(
  'records.activity',
  `SELECT day, course_id AS "courseId", sum(seconds)::int AS seconds, sum(interactions)::int AS interactions
   FROM activity_days WHERE user_id = $1 GROUP BY day, course_id ORDER BY day DESC, course_id`,
);

type CourseRow = Omit<CourseRecord, 'academic'> & NonNullable<CourseRecord['academic']>;

/**
 * The record as far as the decision goes; columns beyond its level are left out, not blanked.
 *
 * @param namesOthers whether entries name other students too: for the institution's own staff alone
 */
export async function readRecord(
  tx: Transaction,
  student: EducationRecord['student'],
  { level, courseIds }: AccessDecision,
  namesOthers: boolean,
): Promise<EducationRecord> {
  const reaches = (wanted: typeof level) => recordLevels.indexOf(level) >= recordLevels.indexOf(wanted);
  const record: EducationRecord = { student };
  if (reaches('summary')) {
    const rows = await tx.rows<CourseRow>(enrolled, [student.id, courseIds]);
    record.courses = rows.map((course) => toCourse(course, reaches('academic')));
    record.statements = await tx.rows(statements, [student.id, level, courseIds]);
  }
  if (reaches('full')) {
    [record.person] = await tx.rows<NonNullable<EducationRecord['person']>>(person, [student.id]);
    const details = await readConfidential(tx, student.id);
    record.confidential = namesOthers ? details : await withoutOthers(tx, student.id, details);
    record.activity = await tx.rows(activity, [student.id]);
  }
  return record;
}

function toCourse(row: CourseRow, withAcademic: boolean): CourseRecord {
  const { courseId, code, title, status, enrolledAt, completedAt, completion, ...academic } = row;
  const course = { courseId, code, title, status, enrolledAt, completedAt, completion };
  return withAcademic ? { ...course, academic } : course;
}
