import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { addDays, daysBetween } from '@/lib/days';
import { type ClassCourse, requireClass } from './class-access';
import { classTags } from './class-tags';
import { getLessonFunnel } from './lessons';
import { isSameCourse } from './same-course';
import type { ClassTerm, ClassTermCourse, TermDay } from './schema';
import { getClassSummary } from './summary';
import { getTaughtCourses } from './taught';

/** Days of a term at most, before and after its start. */
const longestTerm = 400;

type Row = { day: string; active: number; left: number; completed: number };

/** What happened on each day: distinct active students, and who left or completed then and still has. */
const days = statement(
  'classes.term',
  `WITH zone AS (SELECT i.time_zone FROM courses c JOIN institutions i ON i.id = c.institution_id WHERE c.id = $1),
   active AS (
     SELECT day, sum(students) AS n FROM (
       SELECT day, students FROM class_days WHERE course_id = $1
       UNION ALL SELECT day, new_on_day FROM course_deltas WHERE course_id = $1 AND day IS NOT NULL) d GROUP BY day),
   outcomes AS (
     SELECT (CASE e.status WHEN 'DROPPED' THEN e.dropped_at ELSE e.completed_at END AT TIME ZONE z.time_zone)::date AS day,
       count(*) FILTER (WHERE e.status = 'DROPPED') AS "left", count(*) FILTER (WHERE e.status = 'COMPLETED') AS completed
     FROM enrollments e CROSS JOIN zone z
     WHERE e.course_id = $1 AND e.role = 'STUDENT' AND e.status <> 'ACTIVE' GROUP BY 1)
   SELECT day, coalesce(a.n, 0)::int AS active, coalesce(o."left", 0)::int AS "left", coalesce(o.completed, 0)::int AS completed
   FROM active a FULL JOIN outcomes o USING (day) WHERE day IS NOT NULL ORDER BY day`,
);

const cachedDays = personalRead(
  'analytics',
  'classes.term',
  (viewer, courseId: string) => asViewer(viewer, (tx) => tx.rows<Row>(days, [courseId])),
  classTags,
);

/** The days of a term counted from its start (day 0), what came before it added to its first day shown. */
export function termDays(rows: readonly Row[], start: string): TermDay[] {
  const inReach = rows.filter(({ day }) => Math.abs(daysBetween(start, day)) < longestTerm);
  const [first, last] = [inReach.at(0), inReach.at(-1)];
  if (!first || !last) return [];
  const known = new Map(inReach.map((row) => [row.day, row]));
  const before = rows.filter(({ day }) => day < first.day);
  let left = before.reduce((sum, row) => sum + row.left, 0);
  let completed = before.reduce((sum, row) => sum + row.completed, 0);
  return Array.from({ length: daysBetween(first.day, last.day) + 1 }, (_, n) => {
    const day = addDays(first.day, n);
    const row = known.get(day);
    left += row?.left ?? 0;
    completed += row?.completed ?? 0;
    return { day: daysBetween(start, day), active: row?.active ?? 0, left, completed };
  });
}

/** One term of a course, its days counted from its start. Who may ask is checked on every call. */
async function getTerm(viewer: Viewer, courseId: string): Promise<ClassTerm> {
  const [{ course, summary }, lessons] = await Promise.all([
    getClassSummary(viewer, courseId),
    getLessonFunnel(viewer, courseId),
  ]);
  const rows = await cachedDays(viewer, courseId);
  const start = course.startsOn ?? rows.find(({ active }) => active > 0)?.day ?? null;
  const { id, code, title } = course;
  return { course: { id, code, title }, start, summary, lessons, days: start ? termDays(rows, start) : [] };
}

/** The other terms of a class that the viewer answers for, latest first. */
export async function getOtherTerms(viewer: Viewer, courseId: string): Promise<ClassTermCourse[]> {
  const course: ClassCourse = await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  const taught = await getTaughtCourses(viewer);
  return taught
    .filter((other) => other.id !== course.id && isSameCourse(course, other))
    .map(({ id, code, title }) => ({ id, code, title }));
}

/** Two terms side by side. Refused alike where the viewer does not answer for one of them. */
export const compareTerms = (
  viewer: Viewer,
  courseId: string,
  otherId: string,
): Promise<[ClassTerm, ClassTerm]> => Promise.all([getTerm(viewer, courseId), getTerm(viewer, otherId)]);
