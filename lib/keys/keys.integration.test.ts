import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type Identity, openDatabase } from '@/db/client';
import { messageBody, noteBody, sealedColumns, ssn } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { Unopenable } from '@/lib/unopenable';
import { opener, sealer } from './sealed-column';

let db: TestDatabase;
let room: Classroom;
let other: Database;

beforeAll(async () => {
  db = await testDatabase();
  other = openDatabase(db.url, 2);
  room = await createClassroom(db.owner, 1);
});
afterAll(async () => {
  await other.close();
  await db.close();
});

const teacher = ({ instructorId, institutionId }: Classroom) =>
  mintViewer({
    userId: instructorId,
    role: 'INSTRUCTOR',
    institutionId,
    displayName: 'A teacher',
    email: null,
  });
const as = (room: Classroom, role: Identity['role']): Identity => ({
  userId: role === 'ADMIN' ? room.adminId : room.instructorId,
  role,
  institutionId: room.institutionId,
});
const keysOf = async ({ institutionId }: Classroom) =>
  (
    await db.owner.query(
      'SELECT class, version, state, wrapped_by FROM data_keys WHERE institution_id = $1 ORDER BY version',
      [institutionId],
    )
  ).rows;
const ask = (identity: Identity, text: string, values: unknown[] = []) =>
  db.database.transaction(identity, (tx) => tx.rows({ name: '', text }, values));

describe('the keys of an institution', () => {
  it('come with the first value that needs one, audited, and open it for whoever may read', async () => {
    const rowId = randomUUID();
    const sealed = await db.database.transaction(as(room, 'INSTRUCTOR'), async (tx) => {
      const seal = await sealer(tx, teacher(room), messageBody, room.institutionId);
      return seal(rowId, 'Good morning');
    });
    expect(await keysOf(room)).toMatchObject([{ class: 'COMMUNICATIONS', version: 1, state: 'ACTIVE' }]);
    const { rows } = await db.owner.query("SELECT actor_id FROM audit_log WHERE action = 'key.create'");
    expect(rows).toEqual([{ actor_id: room.instructorId }]);

    const student: Identity = { userId: room.studentIds[0] ?? '', role: 'STUDENT', institutionId: null };
    await db.database.transaction(student, async (tx) => {
      const open = await opener(tx, messageBody, room.institutionId);
      expect(open(rowId, sealed)).toBe('Good morning');
      expect(() => open(randomUUID(), sealed)).toThrow(new Unopenable());
      const asNote = await opener(tx, noteBody, room.institutionId);
      expect(() => asNote([rowId, room.studentIds[0] ?? ''], sealed)).toThrow(new Unopenable());
      const elsewhere = await opener(tx, messageBody, randomUUID());
      expect(() => elsewhere(rowId, sealed)).toThrow(new Unopenable());
    });
  });

  it('are one, however many begin at once, and none stays behind when the first gives up', async () => {
    const crowded = await createClassroom(db.owner, 1);
    let leave = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const failing = other
      .transaction(as(crowded, 'INSTRUCTOR'), async (tx) => {
        await sealer(tx, teacher(crowded), messageBody, crowded.institutionId);
        await gone;
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    const write = () =>
      asSystem(async (tx) => (await sealer(tx, null, messageBody, crowded.institutionId))('a', 'x'));
    const others = Promise.all(Array.from({ length: 6 }, write));
    setTimeout(leave, 100);
    const [values] = await Promise.all([others, failing]);
    expect(await keysOf(crowded)).toHaveLength(1);
    await asSystem(async (tx) => {
      const open = await opener(tx, messageBody, crowded.institutionId);
      for (const value of values) expect(open('a', value)).toBe('x');
    });
  });
});

describe('a key that this process has opened', () => {
  it('is that of its row alone: given to another institution or class, it opens and seals nothing there', async () => {
    const [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
    const rowId = randomUUID();
    const sealIn = ({ institutionId }: Classroom, column = messageBody) =>
      asSystem(async (tx) => (await sealer(tx, null, column, institutionId))(rowId, 'x'));
    const sealed = await sealIn(north);
    const move = async (change: string, values: unknown[]) => {
      await db.owner.query("SET session_replication_role = 'replica'");
      await db.owner.query(`UPDATE data_keys SET ${change}`, values);
      await db.owner.query('RESET session_replication_role');
    };
    await move('institution_id = $2 WHERE institution_id = $1', [north.institutionId, south.institutionId]);
    await expect(sealIn(south)).rejects.toMatchObject({ kind: 'unavailable' });
    await move('institution_id = $2 WHERE institution_id = $1', [south.institutionId, north.institutionId]);
    await move("class = 'STUDENT_RECORDS' WHERE institution_id = $1", [north.institutionId]);
    await expect(sealIn(north, ssn)).rejects.toMatchObject({ kind: 'unavailable' });
    await move("class = 'COMMUNICATIONS' WHERE institution_id = $1", [north.institutionId]);
    await asSystem(async (tx) =>
      expect((await opener(tx, messageBody, north.institutionId))(rowId, sealed)).toBe('x'),
    );
  });
});

describe('the database', () => {
  it('knows every sealed column, its form and its index, and no other', async () => {
    const { rows } = await db.owner.query<{ place: string; checked: boolean; indexed: boolean }>(
      `SELECT c.relname || '.' || a.attname AS place,
         EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c' AND a.attnum = ANY (conkey)
           AND pg_get_constraintdef(oid) LIKE 'CHECK (is_sealed(%') AS checked,
         EXISTS (SELECT 1 FROM pg_index WHERE indrelid = c.oid
           AND pg_get_indexdef(indexrelid) LIKE '%(sealing_key(' || a.attname || '), %') AS indexed
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname LIKE '%\\_sealed' ORDER BY 1`,
    );
    const wanted = sealedColumns.map(({ table, column }) => `${table}.${column}`).sort();
    expect(rows).toEqual(wanted.map((place) => ({ place, checked: true, indexed: true })));
  });

  it('takes nothing but a sealed value in such a column', async () => {
    const values = ['Good morning', '\\x', `\\x01${'00'.repeat(80)}`, `\\x0203${'00'.repeat(80)}`];
    for (const columns of ['subject, body_sealed', 'body, subject_sealed'])
      for (const value of values)
        await expect(
          ask(
            as(room, 'INSTRUCTOR'),
            `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, ${columns}, recipients)
             VALUES ($1, $2, $3, 'x', 'ALL', 'x', $4::bytea, 1)`,
            [randomUUID(), room.courseId, room.instructorId, value],
          ),
          `${columns}: ${value}`,
        ).rejects.toMatchObject({ code: '23514' });
  });

  it('lets nobody add, change or take away a key that is not theirs to', async () => {
    const south = await createClassroom(db.owner, 1);
    const add = `INSERT INTO data_keys (id, institution_id, class, version, algorithm, wrapped, wrapped_by)
      VALUES (gen_random_uuid(), $1, 'STUDENT_RECORDS', $2, 'A256GCM', '\\x00', 'x')`;
    const student: Identity = { ...as(room, 'STUDENT'), userId: room.studentIds[0] ?? '' };
    const nobody: Identity = { userId: null, role: null, institutionId: null };
    for (const [who, values] of [
      [nobody, [room.institutionId, 1]],
      [student, [room.institutionId, 1]],
      [as(room, 'INSTRUCTOR'), [south.institutionId, 1]],
      [as(room, 'INSTRUCTOR'), [room.institutionId, 2]],
      [as(room, 'ADMIN'), [south.institutionId, 1]],
    ] as const)
      await expect(ask(who, add, [...values]), `${who.role} ${values}`).rejects.toMatchObject({
        code: '42501',
      });
    expect(await ask(nobody, 'SELECT id FROM data_keys')).toEqual([]);
    const retire =
      "UPDATE data_keys SET state = 'DECRYPT_ONLY', retired_at = now() WHERE institution_id = $1 RETURNING id";
    for (const who of [student, as(room, 'INSTRUCTOR'), as(south, 'ADMIN')])
      expect(await ask(who, retire, [room.institutionId])).toEqual([]);
    await expect(ask(as(room, 'ADMIN'), 'DELETE FROM data_keys')).rejects.toMatchObject({ code: '42501' });
    const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
    for (const change of ["wrapped = '\\x00'", "state = 'DESTROYED', wrapped = NULL, retired_at = now()"])
      await expect(ask(system, `UPDATE data_keys SET ${change}`), change).rejects.toMatchObject({
        code: '23001',
      });
    await expect(db.owner.query('DELETE FROM data_keys')).rejects.toThrow('never');
  });
});
