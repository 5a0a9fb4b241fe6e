import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { keepKeys } from '@/lib/keys/keep-keys';
import { getKeyOverview } from '@/lib/keys/overview';
import { rotateNow } from '@/lib/keys/rotate-now';
import { getNotifications } from '@/lib/notifications/centre';
import { readContent } from '@/lib/notifications/mail/outbox';
import { centreQuery } from '@/lib/notifications/schema';
import { unopenableText } from '@/lib/unopenable';
import { getReceivedMessage } from './received';
import { writeQuery } from './schema';
import { sendMessage } from './send';
import { getSentMessages } from './sent';
import { getStudentRecord } from './student-record';

let db: TestDatabase;
let room: Classroom;

const person = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const teacher = () => person(room.instructorId, 'INSTRUCTOR');
const student = () => person(room.studentIds[0] ?? '', 'STUDENT');

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  room = await createClassroom(db.owner, 1);
});

async function send(subject: string): Promise<string> {
  const id = randomUUID();
  const { courseId } = room;
  const message = { id, courseId, audience: 'ALL', studentIds: [], subject, body: 'Please read this.' };
  await sendMessage(teacher(), { ...message, expected: 1 });
  return id;
}

/** The subject of a message wherever the product shows it, the newest first. */
async function subjectsShown(id: string): Promise<Record<string, string[]>> {
  const { courseId, studentIds } = room;
  const sent = await getSentMessages(teacher(), courseId, writeQuery.parse({}));
  const record = await getStudentRecord(teacher(), courseId, studentIds[0] ?? '');
  return {
    received: [(await getReceivedMessage(student(), id)).subject],
    sent: sent.messages.map(({ subject }) => subject),
    record: record.messages.map(({ subject }) => subject),
    centre: await titles(),
    email: await emailed(),
  };
}

const titles = async () =>
  (await getNotifications(student(), centreQuery.parse({}))).notifications.map(({ title }) => title);

/** What one e-mail with everything in it would say. */
async function emailed(): Promise<string[]> {
  const id = randomUUID();
  await db.owner.query(
    `INSERT INTO outgoing_emails (id, user_id, mode, due_at, next_attempt_at) VALUES ($1, $2, 'DAILY', clock_timestamp(), now())`,
    [id, room.studentIds[0]],
  );
  await db.owner.query('UPDATE notifications SET email_id = $1 WHERE user_id = $2', [id, room.studentIds[0]]);
  const items = await asSystem((tx) => readContent(tx, id));
  return items.map(({ title }) => title).reverse();
}

const everywhere = (...subjects: string[]) =>
  Object.fromEntries(['received', 'sent', 'record', 'centre', 'email'].map((place) => [place, subjects]));

it('is shown wherever the message is, and stands in no table', async () => {
  const planted = `planted ${randomUUID()}`;
  const id = await send(planted);
  expect(await subjectsShown(id)).toEqual(everywhere(planted));
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  const holding: string[] = [];
  for (const { name } of rows) {
    const found = await db.owner.query(
      `SELECT 1 FROM ${name} t WHERE position($1 in to_jsonb(t)::text) > 0 LIMIT 1`,
      [planted],
    );
    if (found.rows.length > 0) holding.push(name);
  }
  expect(holding).toEqual([]);
});

it('opens in its own row only: moved, neither message can be read, and the notification does not say what it is not', async () => {
  const [one, two] = [await send('The first'), await send('The second')];
  await db.owner.query(
    `UPDATE messages m SET subject_sealed = o.subject_sealed FROM messages o
     WHERE m.id = ANY ($1::uuid[]) AND o.id = ANY ($1::uuid[]) AND m.id <> o.id`,
    [[one, two]],
  );
  for (const id of [one, two])
    expect(await getReceivedMessage(student(), id)).toMatchObject({
      subject: unopenableText,
      body: 'Please read this.',
    });
  const { rows: told } = await db.owner.query(
    "SELECT object_id, actor_id, institution_id, outcome, details FROM audit_log WHERE action = 'key.unopenable'",
  );
  const event = { actor_id: student().userId, institution_id: room.institutionId, outcome: 'FAILED' };
  const details = { column: 'messages.subject_sealed' };
  expect(told).toHaveLength(2);
  for (const id of [one, two])
    expect(told).toContainEqual(expect.objectContaining({ ...event, object_id: id, details }));
  expect(await titles()).toEqual(['A message', 'A message']);
  expect(await emailed()).toEqual(['A message', 'A message']);
});

it('does not open as a body either', async () => {
  const id = await send('A subject');
  await db.owner.query('UPDATE messages SET body_sealed = subject_sealed WHERE id = $1', [id]);
  expect(await getReceivedMessage(student(), id)).toMatchObject({
    subject: 'A subject',
    body: unopenableText,
  });
});

it('is counted with the key that holds it, and taken along when that is rotated', async () => {
  const admin = person(room.adminId, 'ADMIN');
  const id = await send('Before the rotation');
  const held = async () =>
    (await getKeyOverview(admin)).keys
      .filter(({ keyClass }) => keyClass === 'COMMUNICATIONS')
      .map(({ version, rows }) => ({ version, rows }));
  expect(await held()).toEqual([{ version: 1, rows: 2 }]);
  await rotateNow(admin, { keyClass: 'COMMUNICATIONS', version: 1 });
  expect(await keepKeys(db.database, new AbortController().signal)).toMatchObject({ resealed: 2 });
  expect(await held()).toEqual([
    { version: 2, rows: 2 },
    { version: 1, rows: 0 },
  ]);
  expect(await subjectsShown(id)).toEqual(everywhere('Before the rotation'));
});

it('is nobody else’s to read by way of a notification', async () => {
  const id = await send('For the class');
  const other = await createClassroom(db.owner, 1);
  const stranger = other.studentIds[0] ?? '';
  await db.owner.query(
    `INSERT INTO notifications (user_id, kind, title, body, href, subject_key) VALUES ($1, 'MESSAGE', 'A message', 'x', '/', $2)`,
    [stranger, id],
  );
  const { institutionId } = other;
  const viewer = mintViewer({
    userId: stranger,
    role: 'STUDENT',
    institutionId,
    displayName: 'x',
    email: null,
  });
  const { notifications } = await getNotifications(viewer, centreQuery.parse({}));
  expect(notifications.map(({ title }) => title)).toEqual(['A message']);
});
