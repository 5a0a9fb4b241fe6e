import type { Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { invalidate } from '@/lib/cache/invalidate';
import { requireClass } from '@/lib/classes/class-access';
import { Refusal } from '@/lib/errors';
import { type Seal, sealers } from '@/lib/keys/sealed-column';
import { sealedTitle } from '@/lib/notifications/message-titles';
import { type Audience, audienceNames } from './audiences';
import { contactTag } from './contact-tags';
import { recipientsSql } from './recipients';
import { messageInput } from './schema';
import { messageTexts } from './stored-message';

/** Messages that one person may send in an hour, to however many students each. */
export const hourlyLimit = 20;

const takeTurn = statement(
  'messages.take-turn',
  "SELECT pg_advisory_xact_lock(hashtextextended('message ' || $1, 0))",
);
const sentLately = statement(
  'messages.sent-lately',
  `SELECT count(*)::int AS lately, coalesce(max(recipients) FILTER (WHERE id = $2), 0)::int AS already
   FROM messages WHERE sender_id = $1 AND (created_at > now() - interval '1 hour' OR id = $2)`,
);
/** The message, who gets it, and how many: one statement, so that all three speak of the same moment. */
const writeTo = (audience: Audience): Statement =>
  statement(
    `messages.write:${audience}`,
    `WITH chosen AS MATERIALIZED (${recipientsSql(audience)}),
     m AS (
       INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject_sealed, body_sealed, recipients)
       SELECT $3, $1, $4, $5, '${audience}', $6::bytea, $7::bytea, (SELECT count(*) FROM chosen)
       ON CONFLICT (id) DO NOTHING RETURNING id),
     r AS (
       INSERT INTO message_recipients (message_id, student_id, course_id)
       SELECT m.id, chosen.user_id, $1 FROM chosen, m RETURNING 1)
     SELECT count(*)::int AS recipients FROM r`,
  );
const writes = new Map(audienceNames.map((audience) => [audience, writeTo(audience)]));
const tellRecipients = statement(
  'messages.tell',
  `INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key)
   SELECT student_id, 'MESSAGE', course_id, $2, $3, '/notifications/messages/' || message_id, message_id::text
   FROM message_recipients WHERE message_id = $1`,
);

type Sent = { recipients: number; repeated: boolean };

/**
 * Sends a message to students of a class: each finds it in the notifications and gets it by e-mail as they have
 * chosen; none sees who else got it. Sending the same id again does nothing. Refuses where the class has changed
 * since the sender looked, and more than `hourlyLimit` messages in an hour.
 */
export async function sendMessage(viewer: Viewer | null, raw: unknown): Promise<Sent> {
  const { courseId, ...sent } = await perform(
    {
      input: messageInput,
      allow: ({ role }) => role !== 'STUDENT',
      run: async ({ tx, viewer: sender, input }) => {
        const course = await requireClass(tx, sender, input.courseId);
        const already = await checkTurn(tx, sender, input.id);
        if (already > 0)
          return {
            value: { courseId: course.id, recipients: already, repeated: true },
            audit: nothingChanged,
          };
        const seal = await sealers(tx, sender, messageTexts, course.institutionId);
        const recipients = await write(tx, sender, input, seal);
        return {
          value: { courseId: course.id, recipients, repeated: false },
          audit: {
            action: 'message.send',
            objectType: 'message',
            objectId: input.id,
            institutionId: course.institutionId,
            details: { course: course.code ?? course.title, audience: input.audience, recipients },
          },
        };
      },
    },
    viewer,
    raw,
  );
  await invalidate(contactTag(courseId));
  return sent;
}

/** Takes turns with the sender's other messages. Returns how many got this one already, 0 where it is new. */
async function checkTurn(tx: Transaction, sender: Viewer, id: string): Promise<number> {
  await tx.rows(takeTurn, [sender.userId]);
  const [row] = await tx.rows<{ lately: number; already: number }>(sentLately, [sender.userId, id]);
  const { lately = 0, already = 0 } = row ?? {};
  if (already === 0 && lately >= hourlyLimit)
    throw new Refusal(
      'too-many',
      `You have sent ${hourlyLimit} messages within an hour. Please go on later.`,
    );
  return already;
}

type Input = {
  id: string;
  courseId: string;
  audience: Audience;
  studentIds: string[];
  subject: string;
  body: string;
  expected: number;
};

type Seals = Record<keyof typeof messageTexts, Seal>;

async function write(tx: Transaction, sender: Viewer, input: Input, seal: Seals): Promise<number> {
  const statementFor = writes.get(input.audience);
  if (!statementFor) throw new Error(`no statement for ${input.audience}`);
  const { id, courseId, studentIds, subject, body } = input;
  const texts = [seal.subject(id, subject), seal.body(id, body)];
  const values = [courseId, studentIds, id, sender.userId, sender.displayName, ...texts];
  const [row] = await tx.rows<{ recipients: number }>(statementFor, values);
  const recipients = row?.recipients ?? 0;
  if (recipients !== input.expected)
    throw new Refusal(
      'conflict',
      `The class has changed: this would reach ${recipients} now, not ${input.expected}. Look again before you send it.`,
    );
  await tx.rows(tellRecipients, [id, sealedTitle, `From ${sender.displayName}`]);
  return recipients;
}
