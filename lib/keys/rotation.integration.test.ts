import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { noteBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { folderOf } from '@/lib/interop/testing/files';
import { ended, letCommandsIn, opsProcess } from '@/lib/interop/testing/import-process';
import { destroyKey } from './destroy';
import { keepKeys } from './keep-keys';
import { rotateKey } from './rotate';
import { opener, sealer } from './sealed-column';
import { readKeyStatus } from './status';

const notes = 3_000;

let db: TestDatabase;
let room: Classroom;
/** Notes and the number of the text that each holds: the text is the id and the number. */
const held = new Map<string, number>();
const studentOf = ({ studentIds }: Classroom) => studentIds[0] ?? '';
const going = new AbortController().signal;

beforeAll(async () => {
  db = await testDatabase();
  await letCommandsIn(db);
  room = await createClassroom(db.owner, 1);
  for (let n = 0; n < notes; n++) held.set(randomUUID(), 0);
  const ids = [...held.keys()];
  const seal = await asSystem((tx) => sealer(tx, null, noteBody, room.institutionId));
  await db.owner.query(
    `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
     SELECT id, $3, $4, $5, 'x', value FROM unnest($1::uuid[], $2::bytea[]) AS n(id, value)`,
    [
      ids,
      ids.map((id) => seal([id, studentOf(room)], `${id} 0`)),
      room.courseId,
      room.studentIds[0],
      room.instructorId,
    ],
  );
});
afterAll(() => db.close());

const some = statement(
  'test.some-notes',
  'SELECT id, body_sealed AS value FROM student_notes WHERE id = ANY($1)',
);
const change = statement('test.change-note', 'UPDATE student_notes SET body_sealed = $2 WHERE id = $1');

const anyOf = (ids: string[], count: number) =>
  Array.from({ length: count }, () => ids[Math.floor(Math.random() * ids.length)] ?? '');

/** Every text is the note's own, and none is older than what had been written when the look began. */
async function look(ids: string[]): Promise<number> {
  const before = new Map(ids.map((id) => [id, held.get(id) ?? 0]));
  return asSystem(async (tx) => {
    const rows = await tx.rows<{ id: string; value: Sealed }>(some, [ids]);
    const open = await opener(tx, noteBody, room.institutionId);
    for (const { id, value } of rows) {
      const [own, number] = open([id, studentOf(room)], value).split(' ');
      expect(own).toBe(id);
      expect(Number(number)).toBeGreaterThanOrEqual(before.get(id) ?? 0);
    }
    return rows.length;
  });
}

async function write(id: string, number: number): Promise<void> {
  await asSystem(async (tx) => {
    const seal = await sealer(tx, null, noteBody, room.institutionId);
    await tx.rows(change, [id, seal([id, studentOf(room)], `${id} ${number}`)]);
  });
  held.set(id, number);
}

/** Readers and a writer for as long as `work` takes. Answers how often they were at it. */
async function underLoad<T>(work: Promise<T>): Promise<{ result: T; looks: number; writes: number }> {
  const ids = [...held.keys()];
  const over = new AbortController();
  const rounds = async (round: () => Promise<unknown>) => {
    let count = 0;
    for (; !over.signal.aborted; count++) await round();
    return count;
  };
  const readers = [1, 2].map(() => rounds(() => look(anyOf(ids, 50))));
  const writer = rounds(async () => {
    for (const id of anyOf(ids, 1)) await write(id, (held.get(id) ?? 0) + 1);
  });
  const result = await work.finally(() => over.abort());
  const counts = await Promise.all(readers);
  return { result, looks: counts.reduce((sum, n) => sum + n, 0), writes: await writer };
}

/** The versions that the trail says a class was given. */
const rotations = async () =>
  (
    await db.owner.query<{ version: number }>(
      "SELECT (details ->> 'version')::int AS version FROM audit_log WHERE action = 'key.rotate' ORDER BY 1",
    )
  ).rows.map(({ version }) => version);
const status = () => asSystem((tx) => readKeyStatus(tx, room.institutionId));
const rotate = (...args: string[]) =>
  opsProcess(db, folderOf({}), ['keys', 'rotate', '--class', 'communications', ...args]);

/** Kills the rotation once some hundred values are moved. */
async function cutOff(): Promise<number | null> {
  const child = rotate('--rate', '500');
  const end = ended(child);
  for (let moved = 0; moved < 600; await sleep(20)) {
    const keys = await status();
    moved = keys.find(({ version }) => version === 2)?.rows ?? 0;
  }
  child.kill('SIGKILL');
  return (await end).status;
}

describe.sequential('a rotation', () => {
  it('fails no reader and loses no text while people work, though it is killed and goes on', async () => {
    const first = await underLoad(cutOff());
    expect(first.result).toBeNull();
    expect(first.looks).toBeGreaterThan(10);
    expect(first.writes).toBeGreaterThan(10);
    const [active, old] = await status();
    expect(active).toMatchObject({ version: 2, state: 'ACTIVE' });
    expect(old).toMatchObject({ version: 1, state: 'DECRYPT_ONLY' });
    expect(old?.rows).toBeGreaterThan(500);
    expect(await look([...held.keys()])).toBe(notes);
    expect(await rotations()).toEqual([2]);

    const second = await underLoad(ended(rotate('--rate', '5000')));
    expect(second.result.status).toBe(0);
    expect(JSON.parse(second.result.printed)).toMatchObject({ rotated: 0, unopenable: 0, left: 0 });
    expect(await look([...held.keys()])).toBe(notes);
    expect((await status()).map(({ version, rows }) => [version, rows])).toEqual([
      [2, notes],
      [1, 0],
    ]);
    expect(await rotations(), 'one that goes on is not another one').toEqual([2]);
  });

  it('is done by the job when the policy says so, and two at once are one', async () => {
    await db.owner.query(
      "UPDATE data_keys SET created_at = now() - interval '366 days' WHERE version = 2 AND institution_id = $1",
      [room.institutionId],
    );
    expect((await status())[0]).toMatchObject({ isOverdue: true, age: 366, rotateAfter: 365 });
    const kept = await Promise.all([keepKeys(database(), going), keepKeys(database(), going)]);
    expect(kept.reduce((sum, { rotated }) => sum + rotated, 0)).toBe(1);
    expect(kept.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(notes);
    expect(await look([...held.keys()])).toBe(notes);
    const again = await asSystem((tx) =>
      rotateKey(tx, null, { institutionId: room.institutionId, keyClass: 'COMMUNICATIONS', version: 2 }),
    );
    expect(again).toBeNull();
  });

  it('leaves alone what does not open, and says how many', async () => {
    const [victim = '', other = ''] = held.keys();
    const { rows } = await db.owner.query<{ body_sealed: Sealed }>(
      'SELECT body_sealed FROM student_notes WHERE id = $1',
      [victim],
    );
    await db.owner.query('UPDATE student_notes SET body_sealed = $2 WHERE id = $1', [
      other,
      rows[0]?.body_sealed,
    ]);
    const end = await ended(rotate('--rate', '50000'));
    expect(end.status).toBe(1);
    const result = { rotated: 1, resealed: notes - 1, unopenable: 1, left: 1 };
    expect(JSON.parse(end.printed)).toEqual(result);
    const again = await ended(rotate('--rate', '50000'));
    expect(JSON.parse(again.printed), 'it holds up no other rotation').toEqual(result);
    await write(other, 1_000);
    expect(await keepKeys(database(), going)).toEqual({ rotated: 0, resealed: 0, unopenable: 0 });
    expect(await look([...held.keys()])).toBe(notes);
  });

  it('does not take a key for empty that the master key does not open', async () => {
    const far = await createClassroom(db.owner, 1);
    const id = randomUUID();
    const seal = await asSystem((tx) => sealer(tx, null, noteBody, far.institutionId));
    await db.owner.query(
      `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
       VALUES ($1, $2, $3, $4, 'x', $5)`,
      [id, far.courseId, far.studentIds[0], far.instructorId, seal([id, studentOf(far)], 'x')],
    );
    const name = { institutionId: far.institutionId, keyClass: 'COMMUNICATIONS', version: 1 } as const;
    await asSystem((tx) => rotateKey(tx, null, name));
    await db.owner.query('ALTER TABLE data_keys DISABLE TRIGGER guard_data_key');
    await db.owner.query(
      `UPDATE data_keys SET wrapped = '\\x00', wrapped_by = 'another', retired_at = now() - interval '1 hour'
       WHERE institution_id = $1 AND version = 1`,
      [far.institutionId],
    );
    await db.owner.query('ALTER TABLE data_keys ENABLE TRIGGER guard_data_key');
    expect(await keepKeys(database(), going)).toMatchObject({ resealed: 0, unopenable: 1 });
    const [, old] = await asSystem((tx) => readKeyStatus(tx, far.institutionId));
    expect(old).toMatchObject({ rows: 1, emptiedAt: null, isOurs: false });
  });

  /** A backup and an archive from before the key was empty, and a backup from after it. */
  const keepCopies = () =>
    db.owner.query(
      `WITH b AS (
         INSERT INTO backups (id, system_id, timeline, started_at, ended_at, verified_at, schema_version, files, plain_bytes,
           stored_bytes, covered_until)
         SELECT id, 'x', 1, began, began, began, 'x', 1, 1, 1, began
         FROM (VALUES ('early-backup', now() - interval '2 days'), ('late-backup', now() + interval '1 minute')) v(id, began))
       INSERT INTO logical_archives (id, taken_at, ended_at, server_version, schema_version, tables, row_count, plain_bytes,
         stored_bytes, data_classes, data_keys, master_keys)
       SELECT 'early-archive', at, at, 'x', 'x', 1, 1, 1, 1, '{}', 1, '{}' FROM (SELECT now() - interval '1 day') a(at)`,
    );

  it('ends with old keys that nothing needs: noted once, and destroyed when somebody says so', async () => {
    const [active, old] = await status();
    const destroy = (id = '') => asSystem((tx) => destroyKey(tx, null, id));
    await expect(destroy(active?.id)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(destroy(old?.id)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(destroy(randomUUID())).rejects.toMatchObject({ kind: 'not-found' });
    await db.owner.query("UPDATE data_keys SET retired_at = now() - interval '1 hour' WHERE id = $1", [
      old?.id,
    ]);
    await keepKeys(database(), going);
    await keepKeys(database(), going);
    await keepCopies();
    await expect(destroy(old?.id)).rejects.toThrow('early-backup, early-archive.');
    await db.owner.query("UPDATE backups SET removed_at = now() WHERE id = 'early-backup'");
    await expect(destroy(old?.id)).rejects.toThrow('kept: early-archive.');
    await db.owner.query('UPDATE logical_archives SET removed_at = now()');
    await destroy(old?.id);
    expect((await status()).find(({ id }) => id === old?.id)).toMatchObject({ state: 'DESTROYED', rows: 0 });
    const { rows } = await db.owner.query(
      'SELECT action FROM audit_log WHERE object_id = $1 ORDER BY occurred_at',
      [old?.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['key.rotate', 'key.emptied', 'key.destroy']);
    expect(await look([...held.keys()])).toBe(notes);
  });
});
