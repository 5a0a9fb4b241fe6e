import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';

/** The days of a course, in its institution's time zone. */
export type RiskCalendar = {
  /** The last day of which anything can be said: today, or the last active one of a finished course. */
  latest: string;
  /** The last of them that is over: the day of the list unless somebody asks for another one. */
  usual: string;
};

/**
 * SQL for `latest` and `usual` of a course `c` in an institution `i`. A finished course stands still on its last day
 * with activity: one of class_days, or of the enrolments while the class's activity is not counted yet.
 */
export const riskDaysSql = `(SELECT least(f.last, t.today) AS latest, least(f.last, t.today - 1) AS usual
   FROM (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t CROSS JOIN LATERAL (
     SELECT CASE WHEN c.status = 'ARCHIVED' OR c.ends_on < t.today THEN coalesce(
       greatest((SELECT max(d.day) FROM class_days d WHERE d.course_id = c.id), (SELECT max(d.day) FROM course_deltas d WHERE d.course_id = c.id)),
       (SELECT (max(e.last_activity_at) AT TIME ZONE i.time_zone)::date FROM enrollments e WHERE e.course_id = c.id AND e.role = 'STUDENT')
     ) END AS last) f)`;

const calendar = statement(
  'classes.risk.calendar',
  `SELECT d.latest, d.usual FROM courses c JOIN institutions i ON i.id = c.institution_id CROSS JOIN LATERAL ${riskDaysSql} d
   WHERE c.id = $1`,
);

/** Today in the course's institution, and where a finished course's list stands still. */
export async function readCalendar(tx: Transaction, courseId: string): Promise<RiskCalendar> {
  const [found] = await tx.rows<RiskCalendar>(calendar, [courseId]);
  if (!found) throw new Error(`there is no course ${courseId}`);
  return found;
}
