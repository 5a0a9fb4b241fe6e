import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { isActivitySql } from '@/lib/progress/active-row';
import type { CalendarDay } from './calendar-day';
import { ownTags } from './own-tags';

/** What a student did in a course on one day: seconds, steps, and required sections finished. */
export type CourseDay = { day: CalendarDay; seconds: number; interactions: number; finished: number };

/** The same with its course, which the student may have left since. */
export type OwnDay = CourseDay & { courseId: string };

// A completed course counts every section that was finished, whatever became of the sections since.
const courseDays = statement(
  'analytics.course-days',
  `SELECT course_id AS "courseId", day, sum(seconds)::int AS seconds, sum(interactions)::int AS interactions, sum(finished)::int AS finished
   FROM (
     SELECT a.course_id, a.day, a.seconds, a.interactions, 0 AS finished
     FROM activity_days a
     WHERE a.user_id = $1 AND ($2::uuid IS NULL OR a.course_id = $2::uuid) AND ${isActivitySql('a')}
     UNION ALL
     SELECT e.course_id, (p.completed_at AT TIME ZONE i.time_zone)::date, 0, 0, 1
     FROM enrollments e JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id
     JOIN user_progress p ON p.user_id = e.user_id AND p.course_id = e.course_id
     JOIN sections s ON s.course_id = p.course_id AND s.lesson_id = p.lesson_id AND s.id = p.section_id
     WHERE e.user_id = $1 AND ($2::uuid IS NULL OR e.course_id = $2::uuid)
       AND p.completed_at IS NOT NULL AND section_counts(s, e.course_version)) d
   GROUP BY course_id, day ORDER BY day, course_id`,
);

const cachedDays = personalRead(
  'analytics',
  'analytics.course-days',
  (viewer, courseId: string | null) =>
    asViewer(viewer, (tx) => tx.rows<OwnDay>(courseDays, [viewer.userId, courseId])),
  (viewer) => ownTags(viewer),
);

/** The viewer's days with activity in a course, oldest first, in the time zone of the course's institution. */
export const getCourseDays = (viewer: Viewer, courseId: string): Promise<CourseDay[]> =>
  cachedDays(viewer, courseId);

/** The same for every course that the viewer ever studied, a row a course and day. */
export const getOwnDays = (viewer: Viewer): Promise<OwnDay[]> => cachedDays(viewer, null);
