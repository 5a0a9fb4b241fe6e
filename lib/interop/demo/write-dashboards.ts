import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { writeLessonNorms } from '@/lib/analytics/lesson-norms';
import { concluded, writeStandings } from '@/lib/analytics/record-standings';
import { productRules } from '@/lib/analytics/rules/rules';
import { currentVersion } from '@/lib/analytics/rules/versions';
import type { Standing } from '@/lib/analytics/standing';
import { demoAccounts } from './accounts';

type Row = Standing & { userId: string; courseId: string; day: string };

// What a nightly record would have seen on each Monday of the demo student's active courses.
const pastEvidence = statement(
  'demo.past-evidence',
  `WITH own AS (
     SELECT e.user_id, e.course_id, e.course_version, e.sections_required AS required, c.estimated_duration AS minutes,
       i.time_zone AS zone, (e.enrolled_at AT TIME ZONE i.time_zone)::date AS enrolled_on
     FROM users u JOIN enrollments e ON e.user_id = u.id JOIN courses c ON c.id = e.course_id
     JOIN institutions i ON i.id = c.institution_id
     WHERE u.email = $1 AND e.role = 'STUDENT' AND e.status = 'ACTIVE'),
   days AS (
     SELECT o.*, d::date AS day FROM own o CROSS JOIN LATERAL generate_series(o.enrolled_on + 1, $2::date - 1, interval '1 day') d
     WHERE extract(isodow FROM d) = 1),
   seats AS (
     SELECT d.course_id, d.day, e.user_id, d.required, d.zone, d.course_version FROM days d JOIN enrollments e ON e.course_id = d.course_id
       AND e.role = 'STUDENT' AND (e.enrolled_at AT TIME ZONE d.zone)::date <= d.day
       AND (e.dropped_at IS NULL OR (e.dropped_at AT TIME ZONE d.zone)::date > d.day)),
   work AS (
     SELECT s.course_id, s.day, s.user_id,
       count(p.user_id) FILTER (WHERE (p.first_activity_at AT TIME ZONE s.zone)::date <= s.day) AS started,
       count(*) FILTER (WHERE (p.completed_at AT TIME ZONE s.zone)::date <= s.day AND section_counts(x, s.course_version)) AS done,
       avg(p.learning_velocity) FILTER (WHERE (p.completed_at AT TIME ZONE s.zone)::date <= s.day) AS velocity
     FROM seats s LEFT JOIN user_progress p ON p.user_id = s.user_id AND p.course_id = s.course_id
     LEFT JOIN sections x ON x.id = p.section_id GROUP BY 1, 2, 3)
   SELECT d.user_id AS "userId", d.course_id AS "courseId", d.day, round(m.done * 100.0 / d.required, 2) AS progress,
     m.started AS "sectionsStarted", m.done AS "sectionsCompleted",
     (SELECT coalesce(sum(a.seconds), 0)::int FROM activity_days a
      WHERE a.user_id = d.user_id AND a.course_id = d.course_id AND a.day <= d.day) AS "timeSpent",
     round(m.velocity, 2) AS velocity, d.required * 60.0 / d.minutes AS "plannedVelocity", o.classmates,
     CASE WHEN o.classmates >= 10 THEN round(o.median::numeric * 100 / d.required, 2) END AS "classMedian",
     CASE WHEN o.classmates >= 10 THEN o.below END AS "classmatesBelow",
     CASE WHEN o.classmates >= 10 THEN o.above END AS "classmatesAbove"
   FROM days d JOIN work m ON m.course_id = d.course_id AND m.day = d.day AND m.user_id = d.user_id
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS classmates, percentile_cont(0.5) WITHIN GROUP (ORDER BY w.done) AS median,
       (count(*) FILTER (WHERE w.done < m.done))::int AS below, (count(*) FILTER (WHERE w.done > m.done))::int AS above
     FROM work w WHERE w.course_id = d.course_id AND w.day = d.day AND w.user_id <> d.user_id) o`,
);

// Two to three weeks ago every active student was pointed to the next section; who finished it in time followed.
const pastHints = statement(
  'demo.past-hints',
  `WITH told AS (
     SELECT e.user_id, e.course_id, e.course_version, t.at, a.idle
     FROM enrollments e CROSS JOIN LATERAL (
       SELECT $1::timestamptz - make_interval(days => 15, hours => abs(hashtext(e.id::text)) % 150) AS at) t
     CROSS JOIN LATERAL (
       SELECT t.at::date - max(d.day) AS idle FROM activity_days d
       WHERE d.user_id = e.user_id AND d.course_id = e.course_id AND d.day <= t.at::date) a
     WHERE e.role = 'STUDENT' AND e.status = 'ACTIVE' AND e.first_activity_at < t.at),
   hints AS (
     SELECT t.*, n.id AS section_id, n.completed_at <= t.at + make_interval(days => $4::int) AS followed,
       CASE WHEN w.paused THEN 'paused' ELSE 'continue' END AS rule, jsonb_strip_nulls(jsonb_build_object('lessonId', n.lesson_id,
         'sectionId', n.id, 'section', n.title, 'idle', CASE WHEN w.paused THEN t.idle END)) AS evidence
     FROM told t CROSS JOIN LATERAL (
       SELECT l.id AS lesson_id, s.id, s.title, p.completed_at FROM lessons l JOIN sections s ON s.lesson_id = l.id
       LEFT JOIN user_progress p ON p.user_id = t.user_id AND p.course_id = t.course_id AND p.section_id = s.id
       WHERE l.course_id = t.course_id AND section_counts(s, t.course_version)
         AND (p.completed_at IS NULL OR p.completed_at > t.at)
       ORDER BY l.lesson_order, s.section_order LIMIT 1) n
     CROSS JOIN LATERAL (SELECT coalesce(t.idle >= $3::int, false) AS paused) w)
   INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, at, evidence)
   SELECT user_id, course_id, rule, section_id, 'SHOWN'::recommendation_event_enum, at::date, $2::int, at, evidence FROM hints
   UNION ALL
   SELECT user_id, course_id, rule, section_id, 'FOLLOWED', at::date + $4::int + 1, $2::int,
     at + make_interval(days => $4::int + 1), evidence FROM hints WHERE followed`,
);

/** What nights would have left behind: norms of lessons, the demo student's standings, and what came of hints. */
export async function writeDashboards(
  tx: Transaction,
  courseIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const courseId of courseIds) await writeLessonNorms(tx, courseId);
  const past = await tx.rows<Row>(pastEvidence, [demoAccounts.student.email, now.toISOString()]);
  await writeStandings(
    tx,
    past.map(({ userId, courseId, day, ...seen }) =>
      concluded({ userId, courseId, day }, seen, productRules),
    ),
  );
  const { pausedDays, followedDays } = productRules.recommendations;
  await tx.rows(pastHints, [now.toISOString(), currentVersion, pausedDays, followedDays]);
}
