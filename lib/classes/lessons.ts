import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { requireClass } from './class-access';
import { classTags } from './class-tags';
import type { LessonFunnel } from './schema';

const funnel = statement(
  'classes.lessons',
  `WITH current_students AS MATERIALIZED (
     SELECT user_id, course_version FROM enrollments WHERE course_id = $1 AND role = 'STUDENT' AND status <> 'DROPPED'),
   needed AS (
     SELECT v.course_version, s.lesson_id, count(*) AS sections FROM (SELECT DISTINCT course_version FROM current_students) v
     JOIN sections s ON s.course_id = $1 AND section_counts(s, v.course_version) GROUP BY 1, 2),
   per_student AS (
     SELECT p.lesson_id, p.user_id, c.course_version, sum(p.time_spent) AS seconds,
       count(*) FILTER (WHERE p.completed_at IS NOT NULL AND section_counts(s, c.course_version)) AS done
     FROM user_progress p JOIN current_students c ON c.user_id = p.user_id JOIN sections s ON s.id = p.section_id
     WHERE p.course_id = $1 GROUP BY 1, 2, 3),
   per_lesson AS (
     SELECT q.lesson_id, count(*)::int AS attempted, (count(*) FILTER (WHERE q.done = n.sections))::int AS completed,
       round(avg(q.seconds))::bigint AS seconds,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY q.seconds)::numeric)::bigint AS middle
     FROM per_student q LEFT JOIN needed n ON n.lesson_id = q.lesson_id AND n.course_version = q.course_version GROUP BY 1)
   SELECT l.id AS "lessonId", l.title, l.lesson_order AS order,
     n.sections,
     coalesce(x.attempted, 0) AS attempted, coalesce(x.completed, 0) AS completed, coalesce(x.seconds, 0) AS "avgTimeSpent",
     coalesce(x.middle, 0) AS "medianTimeSpent", coalesce(l.estimated_duration, n.minutes) AS "estimatedMinutes"
   FROM lessons l JOIN courses c ON c.id = l.course_id
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS sections, sum(s.estimated_duration)::int AS minutes FROM sections s
     WHERE s.lesson_id = l.id AND s.deleted_at IS NULL AND s.added_in_version <= c.version
       AND (s.removed_in_version IS NULL OR s.removed_in_version > c.version)) n
   LEFT JOIN per_lesson x ON x.lesson_id = l.id
   WHERE l.course_id = $1 AND l.deleted_at IS NULL ORDER BY l.lesson_order`,
);

const cachedFunnel = personalRead(
  'analytics',
  'classes.lessons',
  (viewer, courseId: string) => asViewer(viewer, (tx) => tx.rows<LessonFunnel>(funnel, [courseId])),
  classTags,
);

/** How many current students opened and finished each lesson. Who may ask is checked on every call. */
export async function getLessonFunnel(viewer: Viewer, courseId: string): Promise<LessonFunnel[]> {
  await asViewer(viewer, (tx) => requireClass(tx, viewer, courseId));
  return cachedFunnel(viewer, courseId);
}
