import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { pausedBeforeSql } from '@/lib/analytics/rules/paused';
import { ruleSql } from '@/lib/analytics/rules/rule-sql';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { counted } from '@/lib/format';
import { batchSize, tell, toBeTold } from './tell';

/** The days of a pause after which a course is taken to be given up. */
const givenUpSql = ruleSql('recommendations.givenUpDays', currentVersion, 'r.changes');

/** Led by the few who asked for it. How long nobody studies until it is a pause, the rules of each institution say. */
const paused = statement(
  'notifications.paused',
  `WITH pauses AS MATERIALIZED (
     SELECT i.id, i.time_zone, ${pausedBeforeSql('$1::timestamptz')} AS before, ${givenUpSql} AS given_up
     FROM institutions i LEFT JOIN LATERAL institution_rules(i.id) r ON true)
   SELECT e.user_id AS "userId", e.course_id AS "courseId", c.title, e.last_activity_at::date::text AS since,
     ($1::timestamptz AT TIME ZONE i.time_zone)::date - (e.last_activity_at AT TIME ZONE i.time_zone)::date AS days
   FROM notification_preferences w JOIN enrollments e ON e.user_id = w.user_id JOIN courses c ON c.id = e.course_id
   JOIN pauses i ON i.id = c.institution_id
   WHERE w.kind = 'REMINDER' AND (w.in_app OR w.email <> 'NEVER') AND e.role = 'STUDENT' AND e.status = 'ACTIVE'
     AND c.status = 'PUBLISHED' AND c.deleted_at IS NULL
     AND e.last_activity_at < i.before AND e.last_activity_at >= i.before - make_interval(days => i.given_up)
     AND ${toBeTold('REMINDER', 'e.user_id', "e.course_id::text || ' ' || e.last_activity_at::date::text")}
   LIMIT $2`,
);

/** Reminds students, a batch of those who asked for it, of courses that they have paused. Returns how many were told. */
export async function tellPaused(tx: Transaction, now: Date): Promise<number> {
  const values = [now.toISOString(), batchSize];
  const rows = await tx.rows<{
    userId: string;
    courseId: string;
    title: string;
    since: string;
    days: number;
  }>(paused, values);
  const facts = rows.map(({ userId, courseId, title, since, days }) => ({
    userId,
    courseId,
    title: `${title} is where you left it`,
    body: `You were last there ${counted(days, 'day')} ago.`,
    href: `/courses/${courseId}`,
    subjectKey: `${courseId} ${since}`,
  }));
  return tell(tx, 'REMINDER', facts, now);
}
