import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

const differingEnrollments = statement(
  'progress.check-enrollments',
  `SELECT e.id, e.user_id, e.course_id FROM enrollments e JOIN enrollment_rollups r ON r.id = e.id
   WHERE e.role = 'STUDENT' AND (e.sections_required, e.sections_completed, e.completion_sum, e.progress_rows, e.time_spent,
     e.interactions, e.lessons_attempted, e.lessons_completed, e.velocity_sum, e.velocity_count, e.difficulty_sum,
     e.difficulty_count, e.comprehension_sum, e.comprehension_count, e.first_activity_at, e.last_activity_at)
   IS DISTINCT FROM (r.sections_required, r.sections_completed, r.completion_sum, r.progress_rows, r.time_spent,
     r.interactions, r.lessons_attempted, r.lessons_completed, r.velocity_sum, r.velocity_count, r.difficulty_sum,
     r.difficulty_count, r.comprehension_sum, r.comprehension_count, r.first_activity_at, r.last_activity_at)
   ORDER BY e.id LIMIT 20`,
);

const differingCourses = statement(
  'progress.check-courses',
  `WITH waiting AS (
     SELECT course_id, sum(enrolled)::int AS enrolled, sum(completed)::int AS completed, sum(dropped)::int AS dropped,
       sum(completion)::bigint AS completion, sum(time)::bigint AS time
     FROM course_deltas GROUP BY course_id),
   moves AS (
     SELECT course_id, bucket, sum(n)::int AS n FROM (
       SELECT course_id, bucket_from AS bucket, -1 AS n FROM course_deltas WHERE bucket_from IS NOT NULL
       UNION ALL SELECT course_id, bucket_to, 1 FROM course_deltas WHERE bucket_to IS NOT NULL) m
     GROUP BY course_id, bucket)
   SELECT c.course_id FROM course_cards c JOIN course_totals t ON t.course_id = c.course_id
   LEFT JOIN waiting w ON w.course_id = c.course_id
   WHERE (c.enrolled + coalesce(w.enrolled, 0), c.completed + coalesce(w.completed, 0), c.dropped + coalesce(w.dropped, 0),
       c.completion_total + coalesce(w.completion, 0), c.time_total + coalesce(w.time, 0))
     IS DISTINCT FROM (t.enrolled, t.completed, t.dropped, t.completion_total, t.time_total)
   OR EXISTS (
     SELECT 1 FROM generate_series(0, 101) b LEFT JOIN moves m ON m.course_id = c.course_id AND m.bucket = b
     WHERE c.histogram[b + 1] + coalesce(m.n, 0) <> t.histogram[b + 1])
   ORDER BY c.course_id LIMIT 20`,
);

const differingActivity = statement(
  'progress.check-activity',
  `WITH counted AS (SELECT course_id FROM course_cards WHERE activity_counted),
   days AS (
     SELECT course_id, day, sum(students)::bigint AS students, sum(seconds)::bigint AS seconds,
       sum(interactions)::bigint AS interactions
     FROM (SELECT course_id, day, students, seconds, interactions FROM class_days
       UNION ALL SELECT course_id, day, new_on_day, time, interactions FROM course_deltas WHERE day IS NOT NULL) d
     GROUP BY 1, 2),
   weeks AS (
     SELECT course_id, week, sum(students)::bigint AS students
     FROM (SELECT course_id, week, students FROM class_weeks
       UNION ALL SELECT course_id, week_of(day), new_in_week FROM course_deltas WHERE new_in_week > 0) w
     GROUP BY 1, 2)
   SELECT DISTINCT course_id FROM (
     SELECT coalesce(d.course_id, t.course_id) AS course_id FROM days d
     FULL JOIN class_day_totals t ON t.course_id = d.course_id AND t.day = d.day
     WHERE (d.students, d.seconds, d.interactions) IS DISTINCT FROM (t.students, t.seconds, t.interactions)
     UNION ALL
     SELECT coalesce(w.course_id, t.course_id) FROM weeks w
     FULL JOIN class_week_totals t ON t.course_id = w.course_id AND t.week = w.week
     WHERE w.students IS DISTINCT FROM t.students) x
   WHERE course_id IN (SELECT course_id FROM counted) ORDER BY course_id LIMIT 20`,
);

/** A recomputation of everything may take longer than a page's statement is allowed to. */
const unhurried = statement('progress.check-unhurried', "SELECT set_config('statement_timeout', '0', true)");

const counts = statement(
  'progress.check-counts',
  `SELECT (SELECT count(*) FROM enrollments WHERE role = 'STUDENT') AS enrollments,
     (SELECT count(*) FROM courses) AS courses, (SELECT count(*) FROM user_progress) AS progress_rows,
     (SELECT count(*) FROM course_deltas) AS waiting_deltas,
     (SELECT coalesce(sum(seconds), 0) FROM activity_days) AS daily_seconds,
     (SELECT coalesce(sum(time_spent), 0) FROM user_progress) AS progress_seconds`,
);

export type RollupCheck = {
  enrollments: number;
  courses: number;
  progressRows: number;
  waitingDeltas: number;
  /** Ids (at most 20 each) of rollups that differ from a recomputation from the rows. */
  differingEnrollments: string[];
  differingCourses: string[];
  /** Courses whose activity by day or week differs. */
  differingActivity: string[];
  secondsAgree: boolean;
  exact: boolean;
};

/** Recomputes every rollup from the rows it stands for and compares exactly, in one snapshot. Needs SYSTEM. */
export async function checkRollups(tx: Transaction): Promise<RollupCheck> {
  await tx.rows(unhurried);
  const [total] = await tx.rows<{
    enrollments: number;
    courses: number;
    progress_rows: number;
    waiting_deltas: number;
    daily_seconds: number;
    progress_seconds: number;
  }>(counts);
  if (!total) throw new Error('The database did not answer the rollup check.');
  const enrollments = (await tx.rows<{ id: string }>(differingEnrollments)).map(({ id }) => id);
  const courses = (await tx.rows<{ course_id: string }>(differingCourses)).map(({ course_id }) => course_id);
  const activity = (await tx.rows<{ course_id: string }>(differingActivity)).map(
    ({ course_id }) => course_id,
  );
  const secondsAgree = total.daily_seconds === total.progress_seconds;
  return {
    enrollments: total.enrollments,
    courses: total.courses,
    progressRows: total.progress_rows,
    waitingDeltas: total.waiting_deltas,
    differingEnrollments: enrollments,
    differingCourses: courses,
    differingActivity: activity,
    secondsAgree,
    exact: [enrollments, courses, activity].every((differing) => differing.length === 0) && secondsAgree,
  };
}
