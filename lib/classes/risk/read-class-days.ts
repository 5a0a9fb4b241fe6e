import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { isActivitySql } from '@/lib/progress/active-row';
import type { ClassDay } from './assess-class';
import type { RiskFacts } from './facts';
import { weekBefore } from './week-before';

const courseDays = statement(
  'classes.risk.course-days',
  `SELECT q.day, q.day - c.starts_on + 1 AS "courseDays",
     CASE WHEN c.ends_on >= c.starts_on
       THEN greatest(0, least(100, 100.0 * (q.day - c.starts_on + 1) / (c.ends_on - c.starts_on + 1))) END::float8 AS planned
   FROM courses c CROSS JOIN unnest($2::date[]) AS q(day) WHERE c.id = $1`,
);

/**
 * Only what was known on each day: enrolments that were current then and not completed, and what was done up to it.
 * A day ends at midnight of the institution. Who withdrew later is there, whatever became of the enrolment. One pass
 * over a student's rows serves all days; LATERAL keeps the plan the same whatever the statistics say.
 */
export const riskFacts = statement(
  'classes.risk.facts',
  `WITH course AS MATERIALIZED (
     SELECT c.id, c.starts_on, i.time_zone FROM courses c JOIN institutions i ON i.id = c.institution_id WHERE c.id = $1
   ), asked AS MATERIALIZED (
     SELECT q.day, (q.day + 1)::timestamp AT TIME ZONE c.time_zone AS ends_at FROM course c CROSS JOIN unnest($2::date[]) AS q(day)
   ), versions AS MATERIALIZED (
     SELECT v.version, ARRAY(SELECT x.id FROM sections x WHERE x.course_id = $1 AND NOT section_counts(x, v.version)) AS uncounted
     FROM (SELECT DISTINCT course_version AS version FROM enrollments WHERE course_id = $1 AND role = 'STUDENT') v
   ), students AS MATERIALIZED (
     SELECT e.user_id, e.person_name, e.sections_required, v.uncounted, e.completed_at,
       coalesce(e.begins_on, (least(e.enrolled_at, e.first_activity_at) AT TIME ZONE c.time_zone)::date) AS begins,
       least(e.ends_on, (e.dropped_at AT TIME ZONE c.time_zone)::date) AS ended
     FROM enrollments e JOIN course c ON c.id = e.course_id JOIN versions v ON v.version = e.course_version
     WHERE e.course_id = $1 AND e.role = 'STUDENT'
   )
   SELECT a.day, s.user_id AS "userId", s.person_name AS name, greatest(a.day - f.possible + 1, 0) AS days,
     a.day - a.last AS "idleDays", CASE WHEN a.first IS NOT NULL THEN greatest(a.first - f.possible, 0) END AS "startDays",
     a.days AS "activeDays", a.days14 AS "activeDays14", a.days7 AS "activeDays7", a.before AS "activeDaysBefore",
     a.seconds, a.interactions, a.sections AS "sectionsDone", s.sections_required AS "sectionsRequired", a.comprehension,
     a.scored AS "comprehensionSections"
   FROM students s CROSS JOIN course c CROSS JOIN LATERAL (SELECT greatest(s.begins, c.starts_on) AS possible) f
   CROSS JOIN LATERAL (
     SELECT * FROM (
       SELECT q.day, q.ends_at, min(t.day) AS first, max(t.day) AS last, count(t.day)::int AS days,
         (count(t.day) FILTER (WHERE t.day > q.day - 14))::int AS days14, (count(t.day) FILTER (WHERE t.day > q.day - 7))::int AS days7,
         (count(t.day) FILTER (WHERE t.day > q.day - 28 AND t.day <= q.day - 7))::int AS before,
         coalesce(sum(t.seconds), 0)::bigint AS seconds, coalesce(sum(t.interactions), 0)::bigint AS interactions
       FROM asked q LEFT JOIN (
         SELECT day, sum(seconds) AS seconds, sum(interactions) AS interactions FROM activity_days a
         WHERE a.user_id = s.user_id AND a.course_id = $1 AND ${isActivitySql('a')} GROUP BY day) t ON t.day <= q.day
       GROUP BY q.day, q.ends_at
     ) activity JOIN (
       SELECT q.day, (count(*) FILTER (WHERE p.completed_at < q.ends_at AND p.section_id <> ALL (s.uncounted)))::int AS sections,
         round(avg(p.comprehension_score) FILTER (WHERE p.comprehension_scored_at < q.ends_at), 2)::float8 AS comprehension,
         (count(p.comprehension_score) FILTER (WHERE p.comprehension_scored_at < q.ends_at))::int AS scored
       FROM asked q LEFT JOIN (
         SELECT section_id, completed_at, comprehension_score, comprehension_scored_at FROM user_progress
         WHERE user_id = s.user_id AND course_id = $1) p ON true
       GROUP BY q.day
     ) progress USING (day) OFFSET 0
   ) a
   WHERE s.begins <= a.day AND (s.ended IS NULL OR s.ended > a.day) AND (s.completed_at IS NULL OR s.completed_at >= a.ends_at)`,
);

export type NamedClassDay = ClassDay & { names: Map<string, string> };

type FactsRow = RiskFacts & { day: string; name: string };
type CourseDay = Pick<ClassDay, 'day' | 'courseDays' | 'planned'>;

/** A class as it was on a day (YYYY-MM-DD) and seven days before, and the names that belong to it. */
export async function readClassWeek(
  tx: Transaction,
  courseId: string,
  day: string,
): Promise<{ now: NamedClassDay; before: NamedClassDay }> {
  const of = await readClassDays(tx, courseId, [day, weekBefore(day)]);
  return { now: of(day), before: of(weekBefore(day)) };
}

/** A class as it was on one day (YYYY-MM-DD). */
export async function readClassDay(tx: Transaction, courseId: string, day: string): Promise<NamedClassDay> {
  const of = await readClassDays(tx, courseId, [day]);
  return of(day);
}

/** A class as it was on each of some days (YYYY-MM-DD): one pass over it, and all of its students in memory for each day. */
export async function readClassDays(
  tx: Transaction,
  courseId: string,
  days: readonly string[],
): Promise<(day: string) => NamedClassDay> {
  const course = await tx.rows<CourseDay>(courseDays, [courseId, days]);
  const rows = await tx.rows<FactsRow>(riskFacts, [courseId, days]);
  return (day: string) => classDayOf(day, course, rows);
}

function classDayOf(asked: string, course: CourseDay[], rows: FactsRow[]): NamedClassDay {
  const { courseDays: passed = null, planned = null } = course.find(({ day }) => day === asked) ?? {};
  const seen = rows.filter(({ day }) => day === asked);
  return {
    day: asked,
    courseDays: passed,
    planned,
    students: seen.map(({ day: _day, name: _name, ...student }) => student),
    names: new Map(seen.map(({ userId, name }) => [userId, name])),
  };
}
