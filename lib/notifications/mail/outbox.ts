import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { EmailMode } from '../kinds';
import { type Told, titleMessages } from '../message-titles';
import type { MailItem } from './email-text';
import { usualModes } from './usual-modes';

/** Minutes after which a worker that holds an e-mail is given up, and another one takes it. */
const lease = 10;

export type HeldEmail = { id: string; userId: string; mode: EmailMode; attempts: number };
export type Addressee = {
  displayName: string;
  /** Null where the person can no longer be reached. */
  address: string | null;
  timeZone: string;
  fromMinute: number | null;
  untilMinute: number | null;
};

const take = statement(
  'notifications.take-emails',
  `UPDATE outgoing_emails SET attempts = attempts + 1, next_attempt_at = $1::timestamptz + make_interval(mins => $3)
   WHERE id = ANY (ARRAY(SELECT id FROM outgoing_emails WHERE sent_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL
     AND next_attempt_at <= $1::timestamptz ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED))
   RETURNING id, user_id AS "userId", mode, attempts`,
);
const addressee = statement(
  'notifications.addressee',
  `SELECT u.display_name AS "displayName", coalesce(i.time_zone, 'UTC') AS "timeZone",
     CASE WHEN u.disabled_at IS NULL AND u.deleted_at IS NULL THEN u.email END AS address,
     q.from_minute AS "fromMinute", q.until_minute AS "untilMinute"
   FROM users u LEFT JOIN institutions i ON i.id = u.institution_id LEFT JOIN quiet_hours q ON q.user_id = u.id
   WHERE u.id = $1`,
);
const content = statement(
  'notifications.email-content',
  `SELECT n.kind, n.title, n.body, n.href, n.subject_key AS "subjectKey", c.title AS "courseTitle" FROM notifications n
   JOIN ${usualModes} k ON k.kind = n.kind LEFT JOIN courses c ON c.id = n.course_id
   LEFT JOIN notification_preferences p ON p.user_id = n.user_id AND p.kind = n.kind
   WHERE n.email_id = $1 AND coalesce(p.email, k.email) <> 'NEVER'
     AND (n.href NOT LIKE '/guardian%' OR EXISTS (
       SELECT FROM guardianships g WHERE g.guardian_id = n.user_id AND g.ended_at IS NULL))
   ORDER BY n.created_at, n.id`,
);
const sent = statement(
  'notifications.email-sent',
  'UPDATE outgoing_emails SET sent_at = $2::timestamptz, last_error = NULL WHERE id = $1',
);
const failed = statement(
  'notifications.email-failed',
  'UPDATE outgoing_emails SET failed_at = $2::timestamptz, last_error = $3 WHERE id = $1',
);
const cancelled = statement(
  'notifications.email-cancelled',
  'UPDATE outgoing_emails SET cancelled_at = $2::timestamptz WHERE id = $1',
);
const putOff = statement(
  'notifications.email-put-off',
  'UPDATE outgoing_emails SET next_attempt_at = $2::timestamptz, last_error = $3 WHERE id = $1',
);
const giveBack = statement(
  'notifications.email-given-back',
  `UPDATE outgoing_emails SET attempts = attempts - 1, next_attempt_at = $2::timestamptz, last_error = coalesce($3, last_error)
   WHERE id = ANY ($1::uuid[])`,
);

/** Takes e-mails that are due; nobody else gets them until they are marked, or the lease ends with this worker. */
export const takeEmails = (tx: Transaction, now: Date, most: number): Promise<HeldEmail[]> =>
  tx.rows<HeldEmail>(take, [now.toISOString(), most, lease]);

export async function readAddressee(tx: Transaction, userId: string): Promise<Addressee> {
  const [found] = await tx.rows<Addressee>(addressee, [userId]);
  if (!found) throw new Error(`there is nobody ${userId} to write to`);
  return found;
}

/** What goes into an e-mail, oldest first, without kinds that the person has stopped meanwhile, and children whose guardian the person is no more. */
export const readContent = async (tx: Transaction, emailId: string): Promise<MailItem[]> =>
  titleMessages(tx, await tx.rows<MailItem & Told>(content, [emailId]));

export const markSent = (tx: Transaction, id: string, now: Date) => tx.rows(sent, [id, now.toISOString()]);

export const markFailed = (tx: Transaction, id: string, now: Date, reason: string) =>
  tx.rows(failed, [id, now.toISOString(), reason]);

export const markCancelled = (tx: Transaction, id: string, now: Date) =>
  tx.rows(cancelled, [id, now.toISOString()]);

export const putOffUntil = (tx: Transaction, id: string, until: Date, reason: string) =>
  tx.rows(putOff, [id, until.toISOString(), reason]);

/**
 * As if they had not been taken.
 *
 * @param reason null where nothing went wrong
 */
export const giveBackUntil = (tx: Transaction, ids: string[], until: Date, reason: string | null = null) =>
  tx.rows(giveBack, [ids, until.toISOString(), reason]);
