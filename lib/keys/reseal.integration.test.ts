import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteBody } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { keepKeys } from './keep-keys';
import { rotateKey } from './rotate';
import { sealer } from './sealed-column';
import { readKeyStatus } from './status';

let db: TestDatabase;
let first: Classroom;
let second: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  [first, second] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
  for (const room of [first, second]) await writeNote(room);
});
afterAll(() => db.close());

async function writeNote({ courseId, instructorId, institutionId, studentIds }: Classroom): Promise<void> {
  const id = randomUUID();
  const seal = await asSystem((tx) => sealer(tx, null, noteBody, institutionId));
  await db.owner.query(
    `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
     VALUES ($1, $2, $3, $4, 'x', $5)`,
    [id, courseId, studentIds[0], instructorId, seal([id, studentIds[0] ?? ''], 'a text')],
  );
}

const rotate = (version: number) =>
  asSystem(async (tx) => {
    for (const { institutionId } of [first, second])
      await rotateKey(tx, null, { institutionId, keyClass: 'COMMUNICATIONS', version });
  });
const keep = () => keepKeys(db.database, new AbortController().signal);
const left = async ({ institutionId }: Classroom, version: number) => {
  const keys = await asSystem((tx) => readKeyStatus(tx, institutionId));
  return keys.find((key) => key.version === version)?.rows;
};

describe.sequential('sealing anew', () => {
  it('moves a deleted note of a student who has asked to inspect the record', async () => {
    await db.owner.query('UPDATE student_notes SET deleted_at = now()');
    await db.owner.query(
      `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
       VALUES ($1, $2, $1, now(), 'everything')`,
      [first.studentIds[0], first.institutionId],
    );
    await rotate(1);
    expect(await keep()).toEqual({ rotated: 0, resealed: 2, unopenable: 0 });
    expect([await left(first, 1), await left(second, 1)]).toEqual([0, 0]);
  });

  it('goes on with the other keys where one fails, and says at the end that it did', async () => {
    await db.owner.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a bad row'; END $$`,
    );
    await db.owner.query(
      `CREATE TRIGGER refuse BEFORE UPDATE ON student_notes FOR EACH ROW WHEN (old.course_id = '${first.courseId}')
       EXECUTE FUNCTION refuse()`,
    );
    await rotate(2);
    await expect(keep()).rejects.toMatchObject({
      message: expect.stringContaining('1 of 4 old keys'),
      errors: [expect.objectContaining({ message: expect.stringContaining('a bad row') })],
    });
    expect([await left(first, 2), await left(second, 2)]).toEqual([1, 0]);
    await db.owner.query('DROP TRIGGER refuse ON student_notes');
    expect(await keep()).toMatchObject({ resealed: 1 });
    expect(await left(first, 2)).toBe(0);
  });
});
