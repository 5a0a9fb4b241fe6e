import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteBody } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { openCanaries } from './canaries';
import { sealer } from './sealed-column';

let db: TestDatabase;
let room: Classroom;
const note = randomUUID();

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  const seal = await asSystem((tx) => sealer(tx, null, noteBody, room.institutionId));
  await db.owner.query(
    `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
     VALUES ($1, $2, $3, $4, 'x', $5)`,
    [
      note,
      room.courseId,
      room.studentIds[0],
      room.instructorId,
      seal([note, room.studentIds[0] ?? ''], 'a canary'),
    ],
  );
});
afterAll(() => db.close());

const look = () => asSystem(openCanaries, db.database);

test('every key opens, and with each a value of what it seals', async () => {
  const { keys, values, fault } = await look();
  expect(fault).toBeNull();
  expect([keys, values]).toEqual([1, 1]);
});

test('a value that does not open is named by its column, and never by what it says', async () => {
  const { rows } = await db.owner.query('SELECT body_sealed FROM student_notes WHERE id = $1', [note]);
  const sealed: Buffer = rows[0].body_sealed;
  const spoilt = Buffer.from(sealed);
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length - 1) ^ 1, spoilt.length - 1);
  const put = (value: Buffer) =>
    db.owner.query('UPDATE student_notes SET body_sealed = $2 WHERE id = $1', [note, value]);
  await put(spoilt);
  const { fault } = await look();
  expect(fault).toContain('a value in student_notes.body_sealed does not open');
  expect(fault).not.toContain('canary');
  await put(sealed);
  expect((await look()).fault).toBeNull();
});

test('values whose key was taken away are named by their column', async () => {
  await db.owner.query("SET session_replication_role = 'replica'");
  const { rows } = await db.owner.query('DELETE FROM data_keys RETURNING *');
  expect((await look()).fault).toBe('the key of 1 values in student_notes.body_sealed is not there');
  const [{ id, institution_id, algorithm, wrapped, wrapped_by, ...key }] = rows;
  await db.owner.query(
    `INSERT INTO data_keys (id, institution_id, class, version, algorithm, wrapped, wrapped_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, institution_id, key.class, key.version, algorithm, wrapped, wrapped_by],
  );
  await db.owner.query('RESET session_replication_role');
  expect((await look()).fault).toBeNull();
});

test('a data key that another master key wrapped is a fault', async () => {
  await db.owner.query(
    `INSERT INTO data_keys (id, institution_id, class, version, algorithm, wrapped, wrapped_by)
     VALUES ($1, $2, 'LOOKUPS', 1, 'HS256', 'x', 'environment 00000000')`,
    [randomUUID(), room.institutionId],
  );
  expect((await look()).fault).toContain('no master key that is known here opens the data key');
});
