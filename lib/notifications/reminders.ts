import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted } from '@/lib/format';
import { batchSize, tell, toBeTold } from './tell';

/** Days without activity in a course after which whoever asked for it is reminded, once. */
const pausedAfter = 7;
/** Days after which a course is taken to be given up. */
const givenUpAfter = 60;

/** Led by the few who asked for it. */
const paused = statement(
  'notifications.paused',
  `SELECT e.user_id AS "userId", e.course_id AS "courseId", c.title, e.last_activity_at::date::text AS since,
     floor(extract(epoch FROM $1::timestamptz - e.last_activity_at) / 86400)::int AS days
   FROM notification_preferences w JOIN enrollments e ON e.user_id = w.user_id JOIN courses c ON c.id = e.course_id
   WHERE w.kind = 'REMINDER' AND (w.in_app OR w.email <> 'NEVER') AND e.role = 'STUDENT' AND e.status = 'ACTIVE'
     AND c.status = 'PUBLISHED' AND c.deleted_at IS NULL
     AND e.last_activity_at BETWEEN $1::timestamptz - make_interval(days => $3)
       AND $1::timestamptz - make_interval(days => $2)
     AND ${toBeTold('REMINDER', 'e.user_id', "e.course_id::text || ' ' || e.last_activity_at::date::text")}
   LIMIT $4`,
);

/** Reminds students, a batch of those who asked for it, of courses that they have paused. Returns how many were told. */
export async function tellPaused(tx: Transaction, now: Date): Promise<number> {
  const values = [now.toISOString(), pausedAfter, givenUpAfter, batchSize];
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
