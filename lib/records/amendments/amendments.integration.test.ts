import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { exportClass } from '@/lib/classes/export';
import { getRoster } from '@/lib/classes/roster';
import { rosterQuery } from '@/lib/classes/schema';
import { addDays } from '@/lib/days';
import { getStudentRecord } from '@/lib/messages/student-record';
import { exportRecord } from '../export/export-record';
import { requestAccess } from '../request-access';
import { openRequests } from '../requests';
import { beginHearing } from '../testing/begin-hearing';
import { getWaiting } from '../waiting';
import {
  arrangeHearing,
  askAmendment,
  askHearing,
  decideAmendment,
  placeStatement,
  withdrawAmendment,
} from './mutations';
import { getOwnAmendments, readContestableCourses } from './queries';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
let secondAdminId: string;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 3, 'here');
  there = await createClassroom(db.owner, 1, 'there');
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO users (email, role, institution_id, display_name) VALUES ('second@here.test', 'ADMIN', $1, 'Second Admin') RETURNING id`,
    [here.institutionId],
  );
  secondAdminId = rows[0]?.id ?? '';
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const student = (n = 0) => viewer(here, idOf(n), 'STUDENT');
const teacher = () => viewer(here, here.instructorId, 'INSTRUCTOR');
const admin = () => viewer(here, here.adminId, 'ADMIN');
const second = () => viewer(here, secondAdminId, 'ADMIN');
const wish = { contested: 'The time spent', wanted: 'Twelve hours', reason: 'I studied offline for a week.' };
const refusal = (id: string | undefined, more: object = {}) => ({
  id,
  verdict: 'REFUSE',
  decision: 'The figures are what the system measured.',
  ...more,
});

const hear = (id: string | undefined) => beginHearing(db.owner, id);

async function asked(n = 0): Promise<string | undefined> {
  await askAmendment(student(n), wish);
  return (await getOwnAmendments(student(n)))[0]?.id;
}

describe('an amendment', () => {
  it('is counted among what waits, for administrators of its institution, until it is decided', async () => {
    const waiting = (room: Classroom) => getWaiting(viewer(room, room.adminId, 'ADMIN'));
    const [before, elsewhere] = [await waiting(here), await waiting(there)];
    const id = await asked();
    expect(await waiting(here)).toEqual({ ...before, requests: before.requests + 1 });
    expect(await waiting(there)).toEqual(elsewhere);
    await expect(getWaiting(teacher())).rejects.toMatchObject({ kind: 'not-found' });
    await decideAmendment(admin(), refusal(id, { verdict: 'AMEND' }));
    expect(await waiting(here)).toEqual(before);
  });

  it('is one of twenty at most that wait about one record, so that those of others stay in sight', async () => {
    await db.owner.query(
      `INSERT INTO amendment_requests (student_id, institution_id, requested_by, contested, wanted, reason)
       SELECT $1, $2, $1, 'many', 'more', 'again' FROM generate_series(1, 20)`,
      [idOf(2), here.institutionId],
    );
    await expect(askAmendment(student(2), wish)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('20 requests'),
    });
    await db.owner.query("DELETE FROM amendment_requests WHERE contested = 'many'");
    await askAmendment(student(2), wish);
    await db.owner.query('DELETE FROM amendment_requests WHERE student_id = $1', [idOf(2)]);
  });

  it('is one of twenty however many are asked for at once', async () => {
    const asks = Array.from({ length: 30 }, () => askAmendment(student(2), { ...wish, contested: 'many' }));
    const done = await Promise.allSettled(asks);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    await db.owner.query("DELETE FROM amendment_requests WHERE contested = 'many'");
  });

  it('is decided by an administrator of the institution, and not twice', async () => {
    const id = await asked();
    for (const who of [student(), teacher(), viewer(there, there.adminId, 'ADMIN')])
      await expect(decideAmendment(who, refusal(id))).rejects.toMatchObject({ kind: 'not-found' });
    await decideAmendment(admin(), refusal(id, { verdict: 'AMEND' }));
    await expect(decideAmendment(second(), refusal(id))).rejects.toMatchObject({ kind: 'conflict' });
    await expect(askHearing(student(), { id })).rejects.toMatchObject({ kind: 'conflict' });
    expect((await openRequests(admin())).amendments[0]).toMatchObject({
      state: 'AMENDED',
      deciderName: 'ADMIN',
    });
  });

  it('is heard by somebody else than who refused it, and ends with a statement', async () => {
    const id = await asked();
    await expect(placeStatement(student(), { id, statement: 'too early for this' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await decideAmendment(admin(), refusal(id));
    await expect(askHearing(student(1), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await askHearing(student(), { id });
    await expect(decideAmendment(admin(), refusal(id))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(decideAmendment(second(), refusal(id))).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('No hearing is set'),
    });
    await hear(id);
    await decideAmendment(second(), refusal(id));
    await expect(placeStatement(student(1), { id, statement: 'not my record at all' })).rejects.toMatchObject(
      {
        kind: 'not-found',
      },
    );
    await placeStatement(student(), { id, statement: 'I studied for twelve hours without a network.' });
    expect((await getOwnAmendments(student()))[0]).toMatchObject({
      state: 'STATED',
      statement: 'I studied for twelve hours without a network.',
    });
  });

  it('is heard where and when the student was told, and stands not before', async () => {
    const id = await asked();
    await decideAmendment(admin(), refusal(id));
    const inDays = (days: number) => addDays(new Date().toISOString().slice(0, 10), days);
    const hearing = { id, day: inDays(9), time: '14:30', place: 'Room 12, or by telephone' };
    await expect(arrangeHearing(second(), hearing), 'not asked for').rejects.toMatchObject({
      kind: 'conflict',
    });
    await askHearing(student(), { id });
    for (const who of [student(), teacher(), viewer(there, there.adminId, 'ADMIN')])
      await expect(arrangeHearing(who, hearing)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(arrangeHearing(admin(), hearing), 'who refused it').rejects.toMatchObject({
      kind: 'forbidden',
    });
    for (const wrong of [{ day: inDays(-2) }, { day: inDays(0), time: '23:59' }, { day: inDays(400) }])
      await expect(arrangeHearing(second(), { ...hearing, ...wrong })).rejects.toMatchObject({
        kind: 'invalid',
        fields: { day: expect.any(String) },
      });
    for (const wrong of [{ time: '25:00' }, { time: '' }, { place: ' ' }, { day: '2026-02-30' }])
      await expect(arrangeHearing(second(), { ...hearing, ...wrong })).rejects.toMatchObject({
        fields: { [Object.keys(wrong)[0] ?? '']: expect.any(String) },
      });
    await db.owner.query("UPDATE institutions SET time_zone = 'America/New_York' WHERE id = $1", [
      here.institutionId,
    ]);
    await arrangeHearing(second(), hearing);
    const { rows } = await db.owner.query(
      `SELECT hearing_at AT TIME ZONE 'America/New_York' = ($2 || ' 14:30')::timestamp AS "onTheirClocks" FROM amendment_requests WHERE id = $1`,
      [id, hearing.day],
    );
    expect(rows).toEqual([{ onTheirClocks: true }]);
    await db.owner.query("UPDATE institutions SET time_zone = 'UTC' WHERE id = $1", [here.institutionId]);
    expect((await getOwnAmendments(student()))[0]).toMatchObject({
      hearingPlace: 'Room 12, or by telephone',
    });
    await expect(decideAmendment(second(), refusal(id))).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('not begun'),
    });
    await arrangeHearing(second(), { ...hearing, day: inDays(10) });
    await hear(id);
    await decideAmendment(second(), refusal(id));
    const told = await db.owner.query(
      "SELECT actor_id, details FROM audit_log WHERE action = 'amendment.set-hearing' AND object_id = $1 AND outcome = 'ALLOWED' ORDER BY occurred_at",
      [id],
    );
    expect(told.rows).toMatchObject([
      { actor_id: secondAdminId, details: { hearingOn: hearing.day, hearingTime: '14:30' } },
      { details: { hearingOn: inDays(10) } },
    ]);
    await withdrawAmendment(student(), { id });
  });

  it('is heard at a time that the clocks of the institution show', async () => {
    const id = await asked();
    await decideAmendment(admin(), refusal(id));
    await askHearing(student(), { id });
    await db.owner.query("UPDATE institutions SET time_zone = 'Europe/London' WHERE id = $1", [
      here.institutionId,
    ]);
    const year = new Date().getUTCFullYear() + 1;
    const sunday = Array.from({ length: 7 }, (_, n) => `${year}-03-${31 - n}`).find(
      (day) => new Date(day).getUTCDay() === 0,
    );
    const at = (day: string | undefined, time: string) =>
      arrangeHearing(second(), { id, day, time, place: 'Room 12' });
    await expect(at(sunday, '01:30'), 'the hour that is left out').rejects.toMatchObject({
      fields: { day: expect.stringContaining('clocks show') },
    });
    for (const day of ['0000-01-01', '0001-01-01'])
      await expect(at(day, '10:00')).rejects.toMatchObject({ fields: { day: expect.any(String) } });
    await at(sunday, '02:30');
    await db.owner.query("UPDATE institutions SET time_zone = 'UTC' WHERE id = $1", [here.institutionId]);
    await withdrawAmendment(student(), { id });
  });

  it('is decided or moved by whoever comes first, and the other one is told', async () => {
    for (let n = 0; n < 6; n += 1) {
      const id = await asked();
      await decideAmendment(admin(), refusal(id));
      await askHearing(student(), { id });
      const hearing = { id, day: addDays(new Date().toISOString().slice(0, 10), 9), time: '14:30' };
      const ends = await Promise.allSettled([
        decideAmendment(second(), refusal(id)),
        arrangeHearing(second(), { ...hearing, place: 'Room 12' }),
        withdrawAmendment(student(), { id }),
      ]);
      for (const end of ends)
        if (end.status === 'rejected') expect(end.reason).toMatchObject({ kind: 'conflict' });
      await withdrawAmendment(student(), { id }).catch(() => undefined);
    }
  });

  it('says to an administrator with ties to the student that somebody else decides', async () => {
    const id = await asked(1);
    const tied = async (who: Viewer) =>
      (await openRequests(who)).amendments.find((one) => one.id === id)?.hasTies;
    expect(await tied(admin())).toBe(false);
    await db.owner.query("UPDATE users SET role = 'ADMIN' WHERE id = $1", [here.instructorId]);
    const asAdmin = viewer(here, here.instructorId, 'ADMIN');
    expect(await tied(asAdmin)).toBe(true);
    await expect(decideAmendment(asAdmin, refusal(id))).rejects.toMatchObject({ kind: 'forbidden' });
    await db.owner.query("UPDATE users SET role = 'INSTRUCTOR' WHERE id = $1", [here.instructorId]);
    await withdrawAmendment(student(1), { id });
  });

  it('is withdrawn by the student before it is decided', async () => {
    const id = await asked(1);
    await expect(withdrawAmendment(student(), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await withdrawAmendment(student(1), { id });
    await expect(decideAmendment(admin(), refusal(id))).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is let rest after a refusal too, so that it keeps the record no longer than the student wants', async () => {
    const id = await asked(1);
    await decideAmendment(admin(), refusal(id));
    await withdrawAmendment(student(1), { id });
    expect((await getOwnAmendments(student(1)))[0]?.state).toBe('WITHDRAWN');
  });

  it('goes no other way in the database either, whoever writes there', async () => {
    const id = await asked(2);
    const write = ({ userId, role, institutionId }: Viewer, changes: string) =>
      db.database.transaction({ userId, role, institutionId }, (tx) =>
        tx.rows({ name: '', text: `UPDATE amendment_requests SET ${changes} WHERE id = $1 RETURNING 1` }, [
          id,
        ]),
      );
    const judged = `decided_by = '${here.adminId}', decided_at = now(), decision = 'as asked for'`;
    for (const [who, changes] of [
      [student(2), "state = 'AMENDED'"],
      [student(2), "state = 'STATED'"],
      [student(2), "state = 'HEARING_REQUESTED'"],
      [student(2), "decision = 'as asked for'"],
      [student(2), "state = 'WITHDRAWN', decision = 'as asked for'"],
      [student(2), `state = 'STATED', heard_by = '${secondAdminId}'`],
      [second(), `state = 'REFUSED', ${judged}`],
      [admin(), `state = 'UPHELD', ${judged}`],
      [admin(), `state = 'AMENDED', ${judged}, wanted = 'less'`],
      [admin(), "state = 'WITHDRAWN'"],
    ] as const)
      await expect(write(who, changes), changes).rejects.toMatchObject({ code: '42501' });
    expect(await write(admin(), `state = 'REFUSED', ${judged}`)).toHaveLength(1);
    expect(await write(student(2), "state = 'HEARING_REQUESTED', hearing_requested_at = now()")).toHaveLength(
      1,
    );
    await expect(write(student(2), 'decision = NULL')).rejects.toMatchObject({ code: '42501' });
    const set = "hearing_at = now() + interval '2 days', hearing_place = 'Room 12', hearing_set_at = now()";
    for (const [who, changes] of [
      [student(2), set],
      [admin(), set],
      [second(), `${set}, wanted = 'less'`],
      [second(), `${set}, state = 'REFUSED'`],
      [second(), set.replace('2 days', '1 hour')],
      [second(), set.replace('hearing_set_at = now()', "hearing_set_at = now() - interval '9 days'")],
      [second(), 'hearing_at = NULL, hearing_place = NULL, hearing_set_at = NULL'],
    ] as const)
      await expect(write(who, changes), changes).rejects.toMatchObject({ code: '42501' });
    expect(await write(second(), set)).toHaveLength(1);
    const heard = `heard_by = '${secondAdminId}', heard_at = now(), hearing_decision = 'as it stands'`;
    await expect(write(second(), `state = 'UPHELD', ${heard}`), 'before it').rejects.toMatchObject({
      code: '42501',
    });
    expect(await write(second(), `state = 'AMENDED', ${heard}`)).toHaveLength(1);
  });
});

describe('a statement', () => {
  it('goes wherever the record goes: gate, copies, class list, student’s page; with no other student’s', async () => {
    const why = { studentId: idOf(0), purpose: 'Advising', justification: 'asked for in a test' };
    for (const who of [student(), teacher(), admin()]) {
      const { record } = await requestAccess(who, { ...why, scope: 'summary' });
      expect(record.statements).toMatchObject([{ contested: 'The time spent' }]);
      expect((await exportRecord(who, why)).record.statements).toHaveLength(1);
    }
    const other = await requestAccess(teacher(), { ...why, studentId: idOf(1), scope: 'summary' });
    expect(other.record.statements).toEqual([]);
    const { csv } = await exportClass(teacher(), here.courseId);
    expect(csv.match(/I studied for twelve hours/g)).toHaveLength(1);
    const { students } = await getRoster(teacher(), here.courseId, rosterQuery.parse({}));
    const listed = students.map(({ userId, statements }) => [userId, statements.length]);
    expect(Object.fromEntries(listed)).toEqual({ [idOf(0)]: 1, [idOf(1)]: 0, [idOf(2)]: 0 });
    const page = await getStudentRecord(teacher(), here.courseId, idOf(0));
    expect(page.student.statements).toMatchObject([{ statement: expect.stringContaining('twelve hours') }]);
  });

  it('about one course or one part goes with that part alone, in the database as well', async () => {
    const [own = '', studentId] = [here.courseId, idOf(1)];
    const { rows: made } = await db.owner.query<{ id: string }>(
      `INSERT INTO users (email, role, institution_id, display_name) VALUES ('other@here.test', 'INSTRUCTOR', $1, 'Other') RETURNING id`,
      [here.institutionId],
    );
    const { rows: courses } = await db.owner.query<{ id: string }>(
      `INSERT INTO courses (title, description, instructor_id, institution_id, difficulty_level, status)
       VALUES ('Writing', 'x', $1, $2, 'BEGINNER', 'PUBLISHED') RETURNING id`,
      [made[0]?.id, here.institutionId],
    );
    const writing = courses[0]?.id ?? '';
    const wrongCourse = { ...wish, contested: 'no course', courseId: writing };
    await expect(askAmendment(student(1), wrongCourse)).rejects.toMatchObject({
      fields: { courseId: expect.stringContaining('list') },
    });
    await db.owner.query('SELECT enroll_student($1, $2)', [studentId, writing]);
    const parts = {
      all: {},
      own: { courseId: own, level: 'academic' },
      writing: { courseId: writing },
      grades: { level: 'full' },
    };
    for (const [contested, part] of Object.entries(parts)) {
      await askAmendment(student(1), { ...wish, contested, ...part });
      const { id } = (await getOwnAmendments(student(1))).find((one) => one.contested === contested) ?? {};
      await decideAmendment(admin(), refusal(id));
      await askHearing(student(1), { id });
      await hear(id);
      await decideAmendment(second(), refusal(id));
      await placeStatement(student(1), { id, statement: `what I say of ${contested}` });
    }
    const why = { studentId, purpose: 'Advising', justification: 'asked for in a test' };
    const given = async (who: Viewer, scope: string) => {
      const { record } = await requestAccess(who, { ...why, scope });
      return record.statements?.map(({ contested }) => contested).sort();
    };
    const other = viewer(here, made[0]?.id ?? '', 'INSTRUCTOR');
    expect(await given(student(1), 'full')).toEqual(['all', 'grades', 'own', 'writing']);
    expect(await given(admin(), 'full')).toEqual(['all', 'grades', 'own', 'writing']);
    expect(await given(admin(), 'academic')).toEqual(['all', 'own', 'writing']);
    expect(await given(teacher(), 'academic')).toEqual(['all', 'own']);
    expect(await given(teacher(), 'summary')).toEqual(['all']);
    expect(await given(other, 'academic')).toEqual(['all', 'writing']);
    const { csv } = await exportClass(teacher(), own);
    expect(csv.match(/what I say of \w+/g)?.sort()).toEqual(['what I say of all', 'what I say of own']);
    for (const who of [teacher(), admin()]) {
      const { student: listed } = await getStudentRecord(who, own, studentId);
      expect(listed.statements.map(({ contested }) => contested)).toEqual(['all', 'own']);
    }
    const kept = ({ userId, role, institutionId }: Viewer) =>
      db.database.transaction({ userId, role, institutionId }, (tx) =>
        tx.rows<{ contested: string }>(
          { name: '', text: 'SELECT contested FROM record_statements WHERE student_id = $1 ORDER BY 1' },
          [studentId],
        ),
      );
    expect((await kept(teacher())).map(({ contested }) => contested)).toEqual(['all', 'own']);
    expect((await kept(other)).map(({ contested }) => contested)).toEqual(['all', 'writing']);
    const contestable = ({ userId, role, institutionId }: Viewer) =>
      db.database.transaction({ userId, role, institutionId }, async (tx) => {
        const rows = await readContestableCourses(tx, studentId);
        return rows.length;
      });
    expect([await contestable(student(1)), await contestable(admin())]).toEqual([2, 2]);
    for (const who of [student(0), teacher(), viewer(there, there.adminId, 'ADMIN')])
      expect(await contestable(who)).toBe(0);
  });
});
