import type { Transaction } from '@/db/client';
import { noteBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { sealer, sealers } from '@/lib/keys/sealed-column';
import { messageTexts } from '@/lib/messages/stored-message';
import { tellCompletions } from '@/lib/notifications/completions';
import { sealedTitle } from '@/lib/notifications/message-titles';
import { tell } from '@/lib/notifications/tell';
import { tellWeeklySummaries } from '@/lib/notifications/weekly-summaries';
import { isoDay, localDay, mondayOnOrBefore } from './calendar';
import { demoMessages, demoNotes } from './messages';
import type { Person } from './people';
import { seeded, uuid } from './random';

/** Seven of ten have opened it, within two days. */
const addMessage = statement(
  'demo.message',
  `WITH chosen AS MATERIALIZED (
     SELECT user_id, $5::timestamptz + abs(hashtext(user_id::text)) % 2880 * interval '1 minute' AS opened,
       abs(hashtext(user_id::text || $1::uuid::text)) % 10 < 7 AS opens
     FROM enrollments WHERE course_id = $2::uuid AND role = 'STUDENT' AND status <> 'DROPPED' AND enrolled_at < $5::timestamptz
       AND ($6::text = 'ALL' OR last_activity_at < $5::timestamptz - interval '7 days')),
   told AS (SELECT user_id, CASE WHEN opens AND opened < now() THEN opened END AS read_at FROM chosen),
   m AS (
     INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject_sealed, body_sealed, recipients, created_at)
     SELECT $1::uuid, $2::uuid, $3::uuid, $4::text, $6::text, $7::bytea, $8::bytea, (SELECT count(*) FROM chosen), $5::timestamptz RETURNING id),
   r AS (
     INSERT INTO message_recipients (message_id, student_id, course_id, read_at)
     SELECT m.id, told.user_id, $2::uuid, told.read_at FROM m, told)
   INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key, created_at, read_at)
   SELECT told.user_id, 'MESSAGE', $2::uuid, '${sealedTitle}', 'From ' || $4::text, '/notifications/messages/' || m.id, m.id::text,
     $5::timestamptz, told.read_at
   FROM m, told`,
);
const addNote = statement(
  'demo.note',
  `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed, follow_up_on, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
);
/** Those who were there longest ago come first. */
const seated = statement(
  'demo.seated',
  `SELECT user_id AS "studentId" FROM enrollments
   WHERE course_id = $1 AND role = 'STUDENT' AND status = 'ACTIVE' AND last_activity_at IS NOT NULL
   ORDER BY last_activity_at, user_id LIMIT $2::int`,
);
/** Nobody in the demo gets e-mail about what happened before it began. */
const settle = statement(
  'demo.settle',
  'UPDATE notifications SET email_settled = true WHERE NOT email_settled',
);

type Classroom = {
  courseId: string;
  institutionId: string;
  teacher: Person;
  student: Person;
  completed: { id: string; title: string };
};

/** Writes what was said and noted in the demo instructor's class, and what people were told. */
export async function writeMessages(tx: Transaction, room: Classroom, now: Date): Promise<void> {
  const { courseId, institutionId, teacher, student, completed } = room;
  const seal = await sealers(tx, null, messageTexts, institutionId);
  const sealNote = await sealer(tx, null, noteBody, institutionId);
  const ids = seeded('messages');
  for (const { daysAgo: days, audience, subject, body } of demoMessages) {
    const at = daysAgo(now, days).toISOString();
    const id = uuid(ids);
    const said = [at, audience, seal.subject(id, subject), seal.body(id, body)];
    const values = [id, courseId, teacher.id, teacher.displayName, ...said];
    await tx.rows(addMessage, values);
  }
  const seats = await tx.rows<{ studentId: string }>(seated, [courseId, demoNotes.length]);
  for (const { seat, daysAgo: days, followUpInDays, body } of demoNotes) {
    const studentId = seats[seat]?.studentId;
    if (studentId === undefined) throw new Error(`The demo's class has nobody in seat ${seat}.`);
    const followUp = followUpInDays === null ? null : isoDay(localDay(now, 'UTC') + followUpInDays);
    const at = daysAgo(now, days).toISOString();
    const id = uuid(ids);
    const noted = [sealNote([id, studentId], body), followUp, at];
    await tx.rows(addNote, [id, courseId, studentId, teacher.id, teacher.displayName, ...noted]);
  }
  const fact = {
    userId: student.id,
    courseId: completed.id,
    title: `You have completed ${completed.title}`,
    body: 'You have done everything that it requires. It stays on your record.',
    href: `/courses/${completed.id}`,
    subjectKey: completed.id,
  };
  await tell(tx, 'COURSE_COMPLETED', [fact], daysAgo(now, 33));
  await tellCompletions(tx, now);
  await tellWeeklySummaries(tx, lastMonday(now));
  await tx.rows(settle);
}

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** At eleven in the morning, UTC, when it is Monday and past seven in all of the demo's places; never after now. */
function lastMonday(now: Date): Date {
  const monday = Date.parse(`${isoDay(mondayOnOrBefore(localDay(now, 'UTC')))}T11:00:00Z`);
  return new Date(Math.min(monday, now.getTime()));
}
