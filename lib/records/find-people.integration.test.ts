import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { getPeople } from '@/lib/access/get-people';
import { peopleQuery } from '@/lib/access/people';
import { searchLimit } from '@/lib/access/search-patience';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { addAcademicEntry, writeDetails } from '@/lib/confidential/write';
import { openTimeline, timelineQuery } from '@/lib/oversight/timeline';
import { chooseStudentQuery, findPeople, openChosenStudent } from './find-people';
import { requestAccess } from './request-access';
import { openStudentFile } from './student-file';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;

const person = (room: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => person(room, room.adminId, 'ADMIN');
/** A student of the north once. */
const nowTeaching = () => north.studentIds[9] ?? '';
const looks = async (room: Classroom) =>
  (
    await db.owner.query(
      "SELECT actor_id, details FROM audit_log WHERE action = 'record.find' AND institution_id = $1 ORDER BY occurred_at",
      [room.institutionId],
    )
  ).rows;

beforeAll(async () => {
  db = await testDatabase();
  north = await createClassroom(db.owner, 25, 'north');
  south = await createClassroom(db.owner, 2, 'south');
  await db.owner.query("UPDATE users SET role = 'INSTRUCTOR' WHERE id = $1", [nowTeaching()]);
});
afterAll(() => db.close());

it('finds people of the own institution by a part of name or address, and each look is in the trail', async () => {
  const byName = await findPeople(admin(north), 'STUDENT2');
  expect(byName.total).toBe(6);
  expect(byName.people.map(({ name }) => name)).toContain('student24 of north');
  const byAddress = await findPeople(admin(north), 'student7@north');
  expect(byAddress.people).toEqual([
    {
      id: north.studentIds[7],
      name: 'student7 of north',
      email: 'student7@north.test',
      role: 'STUDENT',
      hasRecord: true,
      isOnlyGuardian: false,
      keepsNamePrivate: false,
      leftAt: null,
    },
  ]);
  expect(await looks(north)).toEqual([
    { actor_id: north.adminId, details: { words: 'STUDENT2', found: 6 } },
    { actor_id: north.adminId, details: { words: 'student7@north', found: 1 } },
  ]);
});

it('shows twenty at most, says how many there are, and nobody of another institution', async () => {
  const all = await findPeople(admin(north), 'of north');
  expect(all.total).toBe(27);
  expect(all.people).toHaveLength(20);
  for (const words of ['of south', '%%'])
    expect(await findPeople(admin(north), words), words).toEqual({ people: [], total: 0 });
});

it('finds everybody, whatever their role, and says who has a record', async () => {
  const found = async (words: string) =>
    (await findPeople(admin(north), words)).people.map(({ role, hasRecord }) => [role, hasRecord]);
  expect(await found('instructor of')).toEqual([['INSTRUCTOR', false]]);
  expect(await found('admin of')).toEqual([['ADMIN', false]]);
  expect(await found('student9 of')).toEqual([['INSTRUCTOR', true]]);
});

it('leads to the record of whoever was a student, whom a later role ends nothing for', async () => {
  const studentId = nowTeaching();
  const purpose = 'a later role';
  await writeDetails(admin(north), { studentId, version: 0, purpose, ssn: '123-45-6789' });
  const entry = { id: randomUUID(), kind: 'GRADE', happenedOn: '2026-03-02', content: 'A prize.' };
  await addAcademicEntry(admin(north), { ...entry, studentId, purpose });
  expect(await openChosenStudent(admin(north), studentId)).toMatchObject({ id: studentId });
  const { entries } = await openTimeline(admin(north), studentId, timelineQuery.parse({}));
  expect(entries.map(({ action }) => action)).toContain('record.details.write');
  expect((await openStudentFile(admin(north), studentId)).rights).toMatchObject({ studentId });
  const asked = { studentId, scope: 'full', purpose, justification: 'to see what is kept of me' };
  const own = await requestAccess(person(north, studentId, 'INSTRUCTOR'), asked);
  expect([own.ground, own.record.confidential?.ssn]).toEqual(['OWN_RECORD', '123-45-6789']);
  expect(own.record.confidential?.entries).toMatchObject([{ content: 'A prize.' }]);
  await expect(openStudentFile(admin(south), studentId)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(openStudentFile(admin(north), north.instructorId)).rejects.toMatchObject({
    kind: 'not-found',
  });
  const elsewhere = { ...entry, id: randomUUID(), studentId: north.instructorId, purpose };
  await expect(addAcademicEntry(admin(north), elsewhere)).rejects.toMatchObject({ kind: 'not-found' });
});

it('says who was chosen, to administrators of the same institution alone', async () => {
  const [id = ''] = north.studentIds;
  expect(await openChosenStudent(admin(north), id)).toMatchObject({ id, name: 'student0 of north' });
  expect(await openChosenStudent(admin(south), id)).toBeNull();
  const { rows } = await db.owner.query(
    'SELECT action, outcome, institution_id AS institution FROM audit_log WHERE student_id = $1 ORDER BY occurred_at DESC LIMIT 2',
    [id],
  );
  expect(rows).toEqual([
    { action: 'record.refused', outcome: 'DENIED', institution: north.institutionId },
    { action: 'record.choose', outcome: 'ALLOWED', institution: north.institutionId },
  ]);
  expect(await openChosenStudent(admin(north), north.instructorId)).toBeNull();
  for (const viewer of [person(north, id, 'STUDENT'), person(north, north.instructorId, 'INSTRUCTOR')]) {
    await expect(openChosenStudent(viewer, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(findPeople(viewer, 'student')).rejects.toMatchObject({ kind: 'not-found' });
  }
});

it('is refused beyond the limit, to that person alone', async () => {
  const before = (await looks(south)).length;
  for (let n = before; n < searchLimit.searches; n++) await findPeople(admin(south), 'student');
  await expect(findPeople(admin(south), 'student')).rejects.toMatchObject({ kind: 'too-many' });
  const inList = getPeople(admin(south), peopleQuery.parse({ q: 'student' }));
  await expect(inList).rejects.toMatchObject({ kind: 'too-many' });
  expect(await looks(south)).toHaveLength(searchLimit.searches);
  expect((await findPeople(admin(north), 'student1')).total).toBeGreaterThan(0);
});

it('is not got round by the list of people: each look at it is in the trail, with the words', async () => {
  await getPeople(admin(north), peopleQuery.parse({ role: 'STUDENT' }));
  await getPeople(admin(north), peopleQuery.parse({ q: 'student7' }));
  const { rows } = await db.owner.query(
    "SELECT action, details FROM audit_log WHERE action LIKE 'people.%' AND institution_id = $1 ORDER BY occurred_at",
    [north.institutionId],
  );
  expect(rows).toEqual([
    { action: 'people.view', details: { role: 'STUDENT', state: null, first: true, found: 24 } },
    { action: 'people.find', details: { words: 'student7', role: null, state: null, first: true, found: 1 } },
  ]);
  for (const viewer of [person(north, north.instructorId, 'INSTRUCTOR')])
    await expect(getPeople(viewer, peopleQuery.parse({}))).rejects.toMatchObject({ kind: 'not-found' });
});

it('takes two characters at least', () => {
  expect(chooseStudentQuery.safeParse({ q: 'a' }).success).toBe(false);
  expect(chooseStudentQuery.safeParse({ q: ' ab ' }).data).toEqual({ q: 'ab' });
  expect(chooseStudentQuery.safeParse({ q: '', student: '' }).success).toBe(true);
});
