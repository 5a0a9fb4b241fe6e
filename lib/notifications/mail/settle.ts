import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { emailDue } from '../email-due';
import type { EmailMode } from '../kinds';
import { quietHoursOf } from '../quiet-hours';
import { usualModes } from './usual-modes';

const batchSize = 500;

const unsettled = statement(
  'notifications.unsettled',
  `SELECT n.id, n.user_id AS "userId", coalesce(p.email, k.email, 'NEVER') AS mode,
     coalesce(i.time_zone, 'UTC') AS "timeZone", q.from_minute AS "fromMinute", q.until_minute AS "untilMinute",
     u.email IS NOT NULL AND u.disabled_at IS NULL AND u.deleted_at IS NULL AS reachable
   FROM (SELECT * FROM notifications WHERE NOT email_settled ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED) n
   JOIN users u ON u.id = n.user_id LEFT JOIN institutions i ON i.id = u.institution_id
   LEFT JOIN ${usualModes} k ON k.kind = n.kind
   LEFT JOIN notification_preferences p ON p.user_id = n.user_id AND p.kind = n.kind
   LEFT JOIN quiet_hours q ON q.user_id = n.user_id`,
);

/** An e-mail that was taken to be sent already takes nothing more: what comes late waits for the next one. */
const assign = statement(
  'notifications.assign',
  `WITH wanted AS (
     SELECT id, "userId" AS user_id, mode, due FROM jsonb_to_recordset($1::jsonb)
       AS w(id uuid, "userId" uuid, mode email_mode_enum, due timestamptz)),
   emails AS (
     INSERT INTO outgoing_emails AS e (user_id, mode, due_at, next_attempt_at)
     SELECT DISTINCT user_id, mode, due, due FROM wanted ORDER BY user_id, mode, due
     ON CONFLICT (user_id, mode, due_at) DO UPDATE SET due_at = excluded.due_at WHERE e.attempts = 0
     RETURNING id, user_id, mode, due_at)
   UPDATE notifications n SET email_settled = true, email_id = e.id
   FROM wanted w JOIN emails e ON e.user_id = w.user_id AND e.mode = w.mode AND e.due_at = w.due
   WHERE n.id = w.id RETURNING n.id`,
);
const leave = statement(
  'notifications.leave',
  'UPDATE notifications SET email_settled = true WHERE id = ANY ($1::uuid[])',
);

type Unsettled = {
  id: string;
  userId: string;
  mode: EmailMode;
  timeZone: string;
  fromMinute: number | null;
  untilMinute: number | null;
  reachable: boolean;
};

/**
 * Decides for a batch of notifications whether and when they go out by e-mail, as each person has chosen. Where this
 * installation sends no e-mail, none does, so that nothing old goes out once it does. Returns how many were decided.
 */
export async function settleEmails(tx: Transaction, now: Date, sends: boolean): Promise<number> {
  const rows = await tx.rows<Unsettled>(unsettled, [batchSize]);
  if (rows.length === 0) return 0;
  const wanted = rows.flatMap((row) => (sends && row.reachable ? dueOf(row, now) : []));
  const isWanted = new Set(wanted.map(({ id }) => id));
  const others = rows.filter(({ id }) => !isWanted.has(id)).map(({ id }) => id);
  await tx.rows(leave, [others]);
  const assigned = wanted.length > 0 ? await tx.rows(assign, [JSON.stringify(wanted)]) : [];
  return others.length + assigned.length;
}

function dueOf({ id, userId, mode, timeZone, ...hours }: Unsettled, now: Date) {
  if (mode === 'NEVER') return [];
  const due = emailDue(now.getTime(), mode, { quiet: quietHoursOf(hours), timeZone });
  return [{ id, userId, mode, due: new Date(due).toISOString() }];
}
