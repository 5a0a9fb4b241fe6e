import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { getStanding } from './get-standing';
import { opensLessons } from './standing';

// Outside a request Next keeps nothing; each read goes to the database.
vi.mock('next/cache', () => ({ unstable_cache: <T>(load: T) => load, revalidateTag: () => undefined }));

let db: TestDatabase;
let room: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

const person = (role: Viewer['role'], userId: string = randomUUID(), institutionId = room.institutionId) =>
  mintViewer({ userId, role, institutionId, displayName: 'Somebody', email: null });
const setStatus = (status: string) =>
  db.owner.query('UPDATE courses SET status = $2 WHERE id = $1', [room.courseId, status]);

it('is a visitor’s, a student’s with the next step, or staff’s', async () => {
  await setStatus('PUBLISHED');
  expect(await getStanding(null, room.courseId)).toEqual({ kind: 'visitor' });
  const student = await getStanding(person('STUDENT', room.studentIds[0]), room.courseId);
  expect(student).toMatchObject({
    kind: 'student',
    enrollment: { status: 'ACTIVE', avgCompletion: 0 },
    next: { courseId: room.courseId, lessonId: room.lessons[0]?.id },
  });
  expect(opensLessons(student)).toBe(true);
  const stranger = await getStanding(person('STUDENT'), room.courseId);
  expect(stranger).toEqual({ kind: 'student', enrollment: null, next: null });
  expect(opensLessons(stranger)).toBe(false);
  expect(await getStanding(person('INSTRUCTOR', room.instructorId), room.courseId)).toEqual({
    kind: 'staff',
    teaches: true,
  });
  expect(await getStanding(person('INSTRUCTOR'), room.courseId)).toEqual({ kind: 'staff', teaches: false });
});

it('does not exist for a course that the person cannot see', async () => {
  await setStatus('DRAFT');
  const refusal = { kind: 'not-found' };
  for (const nobody of [
    null,
    person('STUDENT', room.studentIds[0]),
    person('INSTRUCTOR'),
    person('ADMIN', randomUUID(), randomUUID()),
  ]) {
    await expect(getStanding(nobody, room.courseId)).rejects.toMatchObject(refusal);
  }
  await expect(getStanding(person('ADMIN'), randomUUID())).rejects.toMatchObject(refusal);
  for (const staff of [person('INSTRUCTOR', room.instructorId), person('ADMIN')]) {
    expect(await getStanding(staff, room.courseId)).toEqual({ kind: 'staff', teaches: true });
  }
});
