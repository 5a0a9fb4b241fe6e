import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { readImports, readInstitution } from './institution';

let test: TestDatabase;
let ours: Classroom;

async function finishSection(room: Classroom, student: number, at: string): Promise<void> {
  const [lesson] = room.lessons;
  const event = {
    id: at,
    course: room.courseId,
    lesson: lesson?.id,
    section: lesson?.sectionIds[0],
    seconds: 60,
    completion: 100,
    at,
  };
  await test.owner.query('SELECT record_progress($1, $2)', [
    room.studentIds[student],
    JSON.stringify([event]),
  ]);
}

beforeAll(async () => {
  test = await testDatabase();
  ours = await createClassroom(test.owner, 5, 'ours');
  const theirs = await createClassroom(test.owner, 3, 'theirs');
  await test.owner.query('SELECT drop_student($1, $2)', [ours.studentIds[0], ours.courseId]);
  await finishSection(ours, 2, new Date().toISOString());
  await finishSection(ours, 3, '2020-01-01T00:00:00Z');
  await finishSection(theirs, 0, new Date().toISOString());
  await test.owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [ours.studentIds[1]]);
  await test.owner.query(
    `INSERT INTO audit_log (institution_id, action, object_type, outcome)
     VALUES ($1, 'session.create', 'user', 'ALLOWED'), ($1, 'session.refused', 'user', 'DENIED'), ($2, 'session.refused', 'user', 'DENIED')`,
    [ours.institutionId, theirs.institutionId],
  );
  await test.owner.query(
    `INSERT INTO imports (kind, source, sha256, institution_id, status, counts, started_at)
     VALUES ('roster', '/var/in/2026J/', 'a', $1, 'DONE', '{"users": 5, "note": "no number"}', now() - interval '1 day'),
       ('activity', 'activity.csv.gz', 'b', $1, 'RUNNING', '{}', now()), ('roster', 'other', 'c', $2, 'DONE', '{}', now())`,
    [ours.institutionId, theirs.institutionId],
  );
});
afterAll(() => test.close());

const asAdministrator = <T>(run: Parameters<typeof test.database.transaction<T>>[1]) =>
  test.database.transaction({ userId: ours.adminId, role: 'ADMIN', institutionId: ours.institutionId }, run);

describe('what an institution holds', () => {
  it('is counted exactly, waiting deltas included, and nobody else’s', async () => {
    expect(await asAdministrator((tx) => readInstitution(tx, ours.institutionId))).toEqual({
      name: 'ours',
      students: 5,
      instructors: 1,
      administrators: 1,
      disabled: 1,
      published: 1,
      drafts: 0,
      archived: 0,
      active: 4,
      completed: 0,
      dropped: 1,
      finished: 1,
      events: 2,
      refusals: 1,
    });
  });

  it('names its newest imports without their paths', async () => {
    const runs = await asAdministrator((tx) => readImports(tx, ours.institutionId));
    expect(runs.map(({ kind, source, status, counts }) => [kind, source, status, counts])).toEqual([
      ['activity', 'activity.csv.gz', 'RUNNING', {}],
      ['roster', '2026J', 'DONE', { users: 5 }],
    ]);
  });
});
