import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { counted, duration } from '@/lib/format';
import { isActivitySql } from '@/lib/progress/active-row';
import { batchSize, tell, toBeTold } from './tell';

/**
 * Students of institutions where it is Monday or Tuesday, seven or later, with the week before. Which days those
 * are, each course's own institution has decided (activity_days).
 */
const studied = statement(
  'notifications.studied',
  `WITH weeks AS (
     SELECT id, time_zone, (date_trunc('week', wall)::date - 7) AS monday FROM (
       SELECT id, time_zone, $1::timestamptz AT TIME ZONE time_zone AS wall FROM institutions) i
     WHERE extract(isodow FROM wall) <= 2 AND wall - date_trunc('week', wall) >= interval '7 hours')
   SELECT u.id AS "userId", w.monday::text AS monday, d.days, d.seconds, s.sections
   FROM weeks w JOIN users u ON u.institution_id = w.id AND u.role = 'STUDENT' AND u.deleted_at IS NULL
   CROSS JOIN LATERAL (
     SELECT count(DISTINCT a.day)::int AS days, coalesce(sum(a.seconds), 0)::int AS seconds FROM activity_days a
     WHERE a.user_id = u.id AND a.day >= w.monday AND a.day < w.monday + 7 AND ${isActivitySql('a')}) d
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS sections FROM user_progress p WHERE p.user_id = u.id
       AND p.completed_at >= w.monday::timestamp AT TIME ZONE w.time_zone
       AND p.completed_at < (w.monday + 7)::timestamp AT TIME ZONE w.time_zone) s
   WHERE EXISTS (SELECT FROM enrollments e WHERE e.user_id = u.id
       AND e.last_activity_at >= w.monday::timestamp AT TIME ZONE w.time_zone - interval '1 day')
     AND ${toBeTold('WEEKLY_SUMMARY', 'u.id', 'w.monday::text')} AND d.days > 0
   LIMIT $2`,
);

type Week = { userId: string; monday: string; days: number; seconds: number; sections: number };

/** Tells students, a batch of them, how their last week was. Returns how many were told. */
export async function tellWeeklySummaries(tx: Transaction, now: Date): Promise<number> {
  const weeks = await tx.rows<Week>(studied, [now.toISOString(), batchSize]);
  const facts = weeks.map((week) => ({
    userId: week.userId,
    courseId: null,
    title: `Your week from ${dayAndMonth(week.monday)}`,
    body: describeWeek(week),
    href: '/dashboard',
    subjectKey: week.monday,
  }));
  return tell(tx, 'WEEKLY_SUMMARY', facts, now);
}

/** Activity that came without seconds is not the same as no time. */
export function describeWeek({
  days,
  seconds,
  sections,
}: Pick<Week, 'days' | 'seconds' | 'sections'>): string {
  const time = seconds > 0 ? `, ${duration(seconds)} in all` : '';
  const finished = sections > 0 ? ` and finished ${counted(sections, 'section')}` : '';
  return `You studied on ${counted(days, 'day')}${time}${finished}.`;
}

const dayAndMonth = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(new Date(day));
