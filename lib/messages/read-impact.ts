import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Rules } from '@/lib/analytics/rules/rules';
import { weightsOf } from '@/lib/classes/risk/weights';
import { isActivitySql } from '@/lib/progress/active-row';
import { type Contact, daysToJudge, type Impact, measureImpact, type StudentHistory } from './impact';
import { readRisksThen } from './read-risks-then';

/** Days are numbers since 1970-01-01, on the institution's wall clock. */
const today = `(now() AT TIME ZONE i.time_zone)::date - date '1970-01-01'`;
const dayOf = (instant: string) => `(${instant} AT TIME ZONE i.time_zone)::date - date '1970-01-01'`;
const courseWithZone = 'courses c JOIN institutions i ON i.id = c.institution_id';

const contacts = statement(
  'messages.contacts',
  `SELECT x.student_id AS "studentId", ${dayOf('x.at')} AS day, ${today} AS today
   FROM ${courseWithZone} CROSS JOIN LATERAL (
     SELECT r.student_id, m.created_at AS at FROM messages m JOIN message_recipients r ON r.message_id = m.id
     WHERE m.course_id = c.id
     UNION ALL
     SELECT n.student_id, n.created_at FROM student_notes n WHERE n.course_id = c.id AND n.deleted_at IS NULL) x
   WHERE c.id = $1 AND x.at > now() - make_interval(days => $2)`,
);
const histories = statement(
  'messages.histories',
  `SELECT e.user_id AS "studentId", ${dayOf('e.enrolled_at')} AS "enrolledOn",
     ${dayOf('least(e.completed_at, e.dropped_at)')} AS "endedOn",
     ARRAY(SELECT DISTINCT a.day - date '1970-01-01' FROM activity_days a
       WHERE a.user_id = e.user_id AND a.course_id = c.id AND a.day >= current_date - $2::int
         AND ${isActivitySql('a')}) AS "activeDays",
     ARRAY(SELECT ${dayOf('p.completed_at')} FROM user_progress p
       WHERE p.user_id = e.user_id AND p.course_id = c.id AND p.completed_at > now() - make_interval(days => $2)) AS "finishedDays"
   FROM ${courseWithZone} JOIN enrollments e ON e.course_id = c.id AND e.role = 'STUDENT' WHERE c.id = $1`,
);

/** What of the rules it depends on. */
export type RulesOfImpact = Pick<Rules, 'impact' | 'risk' | 'riskPoints'>;

/** Works out what came of a class's contacts by some rules; null while none is old enough to be looked at. */
export async function readImpact(
  tx: Transaction,
  courseId: string,
  rules: RulesOfImpact,
): Promise<Impact | null> {
  const { lookedBackDays, windowDays, contactDays } = rules.impact;
  const made = await tx.rows<Contact & { today: number }>(contacts, [courseId, lookedBackDays]);
  const now = made[0]?.today ?? 0;
  const days = daysToJudge(made, rules.impact, now).slice(0, contactDays);
  if (days.length === 0) return null;
  const risks = await readRisksThen(tx, courseId, days, weightsOf(rules));
  const students = await tx.rows<StudentHistory>(histories, [courseId, lookedBackDays + windowDays]);
  return measureImpact(students, made, risks, rules.impact, now);
}
