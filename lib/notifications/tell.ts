import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { definitionOf, type NotificationKind } from './kinds';

/** Something to tell one person; `subjectKey` names what it is about, so that it is told once. */
export type Fact = {
  userId: string;
  courseId: string | null;
  title: string;
  body: string;
  href: string;
  subjectKey: string;
};

/** How many people are told in one transaction. */
export const batchSize = 5_000;

/**
 * SQL conditions for a statement that finds people to tell: that `user` wants the kind at all, and was not told of
 * `subject` yet. Both are expressions of that statement, never input.
 */
export function toBeTold(kind: NotificationKind, user: string, subject: string): string {
  const { inApp, email } = definitionOf(kind);
  const usual = inApp !== false || email !== 'NEVER';
  return `coalesce((SELECT wish.in_app OR wish.email <> 'NEVER' FROM notification_preferences wish
      WHERE wish.user_id = ${user} AND wish.kind = '${kind}'), ${usual})
    AND NOT EXISTS (SELECT FROM notifications told
      WHERE told.user_id = ${user} AND told.kind = '${kind}' AND told.subject_key = ${subject})`;
}

const tellStatement = statement(
  'notifications.tell',
  `INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key, in_app, created_at)
   SELECT f."userId", $2, f."courseId", left(f.title, 300), left(f.body, 1000), f.href, f."subjectKey",
     coalesce(p.in_app, $3::boolean), $4::timestamptz
   FROM jsonb_to_recordset($1::jsonb) AS f("userId" uuid, "courseId" uuid, title text, body text, href text,
     "subjectKey" text) LEFT JOIN notification_preferences p ON p.user_id = f."userId" AND p.kind = $2
   ON CONFLICT (user_id, kind, subject_key) DO NOTHING RETURNING 1`,
);

/** Tells people, as SYSTEM; each fact once, however often it is told. Returns how many were new. */
export async function tell(
  tx: Transaction,
  kind: NotificationKind,
  facts: readonly Fact[],
  now: Date,
): Promise<number> {
  if (facts.length === 0) return 0;
  const values = [JSON.stringify(facts), kind, definitionOf(kind).inApp !== false, now.toISOString()];
  return (await tx.rows(tellStatement, values)).length;
}
