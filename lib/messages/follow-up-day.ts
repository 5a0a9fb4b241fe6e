import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { Refusal } from '@/lib/errors';

/** SQL that puts `t.today` beside a note `n`: the day that it is now where the class is. */
export const classDaySql = `JOIN courses c ON c.id = n.course_id JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t`;

/** SQL for whether the day of a note's follow-up is over; null without a day. */
export const isOverdueSql = 'n.follow_up_on < t.today';

const isOver = statement(
  'notes.day-is-over',
  `SELECT $2::date < (now() AT TIME ZONE i.time_zone)::date AS "isOver"
   FROM courses c JOIN institutions i ON i.id = c.institution_id WHERE c.id = $1`,
);

/** Refuses a day for following up that is over where the class is: nobody would ever be told of it. */
export async function requireDayToCome(tx: Transaction, courseId: string, day: string | null): Promise<void> {
  if (day === null) return;
  const [found] = await tx.rows<{ isOver: boolean }>(isOver, [courseId, day]);
  if (!found?.isOver) return;
  const message = 'The day for following up is over. Choose today or a later day.';
  throw new Refusal('invalid', message, { followUpOn: message });
}
