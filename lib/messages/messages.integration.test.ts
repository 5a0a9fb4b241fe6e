import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noteVersionBody } from '@/db/sealed-columns';
import { unpreparedStatement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem, asViewer } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { opener } from '@/lib/keys/sealed-column';
import { getNotifications, getUnreadCount } from '@/lib/notifications/centre';
import { centreQuery } from '@/lib/notifications/schema';
import { unopenableText } from '@/lib/unopenable';
import { readBody, type StoredBody } from './bodies';
import { getMessagesDesk } from './desk';
import { tellFollowUps } from './follow-ups';
import { addNote, changeNote, deleteNote, finishFollowUp } from './note-mutations';
import { getFollowUpCounts } from './open-follow-ups';
import { getReceivedMessage, openMessage } from './received';
import { type MessageInput, writeQuery } from './schema';
import { hourlyLimit, sendMessage } from './send';
import { getSentMessages } from './sent';
import { getStudentRecord } from './student-record';

let db: TestDatabase;
let room: Classroom;
let other: Classroom;

const person = (of: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: of.institutionId, displayName: `${role} of it`, email: null });
const teacher = (of = room) => person(of, of.instructorId, 'INSTRUCTOR');
const student = (n: number, of = room) => person(of, of.studentIds[n] ?? '', 'STUDENT');
const message = (change: Partial<MessageInput> = {}): MessageInput => ({
  id: randomUUID(),
  courseId: room.courseId,
  audience: 'ALL',
  studentIds: [],
  subject: 'Week 3',
  body: 'Please look at *section 4*.',
  expected: 4,
  ...change,
});
const trail = async (action: string) =>
  (
    await db.owner.query(
      'SELECT actor_id, student_id, details FROM audit_log WHERE action = $1 AND institution_id = $2',
      [action, room.institutionId],
    )
  ).rows;
const told = async (viewer: Viewer) => (await getNotifications(viewer, centreQuery.parse({}))).notifications;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  room = await createClassroom(db.owner, 4);
  other = await createClassroom(db.owner, 1);
});

describe('a message', () => {
  it('reaches everybody it is meant for, each for themselves, and is counted when it is opened', async () => {
    const sent = message();
    expect(await sendMessage(teacher(), sent)).toEqual({ recipients: 4, repeated: false });
    const [notification] = await told(student(2));
    expect(notification).toMatchObject({ kind: 'MESSAGE', title: 'Week 3', readAt: null });
    expect(await getUnreadCount(student(2))).toBe(1);
    const read = await getReceivedMessage(student(2), sent.id);
    expect(read).toMatchObject({ subject: 'Week 3', body: sent.body, senderName: 'INSTRUCTOR of it' });
    for (let n = 0; n < 2; n++) await openMessage(student(2), { id: sent.id });
    expect(await getUnreadCount(student(2))).toBe(0);
    expect(await trail('message.open')).toMatchObject([{ actor_id: student(2).userId }]);
    const { messages } = await getSentMessages(teacher(), room.courseId, writeQuery.parse({}));
    expect(messages).toMatchObject([{ id: sent.id, recipients: 4, opened: 1 }]);
    expect(await trail('message.send')).toMatchObject([
      { actor_id: room.instructorId, student_id: null, details: { audience: 'ALL', recipients: 4 } },
    ]);
  });

  it('is sent once, however often and however closely it is sent', async () => {
    const sent = message();
    const answers = await Promise.all(Array.from({ length: 5 }, () => sendMessage(teacher(), sent)));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(answers.every(({ recipients }) => recipients === 4)).toBe(true);
    expect(await told(student(0))).toHaveLength(1);
    expect(await trail('message.send')).toHaveLength(1);
  });

  it('goes to the chosen ones of the class only, and to nobody when the class has changed since', async () => {
    const chosen = [room.studentIds[0] ?? '', other.studentIds[0] ?? '', randomUUID()];
    await expect(
      sendMessage(teacher(), message({ audience: 'CHOSEN', studentIds: chosen, expected: 3 })),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(await told(student(0))).toEqual([]);
    await sendMessage(teacher(), message({ audience: 'CHOSEN', studentIds: chosen, expected: 1 }));
    expect(
      [await told(student(0)), await told(student(1)), await told(student(0, other))].map((n) => n.length),
    ).toEqual([1, 0, 0]);
  });

  it('knows who is active, has not begun, paused, completed or left', async () => {
    const set = (n: number, change: string) =>
      db.owner.query(`UPDATE enrollments SET ${change} WHERE user_id = $1`, [room.studentIds[n]]);
    await set(0, "last_activity_at = now() - interval '8 days'");
    await set(1, "last_activity_at = now(), status = 'COMPLETED'");
    await set(2, "status = 'DROPPED'");
    const { recipients } = await getMessagesDesk(teacher(), room.courseId, [room.studentIds[0] ?? '']);
    expect(recipients.counts).toEqual({
      ALL: 3,
      ACTIVE: 2,
      NOT_STARTED: 1,
      PAUSED: 1,
      COMPLETED: 1,
      CHOSEN: 1,
    });
    expect(recipients.named).toHaveLength(1);
    await sendMessage(teacher(), message({ audience: 'PAUSED', expected: 1 }));
    expect(await told(student(0))).toHaveLength(1);
    await expect(sendMessage(teacher(), message({ audience: 'ALL' }))).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('is nobody else’s: not another class’s staff’s to send or list, nor a student’s to read who did not get it', async () => {
    const sent = message({ audience: 'CHOSEN', studentIds: [room.studentIds[0] ?? ''], expected: 1 });
    for (const viewer of [null, student(0), teacher(other), person(other, other.adminId, 'ADMIN')]) {
      await expect(sendMessage(viewer, sent)).rejects.toMatchObject({
        kind: viewer ? 'not-found' : 'unauthenticated',
      });
      if (!viewer) continue;
      const list = getSentMessages(viewer, room.courseId, writeQuery.parse({}));
      await expect(list).rejects.toMatchObject({ kind: 'not-found' });
      await expect(getMessagesDesk(viewer, room.courseId, [])).rejects.toMatchObject({ kind: 'not-found' });
    }
    await sendMessage(teacher(), sent);
    for (const viewer of [student(1), teacher(), teacher(other)]) {
      await expect(getReceivedMessage(viewer, sent.id)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(openMessage(viewer, { id: sent.id })).rejects.toMatchObject({ kind: 'not-found' });
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['no subject', { subject: '' }],
    ['a subject of two lines', { subject: 'two\nlines' }],
    ['a long subject', { subject: 'x'.repeat(151) }],
    ['no text', { body: '  ' }],
    ['a long text', { body: 'x'.repeat(5_001) }],
    ['a NUL', { body: 'a\0b' }],
    ['half a character', { body: '\ud800' }],
    ['an unknown audience', { audience: 'EVERYBODY' }],
    ['somebody who is no id', { studentIds: ['x'] }],
    ['too many chosen', { studentIds: Array.from({ length: 501 }, () => randomUUID()) }],
    ['nobody', { expected: 0 }],
    ['no id', { id: 'x' }],
    ['another sender', { senderId: randomUUID() }],
  ])('with %s is refused in words', async (_what, change) => {
    await expect(sendMessage(teacher(), { ...message(), ...change })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('cannot be sent too often', async () => {
    await db.owner.query(
      `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
       SELECT gen_random_uuid(), $1, $2, 'x', 'ALL', 'x', 'x', 1 FROM generate_series(1, $3::int)`,
      [room.courseId, room.instructorId, hourlyLimit],
    );
    await expect(sendMessage(teacher(), message())).rejects.toMatchObject({ kind: 'too-many' });
    expect(await sendMessage(person(room, room.adminId, 'ADMIN'), message())).toMatchObject({
      recipients: 4,
    });
  });
});

describe('a note', () => {
  const note = (change: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    courseId: room.courseId,
    studentId: room.studentIds[0],
    body: 'Talked about the exam.',
    followUpOn: '',
    ...change,
  });
  const record = (viewer = teacher()) => getStudentRecord(viewer, room.courseId, room.studentIds[0] ?? '');

  it('is kept with all that it said, and gone from the page but not from the record when deleted', async () => {
    const first = note({ followUpOn: '2031-03-12' });
    await addNote(teacher(), first);
    await addNote(teacher(), first);
    await changeNote(teacher(), {
      id: first.id,
      version: 1,
      body: 'Talked again.',
      followUpOn: '2031-03-20',
    });
    const stale = changeNote(teacher(), { id: first.id, version: 1, body: 'x', followUpOn: null });
    await expect(stale).rejects.toMatchObject({ kind: 'conflict' });
    const { notes } = await record();
    expect(notes).toMatchObject([
      { body: 'Talked again.', followUpOn: '2031-03-20', version: 2, isOwn: true },
    ]);
    expect(notes[0]?.history).toMatchObject([{ body: first.body, followUpOn: '2031-03-12' }]);
    await deleteNote(teacher(), { id: first.id });
    expect((await record()).notes).toEqual([]);
    const { rows } = await db.owner.query<StoredBody>(
      'SELECT body, body_sealed AS "bodySealed" FROM student_note_versions WHERE note_id = $1 ORDER BY version',
      [first.id],
    );
    const open = await asSystem((tx) => opener(tx, noteVersionBody, room.institutionId), db.database);
    const kept = rows.map((row, index) => readBody(open, [first.id, index + 1, first.studentId ?? ''], row));
    expect(kept).toEqual([first.body, 'Talked again.']);
    expect(rows.map(({ body }) => body)).toEqual([null, null]);
  });

  it('is deleted by nobody while a hold protects the record, which is not said to be one, and can be changed', async () => {
    const held = note();
    await addNote(teacher(), held);
    const hold = await db.owner.query<{ id: string }>(
      `INSERT INTO legal_holds (student_id, institution_id, reason, placed_by, placer_name) VALUES ($1, $2, 'a case in court', $3, 'x') RETURNING id`,
      [held.studentId, room.institutionId, room.adminId],
    );
    const refused = deleteNote(teacher(), { id: held.id });
    await expect(refused).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.not.stringMatching(/hold|court/),
    });
    const past = asViewer(teacher(), (tx) =>
      tx.rows(
        unpreparedStatement('test.delete-note', 'UPDATE student_notes SET deleted_at = now() WHERE id = $1'),
        [held.id],
      ),
    );
    await expect(past).rejects.toThrow();
    await changeNote(teacher(), { id: held.id, version: 1, body: 'Talked again.', followUpOn: null });
    await db.owner.query('UPDATE legal_holds SET released_at = now() WHERE id = $1', [hold.rows[0]?.id]);
    await deleteNote(teacher(), { id: held.id });
  });

  it('never says what stood in its place while it could not be opened', async () => {
    const kept = note();
    await addNote(teacher(), kept);
    const change = { id: kept.id, version: 1, body: `${unopenableText}\n`, followUpOn: null };
    await expect(changeNote(teacher(), change)).rejects.toMatchObject({
      kind: 'invalid',
      fields: { body: expect.stringContaining('Reload') },
    });
  });

  it('that was put into another student’s record says nothing there, and the rest of the record is shown', async () => {
    const [moved, stays] = [note(), note({ studentId: room.studentIds[1], body: 'About the other one.' })];
    await addNote(teacher(), moved);
    await changeNote(teacher(), { id: moved.id, version: 1, body: 'Talked again.', followUpOn: null });
    await addNote(teacher(), stays);
    for (const [table, id] of [
      ['student_notes', 'id'],
      ['student_note_versions', 'note_id'],
    ])
      await db.owner.query(`UPDATE ${table} SET student_id = $2 WHERE ${id} = $1`, [
        moved.id,
        room.studentIds[1],
      ]);
    const { notes } = await getStudentRecord(teacher(), room.courseId, room.studentIds[1] ?? '');
    expect(notes.map(({ id, body, history }) => [id, body, history.map((one) => one.body)])).toEqual([
      [stays.id, stays.body, []],
      [moved.id, unopenableText, [unopenableText]],
    ]);
    const event = { actor_id: room.instructorId, student_id: null };
    const met = await trail('key.unopenable');
    expect(met).toHaveLength(2);
    for (const table of ['student_notes', 'student_note_versions'])
      expect(met).toContainEqual({
        ...event,
        details: { column: `${table}.body_sealed`, student: room.studentIds[1] },
      });
    const change = { id: moved.id, version: 2, body: 'x', followUpOn: null };
    await expect(changeNote(teacher(), change)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is shown to those who answer for the class and changed by its author only; the student sees who looked', async () => {
    const first = note();
    await addNote(teacher(), first);
    const admin = person(room, room.adminId, 'ADMIN');
    expect((await record(admin)).notes).toMatchObject([{ isOwn: false }]);
    for (const viewer of [student(0), student(1), teacher(other), person(other, other.adminId, 'ADMIN')]) {
      await expect(record(viewer)).rejects.toMatchObject({ kind: 'not-found' });
    }
    for (const viewer of [student(0), teacher(other), admin]) {
      const changed = { id: first.id, version: 1, body: 'x', followUpOn: null };
      await expect(changeNote(viewer, changed)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(deleteNote(viewer, { id: first.id })).rejects.toMatchObject({ kind: 'not-found' });
      await expect(finishFollowUp(viewer, { id: first.id })).rejects.toMatchObject({ kind: 'not-found' });
    }
    const elsewhere = note({ studentId: other.studentIds[0] });
    await expect(addNote(teacher(), elsewhere)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await trail('student.view')).toMatchObject([
      { actor_id: room.adminId, student_id: room.studentIds[0] },
    ]);
    expect((await trail('note.add')).every(({ student_id }) => student_id === null)).toBe(true);
  });

  it('is looked at once where it lies beside the people one writes to', async () => {
    const looks = async () => (await trail('class.view')).map(({ details }) => details.students);
    const [first = '', second = '', third = ''] = room.studentIds;
    await getMessagesDesk(teacher(), room.courseId, []);
    expect(await looks()).toEqual([]);
    await addNote(teacher(), note({ followUpOn: '2031-03-12' }));
    await addNote(teacher(), note({ followUpOn: '2031-03-12', studentId: second }));
    const { recipients, followUps } = await getMessagesDesk(teacher(), room.courseId, [first, third]);
    expect([recipients.named.length, followUps.length]).toEqual([2, 2]);
    expect(await looks()).toEqual([3]);
  });

  it('takes no day for following up that is over where the class is, and keeps one that has come', async () => {
    const zone = (name: string) =>
      db.owner.query('UPDATE institutions SET time_zone = $2 WHERE id = $1', [room.institutionId, name]);
    const refused = { kind: 'invalid', fields: { followUpOn: expect.stringContaining('is over') } };
    for (const [name, offset] of [
      ['Pacific/Kiritimati', 14],
      ['Pacific/Pago_Pago', -11],
    ] as const) {
      await zone(name);
      const here = (days: number) =>
        new Date(Date.now() + (offset * 60 + days * 1_440) * 60_000).toISOString().slice(0, 10);
      await expect(addNote(teacher(), note({ followUpOn: here(-1) }))).rejects.toMatchObject(refused);
      await addNote(teacher(), note({ followUpOn: here(0) }));
    }
    const { notes } = await record();
    expect(notes).toHaveLength(2);
    const [first] = notes;
    const past = '2026-03-12';
    await db.owner.query('UPDATE student_notes SET follow_up_on = $2 WHERE id = $1', [first?.id, past]);
    const changed = { id: first?.id, version: 1, body: 'Still to be done.', followUpOn: past };
    await expect(changeNote(teacher(), { ...changed, followUpOn: '2026-03-13' })).rejects.toMatchObject(
      refused,
    );
    await changeNote(teacher(), changed);
    expect((await record()).notes.find(({ id }) => id === first?.id)).toMatchObject({ followUpOn: past });
  });

  it('whose day is over stands first, is marked and counted until it is done', async () => {
    await addNote(teacher(), note({ followUpOn: '2031-03-12' }));
    const late = note({ followUpOn: '2031-03-12', studentId: room.studentIds[0] });
    await addNote(teacher(), late);
    await db.owner.query(
      "UPDATE student_notes SET follow_up_on = '2026-03-12', created_at = now() - interval '1 day' WHERE id = $1",
      [late.id],
    );
    const seen = async () => [
      (await record()).notes.map(({ isOverdue }) => isOverdue),
      (await getMessagesDesk(teacher(), room.courseId, [])).followUps.map(({ isOverdue }) => isOverdue),
      await getFollowUpCounts(teacher(), room.courseId),
    ];
    expect(await seen()).toEqual([[true, false], [true, false], { open: 2, overdue: 1 }]);
    await finishFollowUp(teacher(), { id: late.id });
    expect(await seen()).toEqual([[false, false], [false], { open: 1, overdue: 0 }]);
    for (const viewer of [student(0), teacher(other)])
      await expect(getFollowUpCounts(viewer, room.courseId)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('reminds its author on its day, once, without a name', async () => {
    await addNote(teacher(), note({ followUpOn: '2032-03-12' }));
    await addNote(teacher(), note({ followUpOn: '2032-03-12', studentId: room.studentIds[1] }));
    const done = note({ followUpOn: '2032-03-12', studentId: room.studentIds[2] });
    await addNote(teacher(), done);
    await finishFollowUp(teacher(), { id: done.id });
    const tellAt = (at: string) => asSystem((tx) => tellFollowUps(tx, new Date(at)), db.database);
    expect(await tellAt('2032-03-12T06:59:00Z')).toBe(0);
    const teaches = (id: string) =>
      db.owner.query('UPDATE courses SET instructor_id = $2 WHERE id = $1', [room.courseId, id]);
    await teaches(other.instructorId);
    expect(await tellAt('2032-03-12T07:00:00Z')).toBe(0);
    await teaches(room.instructorId);
    expect(await tellAt('2032-03-12T07:00:00Z')).toBe(1);
    expect(await tellAt('2032-03-13T07:00:00Z')).toBe(0);
    expect(await told(teacher())).toMatchObject([
      { kind: 'FOLLOW_UP', title: 'You wanted to follow up with 2 students' },
    ]);
  });
});

it('shows a student’s figures as the class sees them', async () => {
  const [first] = room.lessons;
  const event = {
    id: randomUUID(),
    course: room.courseId,
    lesson: first?.id,
    section: first?.sectionIds[0],
    seconds: 90,
    completion: 100,
    at: new Date().toISOString(),
  };
  await db.owner.query('SELECT record_progress($1, $2)', [room.studentIds[0], JSON.stringify([event])]);
  const {
    student: shown,
    lessons,
    days,
  } = await getStudentRecord(teacher(), room.courseId, room.studentIds[0] ?? '');
  expect(shown).toMatchObject({
    completion: 16.66,
    sectionsCompleted: 1,
    sectionsRequired: 6,
    timeSpent: 90,
  });
  expect(lessons.map(({ sections, done, seconds }) => [sections, done, seconds])).toEqual([
    [3, 1, 90],
    [3, 0, 0],
  ]);
  expect(days).toHaveLength(28);
  expect(days.at(-1)).toMatchObject({ seconds: 90, interactions: 1 });
});
