import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer } from '@/lib/access/viewer';
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
      `SELECT ((SELECT count(body) FROM messages) + (SELECT count(body) FROM student_notes)
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
}

it('seals what was written before there were keys, in pieces, and it reads as before at any moment', async () => {
  expect(await left()).toBe(1406);
  for (const room of rooms) await expectToRead(room);
  const stopping = new AbortController();
  const first = sealOldTexts(db.database, stopping.signal);
  stopping.abort();
  expect(await first).toBe(500);
  for (const room of rooms) await expectToRead(room);
  const going = new AbortController().signal;
  const [one, two] = await Promise.all([sealOldTexts(db.database, going), sealOldTexts(db.database, going)]);
  expect(one + two).toBe(906);
  expect(await sealOldTexts(db.database, going)).toBe(0);
  expect(await left()).toBe(0);
  for (const room of rooms) await expectToRead(room);
});
