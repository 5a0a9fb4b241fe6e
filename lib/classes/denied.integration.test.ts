import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { notFound } from '@/lib/errors';
import { openTimeline, timelineQuery } from '@/lib/oversight/timeline';
import { disclosureQuery, getDisclosures } from '@/lib/records/disclosures';
import { openStudentFile } from '@/lib/records/student-file';
import { exportClass } from './export';
import { getRoster } from './roster';
import { readClassStudent } from './student';
import { getClassSummary } from './summary';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 1);
  there = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: `${role} x`, email: null });
const outsider = () => viewer(there, there.instructorId, 'INSTRUCTOR');
const refused = { kind: 'not-found', message: 'There is nothing here that you can see.' };
const newest = async (limit = 1) =>
  (
    await db.owner.query(
      `SELECT action, outcome, actor_id AS actor, institution_id AS institution, object_id AS object, student_id AS student
       FROM audit_log ORDER BY occurred_at DESC LIMIT $1`,
      [limit],
    )
  ).rows;

it('who is refused a class stands in the trail of its institution, with nothing that the refused look began', async () => {
  for (const look of [
    () => getClassSummary(outsider(), here.courseId),
    () => getRoster(outsider(), here.courseId, { limit: 1 }),
    () => exportClass(outsider(), here.courseId),
    () =>
      asViewer(outsider(), (tx) => readClassStudent(tx, outsider(), here.courseId, here.studentIds[0] ?? '')),
  ]) {
    await expect(look()).rejects.toMatchObject(refused);
    expect(await newest()).toMatchObject([
      {
        action: 'class.refused',
        outcome: 'DENIED',
        actor: there.instructorId,
        institution: here.institutionId,
        object: here.courseId,
      },
    ]);
  }
  const others = await db.owner.query("SELECT action FROM audit_log WHERE action <> 'class.refused'");
  expect(others.rows).toEqual([]);
});

it('who asks for a class that is not there stands in the own institution’s, and cannot tell the two apart', async () => {
  const courseId = randomUUID();
  await expect(getClassSummary(outsider(), courseId)).rejects.toMatchObject(refused);
  expect(await newest()).toMatchObject([{ institution: there.institutionId, object: courseId }]);
});

it('a student sees who was refused pages about them', async () => {
  const [studentId = ''] = here.studentIds;
  const teacher = outsider();
  const admin = viewer(there, there.adminId, 'ADMIN');
  for (const [action, look] of [
    [
      'record.refused',
      () => asViewer(teacher, (tx) => readClassStudent(tx, teacher, there.courseId, studentId)),
    ],
    ['record.refused', () => openTimeline(admin, studentId, timelineQuery.parse({}))],
    ['record.refused', () => openStudentFile(admin, studentId)],
  ] as const) {
    await expect(look()).rejects.toMatchObject(refused);
    expect(await newest()).toMatchObject([{ action, outcome: 'DENIED', student: studentId }]);
  }
  const me = viewer(here, studentId, 'STUDENT');
  const { items } = await getDisclosures(me, disclosureQuery.parse({}));
  expect(items.map(({ who, outcome }) => [who, outcome])).toEqual([
    ['ADMIN x', 'DENIED'],
    ['ADMIN x', 'DENIED'],
    ['INSTRUCTOR x', 'DENIED'],
  ]);
});

it('where the trail cannot be written, the refusal is the same', async () => {
  await db.owner.query('REVOKE INSERT ON audit_log FROM syllabase_runtime');
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const look = getClassSummary(outsider(), here.courseId);
  await expect(look).rejects.toMatchObject({ kind: 'not-found', message: notFound().message });
  expect(complaints).toHaveBeenCalledOnce();
  complaints.mockRestore();
  await db.owner.query('GRANT INSERT ON audit_log TO syllabase_runtime');
});
