import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { getNotifications } from '@/lib/notifications/centre';
import { centreQuery } from '@/lib/notifications/schema';
import { sealOldTexts } from './seal-old-texts';
import { getSentMessages } from './sent';
import { getStudentRecord } from './student-record';

let db: TestDatabase;
let rooms: Classroom[];

beforeAll(async () => {
  db = await testDatabase();
  rooms = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
  for (const room of rooms) await writeOldTexts(room);
});
afterAll(() => db.close());

/** As a release before this one wrote them. */
async function writeOldTexts(room: Classroom): Promise<void> {
  const { courseId, instructorId, institutionId, studentIds } = room;
  await db.owner.query(
    `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
     SELECT gen_random_uuid(), $1, $2, 'x', 'ALL', n, 'Message ' || n, 1 FROM generate_series(1, 700) n`,
    [courseId, instructorId],
  );
  await db.owner.query(
    `WITH got AS (
       INSERT INTO message_recipients (message_id, student_id, course_id)
       SELECT id, $2, $1 FROM messages WHERE course_id = $1 RETURNING message_id)
     INSERT INTO notifications (user_id, kind, course_id, title, body, href, subject_key, created_at)
     SELECT $2, 'MESSAGE', $1, m.subject, 'From x', '/', m.id::text, now() - m.subject::int * interval '1 minute'
     FROM messages m JOIN got ON got.message_id = m.id`,
    [courseId, studentIds[0]],
  );
  await db.owner.query(
    `WITH n AS (
       INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body, version)
       VALUES (gen_random_uuid(), $1, $2, $3, 'x', 'Second thoughts', 2) RETURNING id)
     INSERT INTO student_note_versions (note_id, version, course_id, student_id, body, replaced_by)
     SELECT id, 1, $1, $2, 'First thoughts', 'x' FROM n`,
    [courseId, studentIds[0], instructorId],
  );
  await db.owner.query(
    `WITH n AS (
       INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body, deleted_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 'x', 'Taken back', now()))
     INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
     VALUES ($2, $4, $2, now(), 'everything')`,
    [courseId, studentIds[0], instructorId, institutionId],
  );
}

const left = async () =>
  (
    await db.owner.query<{ left: number }>(
      `SELECT ((SELECT count(body) + count(subject) FROM messages) + (SELECT count(body) FROM student_notes)
         + (SELECT count(body) FROM student_note_versions))::int AS left`,
    )
  ).rows[0]?.left;

async function expectToRead(room: Classroom): Promise<void> {
  const { courseId, instructorId, institutionId, studentIds } = room;
  const person = { userId: instructorId, institutionId, displayName: 'x', email: null };
  const viewer = mintViewer({ ...person, role: 'INSTRUCTOR' });
  const { messages } = await getSentMessages(viewer, courseId, { limit: 100 });
  expect(messages).toHaveLength(100);
  for (const { subject, body } of messages) expect(body).toBe(`Message ${subject}`);
  const { notes } = await getStudentRecord(viewer, courseId, studentIds[0] ?? '');
  expect(notes).toMatchObject([{ body: 'Second thoughts', history: [{ body: 'First thoughts' }] }]);
  const student = mintViewer({ ...person, userId: studentIds[0] ?? '', role: 'STUDENT' });
  const { notifications } = await getNotifications(student, centreQuery.parse({ limit: 5 }));
  expect(notifications.map(({ title }) => title)).toEqual(['1', '2', '3', '4', '5']);
}

it('seals what was written before there were keys, in pieces, and it reads as before at any moment', async () => {
  expect(await left()).toBe(2806);
  for (const room of rooms) await expectToRead(room);
  const stopping = new AbortController();
  const first = sealOldTexts(db.database, stopping.signal);
  stopping.abort();
  expect(await first).toBe(500);
  for (const room of rooms) await expectToRead(room);
  const going = new AbortController().signal;
  const [one, two] = await Promise.all([sealOldTexts(db.database, going), sealOldTexts(db.database, going)]);
  expect(one + two).toBe(2306);
  expect(await sealOldTexts(db.database, going)).toBe(0);
  expect(await left()).toBe(0);
  const { rows } = await db.owner.query('SELECT DISTINCT title FROM notifications');
  expect(rows).toEqual([{ title: 'A message' }]);
  for (const room of rooms) await expectToRead(room);
  const told = await db.owner.query(
    "SELECT sum((details->>'values')::int)::int AS n FROM audit_log WHERE action = 'key.seal-clear'",
  );
  expect(told.rows).toEqual([{ n: 2806 }]);
});

it('tells of a text in clear that somebody put over a sealed one', async () => {
  const { rows } = await db.owner.query<{ id: string; institution: string }>(
    `UPDATE messages m SET body = 'forged', body_sealed = NULL FROM courses c
     WHERE c.id = m.course_id AND m.id = (SELECT id FROM messages ORDER BY id LIMIT 1) RETURNING m.id, c.institution_id AS institution`,
  );
  expect(await sealOldTexts(db.database, new AbortController().signal)).toBe(1);
  const { rows: told } = await db.owner.query(
    "SELECT institution_id AS institution, details FROM audit_log WHERE action = 'key.seal-clear' AND object_id = $1",
    [rows[0]?.id],
  );
  const details = { column: 'messages.body_sealed', values: 1, rows: rows[0]?.id };
  expect(told).toContainEqual({ institution: rows[0]?.institution, details });
});

it('takes a subject out of what somebody was told as the product alone, and only where it is sealed', async () => {
  const [room] = rooms;
  const student = { userId: room?.studentIds[0] ?? '', role: 'STUDENT', institutionId: null } as const;
  const { rows } = await db.owner.query<{ key: string }>(
    "UPDATE notifications SET title = 'kept' WHERE user_id = $1 RETURNING subject_key AS key",
    [student.userId],
  );
  const call = { name: '', text: 'SELECT untitle_messages($1::uuid[])' };
  await db.database.transaction(student, (tx) => tx.rows(call, [rows.map(({ key }) => key)]));
  const [first, second] = rows;
  await db.owner.query("UPDATE messages SET subject = 'in clear', subject_sealed = NULL WHERE id = $1", [
    first?.key,
  ]);
  const titles = async () =>
    (
      await db.owner.query<{ title: string }>(
        'SELECT title FROM notifications WHERE subject_key = ANY ($1) ORDER BY title DESC',
        [[first?.key, second?.key]],
      )
    ).rows.map(({ title }) => title);
  expect(await titles()).toEqual(['kept', 'kept']);
  await asSystem((tx) => tx.rows(call, [[first?.key, second?.key]]), db.database);
  expect(await titles()).toEqual(['kept', 'A message']);
});
