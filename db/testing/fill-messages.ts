import type pg from 'pg';
import type { Classroom } from './fixtures';

/** A message, a note and what tells of them, for each student. */
export async function fillMessages(
  owner: pg.Client,
  { courseId, instructorId, studentIds }: Classroom,
): Promise<void> {
  for (const studentId of studentIds) {
    await owner.query(
      `WITH m AS (
         INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
         VALUES (gen_random_uuid(), $2, $3, 'x', 'CHOSEN', 'x', 'x', 1) RETURNING id),
       r AS (INSERT INTO message_recipients (message_id, student_id, course_id) SELECT id, $1, $2 FROM m),
       n AS (
         INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body)
         VALUES (gen_random_uuid(), $2, $1, $3, 'x', 'x') RETURNING id),
       v AS (
         INSERT INTO student_note_versions (note_id, version, course_id, student_id, body, replaced_by)
         SELECT id, 1, $2, $1, 'x', 'x' FROM n),
       e AS (
         INSERT INTO outgoing_emails (user_id, mode, due_at, next_attempt_at) VALUES ($1, 'NOW', now(), now()) RETURNING id),
       p AS (INSERT INTO notification_preferences (user_id, kind, in_app, email) VALUES ($1, 'MESSAGE', true, 'NOW')),
       q AS (INSERT INTO quiet_hours (user_id, from_minute, until_minute) VALUES ($1, 0, 60))
       INSERT INTO notifications (user_id, kind, title, body, href, subject_key, email_id)
       SELECT $1, 'MESSAGE', 'x', 'x', '/', 'x', id FROM e`,
      [studentId, courseId, instructorId],
    );
  }
}
