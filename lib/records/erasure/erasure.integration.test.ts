import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { findByNumber } from '@/lib/confidential/find';
import { addAcademicEntry, writeDetails } from '@/lib/confidential/write';
import { answerInspection, askInspection } from '../inspection/mutations';
import { openRequests } from '../requests';
import { openHolds, placeHold, releaseHold } from '../retention/holds';
import { pruneRecords } from '../retention/prune';
import { addToList, readList, refusedFile } from '../signed-list/signed-list';
import { carryOutErasures } from './carry-out';
import { eraseStudent } from './erase';
import { erasureList, erasureListFile } from './erasure-list';
import { askErasure, decideErasure, withdrawErasure } from './mutations';
import { getOwnErasures } from './queries';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
let folder: string;
const signal = new AbortController().signal;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-erasure-'));
  here = await createClassroom(db.owner, 5, 'here');
  there = await createClassroom(db.owner, 1, 'there');
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const viewer = (room: Classroom, userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const student = (n: number) => viewer(here, idOf(n), 'STUDENT');
const admin = () => viewer(here, here.adminId, 'ADMIN');
const stranger = () => viewer(there, there.adminId, 'ADMIN');
const leave = (n: number) => db.owner.query('SELECT drop_student($1, $2)', [idOf(n), here.courseId]);
const carryOut = () => carryOutErasures(db.database, erasureListFile(folder), signal);
const score = (n: number, day: string) =>
  db.owner.query(
    `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
     VALUES ($1, $2, $3, 1, '[]', '{}', 1)`,
    [idOf(n), here.courseId, day],
  );
const scoresOf = async (n: number) =>
  (
    await db.owner.query('SELECT day::text FROM risk_snapshots WHERE user_id = $1 ORDER BY 1', [idOf(n)])
  ).rows.map(({ day }) => day);
const number = '078-05-1120';
const findNumber = () => findByNumber(admin(), { ssn: number, purpose: 'in a test' });
async function keepConfidential(n: number): Promise<void> {
  const whose = { studentId: idOf(n), purpose: 'enrolment form' };
  await writeDetails(admin(), { ...whose, version: 0, ssn: number, parentContact: 'Ada, 555 0100' });
  await addAcademicEntry(admin(), {
    ...whose,
    id: randomUUID(),
    kind: 'DISCIPLINARY',
    happenedOn: '2020-03-02',
    content: 'Copied in an examination.',
  });
}
const confidentialRows = async (n: number) =>
  (
    await db.owner.query(
      `SELECT ((SELECT count(*) FROM student_details WHERE student_id = $1)
         + (SELECT count(*) FROM academic_entries WHERE student_id = $1))::int AS n`,
      [idOf(n)],
    )
  ).rows[0].n;

describe('the retention schedule', () => {
  it('deletes what is old, and nothing that a hold or an open request protects', async () => {
    for (const n of [0, 1, 2]) for (const day of ['2020-01-06', '2099-01-05']) await score(n, day);
    await placeHold(admin(), { studentId: idOf(1), reason: 'a case before the county court' });
    await askInspection(student(2), { wants: 'everything' });
    expect(await pruneRecords(db.database, signal)).toMatchObject({ riskScores: 1, standings: 0 });
    expect(await scoresOf(0)).toEqual(['2099-01-05']);
    for (const n of [1, 2]) expect(await scoresOf(n)).toEqual(['2020-01-06', '2099-01-05']);
    const { rows } = await db.owner.query(
      "SELECT object_id, details FROM audit_log WHERE action = 'retention.prune'",
    );
    expect(rows).toEqual([{ object_id: 'riskScores', details: { rows: 1, olderThanDays: 730 } }]);
  });

  it('goes on once the hold is released and the request answered; a hold on all protects all', async () => {
    const [hold] = await openHolds(admin());
    await expect(
      releaseHold(stranger(), { id: hold?.id, reason: 'the case is closed' }),
    ).rejects.toMatchObject({ kind: 'not-found' });
    await expect(releaseHold(admin(), { id: hold?.id })).rejects.toMatchObject({ kind: 'invalid' });
    await releaseHold(admin(), { id: hold?.id, reason: 'the case is closed' });
    expect((await openHolds(admin()))[0]).toMatchObject({
      id: hold?.id,
      releaseReason: 'the case is closed',
    });
    const [open] = (await openRequests(admin())).inspections;
    await answerInspection(admin(), { id: open?.id, released: 'true', answer: 'Here it is, all of it.' });
    await placeHold(admin(), { reason: 'an audit of the whole school' });
    expect(await pruneRecords(db.database, signal)).toMatchObject({ riskScores: 0 });
    const [all] = await openHolds(admin());
    await releaseHold(admin(), { id: all?.id, reason: 'the case is closed' });
    expect(await pruneRecords(db.database, signal)).toMatchObject({ riskScores: 2 });
  });

  it('counts from the last activity in any course for what is needed while the studies can be asked about', async () => {
    const [old, studying] = there.studentIds.concat(idOf(4));
    for (const [studentId, { courseId, instructorId, institutionId }] of [
      [old, there],
      [studying, here],
    ] as const)
      await db.owner.query(
        `WITH d AS (
           INSERT INTO student_details (student_id, institution_id, changed_by, updated_at) VALUES ($1, $2, 'x', '2020-01-01')),
         n AS (
           INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body, updated_at)
           VALUES (gen_random_uuid(), $3, $1, $4, 'x', 'x', '2020-01-01') RETURNING id)
         INSERT INTO student_note_versions (note_id, version, course_id, student_id, body, replaced_by, replaced_at)
         SELECT id, 1, $3, $1, 'x', 'x', '2019-01-01' FROM n`,
        [studentId, institutionId, courseId, instructorId],
      );
    expect(await pruneRecords(db.database, signal)).toMatchObject({ notes: 0, confidential: 0 });
    await db.owner.query(
      "UPDATE enrollments SET enrolled_at = '2019-09-01', last_activity_at = '2020-03-02' WHERE user_id = $1",
      [old],
    );
    expect(await pruneRecords(db.database, signal)).toMatchObject({ notes: 2, confidential: 1 });
    const { rows } = await db.owner.query(
      'SELECT student_id FROM student_notes UNION ALL SELECT student_id FROM student_details',
    );
    expect(rows).toEqual([{ student_id: studying }, { student_id: studying }]);
    await db.owner.query(
      'DELETE FROM student_note_versions; DELETE FROM student_notes; DELETE FROM student_details',
    );
  });

  it('is held by the database: the product itself cannot delete what is protected', async () => {
    await score(3, '2020-01-06');
    await placeHold(admin(), { studentId: idOf(3), reason: 'a case before the county court' });
    await keepConfidential(3);
    const kept = { risk_snapshots: 'user_id', student_details: 'student_id', academic_entries: 'student_id' };
    for (const [table, student] of Object.entries(kept))
      for (const role of ['SYSTEM', 'ADMIN'] as const) {
        const text = `DELETE FROM ${table} WHERE ${student} = $1 RETURNING 1`;
        const identity = { userId: here.adminId, role, institutionId: here.institutionId };
        const removed = db.database.transaction(identity, (tx) => tx.rows({ name: '', text }, [idOf(3)]));
        expect(await removed, `${role} ${table}`).toEqual([]);
      }
    const emptied = { studentId: idOf(3), purpose: 'in a test', version: 1, clear: ['ssn'] };
    await expect(writeDetails(admin(), emptied)).rejects.toMatchObject({ kind: 'conflict' });
    await db.owner.query(
      'UPDATE student_details SET ssn_sealed = NULL, ssn_lookup = NULL WHERE student_id = $1',
      [idOf(3)],
    );
    for (const who of [student(0), stranger()])
      await expect(placeHold(who, { studentId: idOf(0), reason: 'not mine to place' })).rejects.toMatchObject(
        {
          kind: 'not-found',
        },
      );
  });
});

describe('an erasure', () => {
  const decided = async (n: number) => {
    await askErasure(student(n), {});
    const request = (await getOwnErasures(student(n)))[0];
    await decideErasure(admin(), { id: request?.id });
    return (await getOwnErasures(student(n)))[0];
  };

  it('is refused with its ground while the student studies, is protected, or proof has to be kept', async () => {
    expect(await decided(0)).toMatchObject({ state: 'REFUSED', ground: expect.stringContaining('enrolled') });
    await leave(3);
    expect(await decided(3)).toMatchObject({
      state: 'REFUSED',
      ground: expect.stringContaining('still has to be kept'),
    });
    await askInspection(student(3), { wants: 'everything' });
    expect((await decided(3))?.ground).toContain('request to see or correct');
    await leave(1);
    await db.owner.query('UPDATE enrollments SET last_activity_at = now() WHERE user_id = $1', [idOf(1)]);
    expect(await decided(1)).toMatchObject({
      state: 'REFUSED',
      ground: expect.stringContaining('5 years'),
    });
    expect(await carryOut()).toEqual({ erased: 0, again: 0, waiting: 0, refused: 0 });
  });

  it('is asked for by the student, once, and decided by an administrator of the institution', async () => {
    await askErasure(student(2), {});
    await expect(askErasure(student(2), {})).rejects.toMatchObject({ kind: 'conflict' });
    const [request] = (await openRequests(admin())).erasures;
    for (const who of [student(2), stranger()])
      await expect(decideErasure(who, { id: request?.id })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(withdrawErasure(student(1), { id: request?.id })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await withdrawErasure(student(2), { id: request?.id });
    await expect(decideErasure(admin(), { id: request?.id })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('takes the name off everything, and again after an old backup is restored', async () => {
    await leave(4);
    await score(4, '2099-01-05');
    await keepConfidential(4);
    expect(await findNumber()).toMatchObject({ id: idOf(4) });
    const once = await db.owner.query('SELECT * FROM users WHERE id = $1', [idOf(4)]);
    expect((await decided(4))?.state).toBe('APPROVED');
    await db.owner.query(
      `WITH i AS (
         INSERT INTO imports (kind, source, sha256, status) VALUES ('roster', 'x', 'x', 'FAILED'), ('roster', 'y', 'y', 'RUNNING')
         RETURNING id)
       INSERT INTO import_rows (import_id, step, line, key, data) SELECT id, 'users', 1, 'x', $1 FROM i`,
      [JSON.stringify({ email: once.rows[0].email })],
    );
    await db.owner.query(
      `INSERT INTO import_activity (import_id, course_id, user_id, section_id, day, interactions, seconds)
       SELECT i.id, $1, u, $2, '2026-03-02', 1, 60 FROM imports i CROSS JOIN unnest($3::uuid[]) u`,
      [here.courseId, here.lessons[0]?.sectionIds[0], [idOf(4), idOf(0)]],
    );
    expect(await carryOut()).toEqual({ erased: 1, again: 0, waiting: 0, refused: 0 });
    const whose = await db.owner.query('SELECT DISTINCT user_id FROM import_activity');
    expect(whose.rows, 'of nobody else anything goes').toEqual([{ user_id: idOf(0) }]);
    await db.owner.query('DELETE FROM import_activity');
    const staged = await db.owner.query(
      'SELECT i.status FROM import_rows r JOIN imports i ON i.id = r.import_id',
    );
    expect(staged.rows, 'of a run that failed nothing is left').toEqual([{ status: 'RUNNING' }]);
    const now = async () =>
      (
        await db.owner.query(
          `SELECT u.display_name, u.email, u.deleted_at IS NOT NULL AS gone, e.person_name
           FROM users u JOIN enrollments e ON e.user_id = u.id WHERE u.id = $1`,
          [idOf(4)],
        )
      ).rows;
    const erased = [
      { display_name: 'Former student', email: null, gone: true, person_name: 'Former student' },
    ];
    expect(await now()).toEqual(erased);
    expect(await scoresOf(4)).toEqual([]);
    expect(await confidentialRows(4)).toBe(0);
    expect(await findNumber()).toBeNull();
    expect(await carryOut()).toEqual({ erased: 0, again: 0, waiting: 0, refused: 0 });
    // What an older dump holds: the person as before, and no erasure in the database.
    const { display_name: name, email } = once.rows[0];
    await db.owner.query('UPDATE users SET display_name = $2, email = $3, deleted_at = NULL WHERE id = $1', [
      idOf(4),
      name,
      email,
    ]);
    await db.owner.query('DELETE FROM erasures');
    expect(await carryOut()).toEqual({ erased: 0, again: 1, waiting: 0, refused: 0 });
    expect(await now()).toEqual(erased);
  });

  it('erases nobody by a line that it did not write, and no one but students; the line is told once', async () => {
    const path = erasureListFile(folder);
    const { listed } = await readList(erasureList, path);
    expect(listed.map(({ userId }) => userId)).toEqual([idOf(4)]);
    const erasedAt = new Date().toISOString();
    const [own = ''] = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    const forged = [
      JSON.stringify({ userId: idOf(2), erasedAt }),
      own.replace(idOf(4), idOf(2)),
      own.slice(0, 40),
    ];
    await appendFile(path, forged.join('\n'));
    await addToList(erasureList, path, [{ userId: here.adminId, erasedAt }]);
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const _again of [1, 2])
      expect(await carryOut()).toEqual({ erased: 0, again: 0, waiting: 0, refused: 0 });
    expect(told.mock.calls).toEqual([[expect.stringContaining('3 lines')]]);
    told.mockRestore();
    const refusals = await db.owner.query(
      "SELECT outcome, details FROM audit_log WHERE action = 'erasure.list-refused'",
    );
    expect(refusals.rows).toEqual([{ outcome: 'DENIED', details: { lines: 3 } }]);
    const gone = await db.owner.query('SELECT id FROM users WHERE deleted_at IS NOT NULL');
    expect(gone.rows).toEqual([{ id: idOf(4) }]);
    expect(await readList(erasureList, path)).toMatchObject({ listed: [...listed, {}], refused: [] });
    expect((await readFile(refusedFile(path), 'utf8')).trim().split('\n')).toEqual(forged);
    expect(await asSystem((tx) => eraseStudent(tx, here.adminId), db.database)).toBe('WAITS');
  });

  const approve = async (n: number) => {
    await db.owner.query(
      `INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_at)
       VALUES ($1, $2, $1, 'APPROVED', now())`,
      [idOf(n), here.institutionId],
    );
  };
  const nameOf = async (n: number) =>
    (await db.owner.query('SELECT display_name FROM users WHERE id = $1', [idOf(n)])).rows[0].display_name;

  it('is refused after all where the student came back before it was carried out', async () => {
    await approve(0);
    await placeHold(admin(), { studentId: idOf(0), reason: 'a case before the county court' });
    expect(await carryOut()).toMatchObject({ waiting: 1, refused: 0 });
    const hold = (await openHolds(admin())).find(({ studentId }) => studentId === idOf(0));
    await releaseHold(admin(), { id: hold?.id, reason: 'the case is closed' });
    expect(await carryOut()).toMatchObject({ erased: 0, waiting: 0, refused: 1 });
    expect(await nameOf(0)).toBe('student0 of here');
    expect((await getOwnErasures(student(0)))[0]).toMatchObject({
      state: 'REFUSED',
      ground: expect.stringContaining('enrolled'),
    });
  });

  it('is undone as a whole where a hold on everybody comes while it goes on', async () => {
    await leave(2);
    await approve(2);
    const late = new pg.Client({ connectionString: db.ownerUrl });
    await late.connect();
    await late.query('BEGIN; LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE');
    const going = carryOut();
    await vi.waitFor(async () => {
      const { rows } = await db.owner.query(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'notifications'::regclass",
      );
      expect(rows).toHaveLength(1);
    });
    await placeHold(admin(), { reason: 'an audit of the whole school' });
    await late.query('COMMIT');
    await late.end();
    expect(await going).toMatchObject({ erased: 0, waiting: 1 });
    expect([await nameOf(2), await scoresOf(2)]).toEqual(['student2 of here', ['2099-01-05']]);
    const [all] = await openHolds(admin());
    await releaseHold(admin(), { id: all?.id, reason: 'the case is closed' });
    expect(await carryOut()).toMatchObject({ erased: 1, waiting: 0 });
  });

  it('lets no import be taken up again between its rows and its end', async () => {
    const room = await createClassroom(db.owner, 1, 'importing');
    const [id = ''] = room.studentIds;
    await db.owner.query('SELECT drop_student($1, $2)', [id, room.courseId]);
    await db.owner.query(
      "INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_at) VALUES ($1, $2, $1, 'APPROVED', now())",
      [id, room.institutionId],
    );
    const { rows } = await db.owner.query(
      "INSERT INTO imports (kind, source, sha256, status, finished_at) VALUES ('roster', 'x', 'x', 'FAILED', now()) RETURNING id",
    );
    const [late, again] = [db.ownerUrl, db.ownerUrl].map((url) => new pg.Client({ connectionString: url }));
    await Promise.all([late?.connect(), again?.connect()]);
    await late?.query('BEGIN; LOCK TABLE rights_facts IN SHARE MODE');
    const going = asSystem((tx) => eraseStudent(tx, id), db.database);
    await vi.waitFor(async () => {
      const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'rights_facts'::regclass";
      expect((await db.owner.query(waiting)).rows).toHaveLength(1);
    });
    await again?.query("SET lock_timeout = '200ms'");
    const takeUp = () => again?.query("UPDATE imports SET status = 'RUNNING' WHERE id = $1", [rows[0]?.id]);
    await expect(takeUp()).rejects.toThrow('lock timeout');
    await late?.query('COMMIT');
    expect(await going).toBe('ERASED');
    expect(await asSystem((tx) => eraseStudent(tx, id), db.database), 'a second worker').toBe('SETTLED');
    await takeUp();
    await Promise.all([late?.end(), again?.end()]);
  });

  it('of one person that fails keeps nobody else from being erased, and is tried again', async () => {
    const room = await createClassroom(db.owner, 2, 'elsewhere');
    const names = async () =>
      (
        await db.owner.query(
          'SELECT display_name AS name FROM users WHERE id = ANY ($1) ORDER BY display_name DESC',
          [room.studentIds],
        )
      ).rows.map(({ name }) => name);
    for (const id of room.studentIds) {
      await db.owner.query('SELECT drop_student($1, $2)', [id, room.courseId]);
      await db.owner.query(
        `INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_at)
         VALUES ($1, $2, $1, 'APPROVED', now())`,
        [id, room.institutionId],
      );
    }
    await db.owner.query(`
      CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
      CREATE TRIGGER stay BEFORE UPDATE OF deleted_at ON users FOR EACH ROW
        WHEN (OLD.id = '${room.studentIds[0]}') EXECUTE FUNCTION stay()`);
    await expect(carryOut()).rejects.toThrow('could not be erased');
    expect(await names()).toEqual(['student0 of elsewhere', 'Former student']);
    await db.owner.query('DROP TRIGGER stay ON users; DROP FUNCTION stay()');
    expect(await carryOut()).toMatchObject({ erased: 1 });
    expect(await names()).toEqual(['Former student', 'Former student']);
  });
});
