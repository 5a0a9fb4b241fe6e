import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { getPeople } from '@/lib/access/get-people';
import { peopleQuery } from '@/lib/access/people';
import { searchLimit } from '@/lib/access/search-patience';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { chooseStudentQuery, findStudents, readChosenStudent } from './find-students';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;

const person = (room: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => person(room, room.adminId, 'ADMIN');
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
});
afterAll(() => db.close());

it('finds students of the own institution by a part of name or address, and each look is in the trail', async () => {
  const byName = await findStudents(admin(north), 'STUDENT2');
  expect(byName.total).toBe(6);
  expect(byName.students.map(({ name }) => name)).toContain('student24 of north');
  const byAddress = await findStudents(admin(north), 'student7@north');
  expect(byAddress.students).toEqual([
    {
      id: north.studentIds[7],
      name: 'student7 of north',
      email: 'student7@north.test',
      keepsNamePrivate: false,
    },
  ]);
  expect(await looks(north)).toEqual([
    { actor_id: north.adminId, details: { words: 'STUDENT2', found: 6 } },
    { actor_id: north.adminId, details: { words: 'student7@north', found: 1 } },
  ]);
});

it('shows twenty at most, says how many there are, and nobody who is not a student of the institution', async () => {
  const all = await findStudents(admin(north), 'of north');
  expect(all.total).toBe(25);
  expect(all.students).toHaveLength(20);
  for (const words of ['instructor', 'admin', 'of south', '%%'])
    expect(await findStudents(admin(north), words), words).toEqual({ students: [], total: 0 });
});

it('says who was chosen, to administrators of the same institution alone', async () => {
  const [id = ''] = north.studentIds;
  expect(await readChosenStudent(admin(north), id)).toMatchObject({ id, name: 'student0 of north' });
  expect(await readChosenStudent(admin(south), id)).toBeNull();
  expect(await readChosenStudent(admin(north), north.instructorId)).toBeNull();
  for (const viewer of [person(north, id, 'STUDENT'), person(north, north.instructorId, 'INSTRUCTOR')]) {
    await expect(readChosenStudent(viewer, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(findStudents(viewer, 'student')).rejects.toMatchObject({ kind: 'not-found' });
  }
});

it('is refused beyond the limit, to that person alone', async () => {
  const before = (await looks(south)).length;
  for (let n = before; n < searchLimit.searches; n++) await findStudents(admin(south), 'student');
  await expect(findStudents(admin(south), 'student')).rejects.toMatchObject({ kind: 'too-many' });
  const inList = getPeople(admin(south), peopleQuery.parse({ q: 'student' }));
  await expect(inList).rejects.toMatchObject({ kind: 'too-many' });
  expect(await looks(south)).toHaveLength(searchLimit.searches);
  expect((await findStudents(admin(north), 'student1')).total).toBeGreaterThan(0);
});

it('is not got round by the list of people: each look at it is in the trail, with the words', async () => {
  await getPeople(admin(north), peopleQuery.parse({ role: 'STUDENT' }));
  await getPeople(admin(north), peopleQuery.parse({ q: 'student7' }));
  const { rows } = await db.owner.query(
    "SELECT action, details FROM audit_log WHERE action LIKE 'people.%' AND institution_id = $1 ORDER BY occurred_at",
    [north.institutionId],
  );
  expect(rows).toEqual([
    { action: 'people.view', details: { role: 'STUDENT', state: null, first: true, found: 25 } },
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
