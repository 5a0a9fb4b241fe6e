import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { isActivitySql } from '@/lib/progress/active-row';
import { settleEnrollments } from '../rollups';
import type { ImportRun } from '../run/import-run';

const nobody = '00000000-0000-0000-0000-000000000000';

// Steps from key to key through the index; DISTINCT would read every row of the rest of the file for each piece.
const nextKeys = statement(
  'interop.activity.next',
  `WITH RECURSIVE keys AS (
     (SELECT course_id, user_id FROM import_activity WHERE import_id = $1 AND (course_id, user_id) > ($2, $3)
      ORDER BY course_id, user_id LIMIT 1)
     UNION ALL
     SELECT next.course_id, next.user_id FROM keys k CROSS JOIN LATERAL (
       SELECT a.course_id, a.user_id FROM import_activity a
       WHERE a.import_id = $1 AND (a.course_id, a.user_id) > (k.course_id, k.user_id)
       ORDER BY a.course_id, a.user_id LIMIT 1) next
   )
   SELECT course_id AS "courseId", user_id AS "userId" FROM keys LIMIT 100`,
);
const lock = statement(
  'interop.activity.lock',
  `SELECT e.id FROM enrollments e JOIN unnest($1::uuid[], $2::uuid[]) AS k(course_id, user_id)
     ON e.user_id = k.user_id AND e.course_id = k.course_id ORDER BY e.user_id, e.course_id FOR UPDATE OF e`,
);
// The file says what was done on a day: its sum replaces what an import said before, live activity stays beside
// it. A day counts from its start in the institution's time zone; one on which nothing was done or completed counts for
// nothing. A correction that takes time away is an update: what an upsert proposes may not be negative. It does not name the
// lesson: the planner would take the index of the section then, and go through its whole class.
const apply = statement(
  'interop.activity.apply',
  `WITH keys AS MATERIALIZED (
     SELECT k.course_id, k.user_id, i.time_zone FROM unnest($2::uuid[], $3::uuid[]) AS k(course_id, user_id)
     JOIN courses c ON c.id = k.course_id JOIN institutions i ON i.id = c.institution_id
   ), file AS MATERIALIZED (
     SELECT a.user_id, a.course_id, a.section_id, a.day, least(sum(a.interactions), 1000000000)::int AS interactions,
       least(sum(a.seconds), 86400)::int AS seconds, max(a.completion) AS completion
     FROM keys k JOIN import_activity a ON a.import_id = $1 AND a.course_id = k.course_id AND a.user_id = k.user_id
     GROUP BY a.user_id, a.course_id, a.section_id, a.day
   ), compared AS MATERIALIZED (
     SELECT f.*, ${isActivitySql('f')} OR coalesce(f.completion, 0) > 0 AS active,
       d.user_id IS NOT NULL AS known, d.imported_seconds AS old_seconds,
       (d.imported_interactions, d.imported_seconds) IS DISTINCT FROM (f.interactions, f.seconds) AS differs
     FROM file f LEFT JOIN activity_days d
       ON d.user_id = f.user_id AND d.course_id = f.course_id AND d.section_id = f.section_id AND d.day = f.day
   ), days AS (
     INSERT INTO activity_days AS d (user_id, course_id, section_id, day, interactions, seconds, imported_interactions,
       imported_seconds)
     SELECT user_id, course_id, section_id, day, interactions, seconds, interactions, seconds FROM compared WHERE differs
     ON CONFLICT (user_id, course_id, section_id, day) DO UPDATE SET
       interactions = d.interactions - d.imported_interactions + excluded.imported_interactions,
       seconds = d.seconds - d.imported_seconds + excluded.imported_seconds,
       imported_interactions = excluded.imported_interactions, imported_seconds = excluded.imported_seconds
   ), summed AS (
     SELECT f.user_id, f.course_id, s.lesson_id, f.section_id, k.time_zone,
       sum(f.seconds - coalesce(f.old_seconds, 0)) AS more_seconds,
       min(f.day) FILTER (WHERE f.active) AS first_day, max(f.day) FILTER (WHERE f.active) AS last_day,
       coalesce(max(f.completion), CASE WHEN s.completion_rule = 'VIEW' AND sum(f.interactions) > 0 THEN 100 END, 0) AS completion,
       CASE WHEN max(f.completion) IS NULL THEN min(f.day) FILTER (WHERE f.interactions > 0)
         ELSE min(f.day) FILTER (WHERE f.completion = 100) END AS done_day
     FROM compared f JOIN sections s ON s.id = f.section_id
       JOIN keys k ON k.user_id = f.user_id AND k.course_id = f.course_id
     GROUP BY f.user_id, f.course_id, s.lesson_id, f.section_id, s.completion_rule, k.time_zone
   ), named AS MATERIALIZED (
     SELECT *, CASE WHEN completion = 100 THEN done_day::timestamp AT TIME ZONE time_zone END AS completed_at,
       first_day::timestamp AT TIME ZONE time_zone AS first_at, last_day::timestamp AT TIME ZONE time_zone AS last_at
     FROM summed
   ), progress AS (
     INSERT INTO user_progress AS p (user_id, course_id, lesson_id, section_id, completion_percentage, time_spent,
       completed_at, first_activity_at, last_activity_at)
     SELECT user_id, course_id, lesson_id, section_id, completion, more_seconds, completed_at, first_at, last_at
     FROM named WHERE more_seconds >= 0 AND first_at IS NOT NULL
     ON CONFLICT (user_id, course_id, lesson_id, section_id) DO UPDATE SET
       completion_percentage = greatest(p.completion_percentage, excluded.completion_percentage),
       time_spent = p.time_spent + excluded.time_spent,
       completed_at = least(p.completed_at, excluded.completed_at),
       first_activity_at = least(p.first_activity_at, excluded.first_activity_at),
       last_activity_at = greatest(p.last_activity_at, excluded.last_activity_at),
       updated_at = now()
     WHERE excluded.time_spent <> 0 OR excluded.completion_percentage > p.completion_percentage
       OR excluded.completed_at < p.completed_at OR excluded.first_activity_at < p.first_activity_at
       OR excluded.last_activity_at > p.last_activity_at
     RETURNING user_id, course_id
   ), corrected AS (
     UPDATE user_progress p SET
       completion_percentage = greatest(p.completion_percentage, n.completion),
       time_spent = p.time_spent + n.more_seconds,
       completed_at = least(p.completed_at, n.completed_at),
       first_activity_at = least(p.first_activity_at, n.first_at),
       last_activity_at = greatest(p.last_activity_at, n.last_at),
       updated_at = now()
     FROM named n
     WHERE n.more_seconds < 0 AND p.user_id = n.user_id AND p.course_id = n.course_id AND p.section_id = n.section_id
     RETURNING p.user_id, p.course_id
   ), touched AS (
     SELECT user_id, course_id FROM compared WHERE differs UNION SELECT user_id, course_id FROM progress
     UNION SELECT user_id, course_id FROM corrected
   )
   SELECT (SELECT count(*) FROM compared) AS days, (SELECT count(*) FROM compared WHERE NOT known) AS fresh,
     (SELECT count(*) FROM compared WHERE known AND differs) AS changed,
     (SELECT coalesce(array_agg(e.id), '{}') FROM touched t JOIN enrollments e ON e.user_id = t.user_id AND e.course_id = t.course_id)
       AS "enrollmentIds",
     (SELECT coalesce(array_agg(DISTINCT course_id), '{}') FROM touched) AS "courseIds"`,
);

/** The activity of the next hundred enrolments: days, progress and rollups in one transaction. */
export async function applyActivity(tx: Transaction, run: ImportRun, after: string) {
  const [course = nobody, user = nobody] = after === '' ? [] : after.split(' ');
  const keys = await tx.rows<{ courseId: string; userId: string }>(nextKeys, [run.id, course, user]);
  const last = keys.at(-1);
  if (!last) return null;
  const courseIds = keys.map((key) => key.courseId);
  const userIds = keys.map((key) => key.userId);
  await tx.rows(lock, [courseIds, userIds]);
  const [done] = await tx.rows<{
    days: number;
    fresh: number;
    changed: number;
    enrollmentIds: string[];
    courseIds: string[];
  }>(apply, [run.id, courseIds, userIds]);
  if (done) {
    await settleEnrollments(tx, done.enrollmentIds);
    run.touch(done.courseIds);
    const counts = run.count('activity days');
    counts.read += done.days;
    counts.new += done.fresh;
    counts.changed += done.changed;
    counts.unchanged += done.days - done.fresh - done.changed;
  }
  return { position: `${last.courseId} ${last.userId}`, rows: keys.length };
}
