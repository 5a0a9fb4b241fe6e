import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { readPeople } from '@/lib/access/people';
import { asAdministrator } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { getDetailsState } from '@/lib/confidential/state';
import { writeDetails } from '@/lib/confidential/write';
import { addDays } from '@/lib/days';
import {
  askAmendment,
  askHearing,
  decideAmendment,
  placeStatement,
  withdrawAmendment,
} from '../amendments/mutations';
import { getOwnAmendments } from '../amendments/queries';
import { giveConsent } from '../consents/mutations';
import { carryOutErasures } from '../erasure/carry-out';
import { erasureListFile } from '../erasure/erasure-list';
import { askErasure, decideErasure, withdrawErasure } from '../erasure/mutations';
import { getOwnErasures } from '../erasure/queries';
import { exportRecord } from '../export/export-record';
import { findPeople, openChosenStudent } from '../find-people';
import { openChildChoices, openChildRequests } from '../guardians/child-file';
import { endGuardianship } from '../guardians/mutations';
import { getChildren } from '../guardians/queries';
import { answerInspection, askInspection, withdrawInspection } from '../inspection/mutations';
import { requestAccess } from '../request-access';
import { openRequests } from '../requests';
import { pruneRecords } from '../retention/prune';
import { openStudentFile } from '../student-file';
import { beginHearing } from '../testing/begin-hearing';
import { getWaiting } from '../waiting';
import { recordLetter } from './mutations';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
let secondId: string;
let folder: string;
const signal = new AbortController().signal;

const viewer = (room: Classroom, userId: string, role: Role, displayName: string): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const student = (n: number) => viewer(here, idOf(n), 'STUDENT', `student${n} of here`);
const admin = () => viewer(here, here.adminId, 'ADMIN', 'Ada Admin');
const second = () => viewer(here, secondId, 'ADMIN', 'Second Admin');
const stranger = () => viewer(there, there.adminId, 'ADMIN', 'Strange Admin');
const today = new Date().toISOString().slice(0, 10);
const letter = (n: number, kind: 'INSPECTION' | 'ERASURE', receivedOn = today) => ({
  ...{ studentId: idOf(n), kind, receivedOn },
  words: 'Signed letter with a copy of the passport: please show me everything.',
});
const asked = (n: number) => ({
  ...{ studentId: idOf(n), scope: 'full' },
  ...{ purpose: 'Inspection', justification: 'asked for by letter' },
});
/** What a roster does that names somebody no longer. */
const leaves = (n: number) =>
  db.owner.query("UPDATE users SET sourced_id = 'r' || id, deleted_at = now() WHERE id = $1", [idOf(n)]);
const hear = (id: string | undefined) => beginHearing(db.owner, id);
const carryOut = () => carryOutErasures(db.database, erasureListFile(folder), signal);
const openErasure = async (n: number) =>
  (await openRequests(admin())).erasures.find(
    ({ studentId, state }) => studentId === idOf(n) && state === 'REQUESTED',
  )?.id;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-letters-'));
  here = await createClassroom(db.owner, 8, 'here');
  there = await createClassroom(db.owner, 1, 'there');
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO users (email, role, institution_id, display_name) VALUES ('second@here.test', 'ADMIN', $1, 'Second') RETURNING id`,
    [here.institutionId],
  );
  secondId = rows[0]?.id ?? '';
  for (const n of [0, 1, 2]) await leaves(n);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the record of a student whom the roster names no longer', () => {
  it('is found by administrators, who see that the student has left', async () => {
    const { people } = await findPeople(admin(), 'student0 of');
    expect(people).toMatchObject([{ id: idOf(0), hasRecord: true, leftAt: expect.any(String) }]);
    expect(await openChosenStudent(admin(), idOf(0))).toMatchObject({ id: idOf(0) });
    const list = (state?: 'left') =>
      asAdministrator(admin(), (tx, institutionId) => readPeople(tx, institutionId, { state, limit: 50 }));
    expect((await list('left')).people.map(({ id }) => id).sort()).toEqual(
      [idOf(0), idOf(1), idOf(2)].sort(),
    );
    expect((await list()).people.map(({ id }) => id)).not.toContain(idOf(0));
  });

  it('opens, in full and as a copy, with what is kept in confidence', async () => {
    await writeDetails(admin(), { studentId: idOf(0), version: 0, purpose: 'enrolment', ssn: '078-05-1120' });
    const { record } = await requestAccess(admin(), asked(0));
    expect(record).toMatchObject({
      person: { email: 'student0@here.test' },
      confidential: { ssn: '078-05-1120' },
      courses: [{ courseId: here.courseId }],
    });
    const { scope: _scope, ...copy } = asked(0);
    expect(await exportRecord(admin(), copy)).toMatchObject({ level: 'full', record: { person: {} } });
    expect((await openStudentFile(admin(), idOf(0))).rights).toMatchObject({ holder: 'STUDENT' });
    expect(await getDetailsState(admin(), idOf(0))).toMatchObject({ filled: { ssn: true } });
    const opens = [() => requestAccess(stranger(), asked(0)), () => openStudentFile(stranger(), idOf(0))];
    for (const open of opens)
      await expect(open()).rejects.toMatchObject({ kind: expect.stringMatching(/forbidden|not-found/) });
  });

  it('stays a guardian’s until the child is of age, and no longer', async () => {
    const guardian = viewer(here, idOf(6), 'STUDENT', 'Gus Guardian');
    await db.owner.query(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($1, $2, $3, 'father', 'an identity card', $4)`,
      [guardian.userId, idOf(1), here.institutionId, here.adminId],
    );
    const born = (day: string) =>
      db.owner.query(
        `INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, $2, $1)
         ON CONFLICT (user_id) DO UPDATE SET birth_date = excluded.birth_date`,
        [idOf(1), day],
      );
    await born(`${Number(today.slice(0, 4)) - 15}${today.slice(4)}`);
    expect((await getChildren(guardian)).map(({ id }) => id)).toEqual([idOf(1)]);
    expect((await requestAccess(guardian, asked(1))).ground).toBe('GUARDIAN');
    await askInspection(guardian, { studentId: idOf(1), wants: 'everything' });
    await giveConsent(guardian, {
      ...{ studentId: idOf(1), records: 'summary', purpose: 'Transfer', partyName: 'Another school' },
      ...{ partyEmail: '', signature: 'Gus Guardian', expiresOn: addDays(today, 300) },
    });
    const fileFor = async (who: Viewer) => ({
      ...(await openChildChoices(who, idOf(1))),
      ...(await openChildRequests(who, idOf(1))),
    });
    const file = await fileFor(guardian);
    expect(file).toMatchObject({ inspections: [{ withdrawnAt: null }], consents: [{ isSuperseded: false }] });
    expect(await fileFor(student(5))).toMatchObject({ inspections: [], consents: [] });
    await expect(recordLetter(admin(), letter(1, 'INSPECTION'))).rejects.toMatchObject({ kind: 'forbidden' });
    await born('2000-01-01');
    expect(await getChildren(guardian)).toEqual([]);
    await expect(requestAccess(guardian, asked(1))).rejects.toMatchObject({ kind: 'forbidden' });
    const id = file.inspections[0]?.id;
    await expect(withdrawInspection(guardian, { id })).rejects.toMatchObject({ kind: 'not-found' });
    expect(await fileFor(guardian)).toMatchObject({ inspections: [], consents: [{}] });
    await withdrawInspection(student(1), { id });
    expect((await openStudentFile(admin(), idOf(1))).consents).toMatchObject([{ isSuperseded: true }]);
  });
});

describe('a request that came by letter', () => {
  it('is entered by an administrator of the institution, once, with the day on which it came', async () => {
    for (const who of [stranger(), viewer(here, here.instructorId, 'INSTRUCTOR', 'Terry'), null])
      await expect(recordLetter(who, letter(0, 'INSPECTION'))).rejects.toMatchObject({
        kind: who ? 'not-found' : 'unauthenticated',
      });
    for (const day of [addDays(today, 2), '2020-01-01'])
      await expect(recordLetter(admin(), letter(0, 'INSPECTION', day))).rejects.toMatchObject({
        fields: { receivedOn: expect.any(String) },
      });
    await recordLetter(admin(), letter(0, 'INSPECTION', addDays(today, -44)));
    await expect(recordLetter(second(), letter(0, 'INSPECTION'))).rejects.toMatchObject({ kind: 'conflict' });
    const [open] = (await openRequests(admin())).inspections;
    expect(open).toMatchObject({ studentId: idOf(0), recorderName: 'Ada Admin', clock: { day: 44 } });
    const move = (days: number) =>
      db.owner.query('UPDATE inspection_requests SET requested_on = requested_on + $2::int WHERE id = $1', [
        open?.id,
        days,
      ]);
    expect(await getWaiting(admin())).toMatchObject({ requests: 1, overdue: 0 });
    await move(-2);
    expect(await getWaiting(admin())).toMatchObject({ requests: 1, overdue: 1 });
    await move(2);
    const { rows } = await db.owner.query(
      "SELECT actor_id, details FROM audit_log WHERE action = 'inspection.ask' AND student_id = $1",
      [idOf(0)],
    );
    expect(rows).toMatchObject([{ actor_id: here.adminId, details: { byLetter: true } }]);
  });

  it('protects the record until it is answered, though the student has left', async () => {
    await db.owner.query(`UPDATE student_details SET updated_at = '2015-03-02' WHERE student_id = $1`, [
      idOf(0),
    ]);
    await db.owner.query(
      "UPDATE enrollments SET enrolled_at = '2014-09-01', last_activity_at = '2015-03-02' WHERE user_id = $1",
      [idOf(0)],
    );
    expect(await pruneRecords(db.database, signal)).toMatchObject({ confidential: 0 });
    const [open] = (await openRequests(admin())).inspections;
    await answerInspection(admin(), { id: open?.id, released: 'true', answer: 'Sent by post, all of it.' });
    expect(await pruneRecords(db.database, signal)).toMatchObject({ confidential: 1 });
  });

  it('is taken back by whoever entered it, and by nobody else but the student', async () => {
    await recordLetter(admin(), letter(2, 'INSPECTION'));
    const [open] = (await openRequests(admin())).inspections;
    await expect(withdrawInspection(second(), { id: open?.id })).rejects.toMatchObject({ kind: 'not-found' });
    await withdrawInspection(admin(), { id: open?.id });
    await recordLetter(admin(), letter(2, 'ERASURE'));
    const id = await openErasure(2);
    await expect(withdrawErasure(second(), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await withdrawErasure(admin(), { id });
    expect(await openErasure(2)).toBeUndefined();
  });
});

describe('an amendment that was asked for by letter', () => {
  const wish = {
    contested: 'The time spent',
    wanted: 'Twelve hours',
    reason: 'I studied offline for a week.',
  };
  const refusal = { verdict: 'REFUSE', decision: 'The figures are what the system measured.' };
  const newest = async () =>
    (await openRequests(admin())).amendments.find(({ studentId }) => studentId === idOf(0));

  it('goes on by letter up to the statement, which travels with the record', async () => {
    const words = 'Signed letter with a copy of the passport.';
    const sent = { studentId: idOf(0), kind: 'AMENDMENT', receivedOn: today, words };
    await expect(recordLetter(stranger(), { ...sent, ...wish })).rejects.toMatchObject({ kind: 'not-found' });
    await recordLetter(admin(), { ...sent, ...wish });
    const id = (await newest())?.id;
    await decideAmendment(admin(), { id, ...refusal });
    await expect(askHearing(stranger(), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await askHearing(admin(), { id });
    await hear(id);
    await expect(decideAmendment(admin(), { id, ...refusal })).rejects.toMatchObject({ kind: 'forbidden' });
    await decideAmendment(second(), { id, ...refusal });
    await placeStatement(admin(), { id, statement: 'I studied twelve hours more than this says.' });
    expect(await newest()).toMatchObject({ state: 'STATED', recorderName: 'Ada Admin' });
    const { record } = await requestAccess(second(), asked(0));
    expect(record.statements).toMatchObject([{ contested: wish.contested }]);
  });

  it('is no way into a request that somebody made here', async () => {
    await askAmendment(student(5), wish);
    const [{ id } = { id: '' }] = await getOwnAmendments(student(5));
    await expect(withdrawAmendment(admin(), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await decideAmendment(admin(), { id, ...refusal });
    await expect(askHearing(second(), { id })).rejects.toMatchObject({ kind: 'not-found' });
    await askHearing(student(5), { id });
    await hear(id);
    await decideAmendment(second(), { id, ...refusal });
    await expect(
      placeStatement(admin(), { id, statement: 'Not by the student at all.' }),
    ).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('what a guardian asked for by letter', () => {
  const gus = () => viewer(here, idOf(6), 'STUDENT', 'Gus Guardian');
  const ask = (kind: 'INSPECTION' | 'ERASURE', from?: string) => ({ ...letter(7, kind), from });
  let from: string;
  async function link(guardian: string, student: string): Promise<string> {
    const { rows } = await db.owner.query<{ id: string }>(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($1, $2, $3, 'father', 'an identity card', $4)
       ON CONFLICT (student_id, guardian_id) DO UPDATE SET ended_at = NULL RETURNING id`,
      [guardian, student, here.institutionId, here.adminId],
    );
    return rows[0]?.id ?? '';
  }

  beforeAll(async () => {
    from = await link(idOf(6), idOf(7));
    await db.owner.query('INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, $2, $1)', [
      idOf(7),
      `${Number(today.slice(0, 4)) - 15}${today.slice(4)}`,
    ]);
  });

  it('is entered in the name of the guardian who holds the rights, and of nobody else', async () => {
    const [other] = (
      await db.owner.query<{ id: string }>('SELECT id FROM guardianships WHERE student_id = $1', [idOf(1)])
    ).rows;
    for (const wrong of [undefined, other?.id, idOf(6)])
      await expect(recordLetter(admin(), ask('INSPECTION', wrong))).rejects.toMatchObject({
        fields: { from: expect.any(String) },
      });
    await expect(recordLetter(stranger(), ask('INSPECTION', from))).rejects.toMatchObject({
      kind: 'not-found',
    });
    await recordLetter(admin(), ask('INSPECTION', from));
    expect(await openChildRequests(gus(), idOf(7))).toMatchObject({
      inspections: [{ recorderName: 'Ada Admin', answeredAt: null }],
    });
    const { rows } = await db.owner.query(
      "SELECT details FROM audit_log WHERE action = 'inspection.ask' AND student_id = $1",
      [idOf(7)],
    );
    expect(rows).toMatchObject([{ details: { byLetter: true, guardian: 'student6 of here' } }]);
    const [open] = (await openRequests(second())).inspections.filter(
      ({ studentId }) => studentId === idOf(7),
    );
    await answerInspection(second(), { id: open?.id, released: 'true', answer: 'Sent by post, all of it.' });
    await recordLetter(admin(), ask('ERASURE', from));
    await withdrawErasure(gus(), { id: await openErasure(7) });
  });

  it('goes on by letter up to the statement, which is the guardian’s', async () => {
    await recordLetter(admin(), {
      ...{ ...ask('INSPECTION', from), kind: 'AMENDMENT', contested: 'The day of enrolment' },
      ...{ wanted: 'A week later', reason: 'The family moved that week.' },
    });
    const id = (await openRequests(admin())).amendments.find(({ studentId }) => studentId === idOf(7))?.id;
    await decideAmendment(admin(), { id, verdict: 'REFUSE', decision: 'It is the day of the roster.' });
    await askHearing(admin(), { id });
    await hear(id);
    await decideAmendment(second(), { id, verdict: 'REFUSE', decision: 'It is the day of the roster.' });
    await placeStatement(admin(), { id, statement: 'We moved that week and came later.' });
    const { rows } = await db.owner.query('SELECT stated_by FROM record_statements WHERE amendment_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ stated_by: idOf(6) }]);
  });

  it('waits for no guardianship that has ended meanwhile, and is told to whoever holds the rights', async () => {
    const other = await link(idOf(5), idOf(7));
    await recordLetter(admin(), {
      ...{ ...ask('INSPECTION', other), kind: 'AMENDMENT', contested: 'The class' },
      ...{ wanted: 'The other class', reason: 'It was changed in the second week.' },
    });
    const id = (await openRequests(admin())).amendments.find(
      ({ contested }) => contested === 'The class',
    )?.id;
    await decideAmendment(admin(), { id, verdict: 'REFUSE', decision: 'It is the class of the roster.' });
    await askHearing(admin(), { id });
    await hear(id);
    await decideAmendment(second(), {
      ...{ id, verdict: 'REFUSE', decision: 'It is the class of the roster.' },
    });
    await endGuardianship(admin(), { id: other });
    await expect(
      placeStatement(admin(), { id, statement: 'It was the other class from the second week on.' }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('does not hold the rights'),
    });
    await expect(recordLetter(admin(), ask('ERASURE', other))).rejects.toMatchObject({
      fields: { from: expect.any(String) },
    });
    await placeStatement(gus(), { id, statement: 'It was the other class from the second week on.' });
  });

  it('is let rest by nobody who refused it or has an interest in it', async () => {
    await recordLetter(admin(), {
      ...{ ...ask('INSPECTION', from), kind: 'AMENDMENT', contested: 'The grade' },
      ...{ wanted: 'A better one', reason: 'One answer was counted twice.' },
    });
    const id = (await openRequests(admin())).amendments.find(
      ({ contested }) => contested === 'The grade',
    )?.id;
    await decideAmendment(admin(), { id, verdict: 'REFUSE', decision: 'It was counted once.' });
    await askHearing(admin(), { id });
    await hear(id);
    await expect(withdrawAmendment(admin(), { id })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      db.database.transaction(admin(), (tx) =>
        tx.rows({ name: '', text: "UPDATE amendment_requests SET state = 'WITHDRAWN' WHERE id = $1" }, [id]),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    const ended = await link(secondId, idOf(7));
    await endGuardianship(admin(), { id: ended });
    await expect(withdrawAmendment(second(), { id })).rejects.toMatchObject({ kind: 'forbidden' });
    await withdrawAmendment(gus(), { id });
    await db.owner.query('DELETE FROM guardianships WHERE id = $1', [ended]);
  });

  it('comes to nothing that cannot be undone once the guardian holds the rights no more', async () => {
    await recordLetter(admin(), ask('ERASURE', from));
    await recordLetter(admin(), ask('INSPECTION', from));
    const released = async (to: string) =>
      answerInspection(second(), {
        id: (await openRequests(admin())).inspections.find(
          ({ studentId, answeredAt }) => studentId === idOf(7) && answeredAt === null,
        )?.id,
        ...{ released: to, answer: 'Sent by post, as far as it goes.' },
      });
    expect((await openRequests(admin())).erasures[0]).toMatchObject({ guardianName: 'student6 of here' });
    await db.owner.query('UPDATE guardianships SET ended_at = now() WHERE id = $1', [from]);
    await expect(released('true')).rejects.toMatchObject({ kind: 'conflict' });
    await released('false');
    expect(await decideErasure(second(), { id: await openErasure(7) })).toBe('REFUSED');
    expect(
      (await openRequests(admin())).erasures.find(({ studentId }) => studentId === idOf(7))?.ground,
    ).toContain('does not hold the rights');
    await db.owner.query('UPDATE guardianships SET ended_at = NULL WHERE id = $1', [from]);
    await db.owner.query(
      "UPDATE enrollments SET last_activity_at = '2012-01-01', status = 'COMPLETED' WHERE user_id = $1",
      [idOf(7)],
    );
    await recordLetter(admin(), ask('ERASURE', from));
    expect(await decideErasure(second(), { id: await openErasure(7) })).toBe('APPROVED');
    await db.owner.query('UPDATE guardianships SET ended_at = now() WHERE id = $1', [from]);
    expect(await carryOut()).toMatchObject({ erased: 0, refused: 1 });
    await db.owner.query('UPDATE guardianships SET ended_at = NULL WHERE id = $1', [from]);
  });

  it('is entered before the guardianship ends, or refused', async () => {
    for (let n = 0; n < 6; n += 1) {
      const other = await link(idOf(5), idOf(7));
      const [entered] = await Promise.allSettled([
        recordLetter(admin(), ask('ERASURE', other)),
        endGuardianship(second(), { id: other }),
      ]);
      if (entered?.status === 'rejected') expect(entered.reason).toMatchObject({ kind: 'forbidden' });
      else await withdrawErasure(admin(), { id: await openErasure(7) });
    }
  });

  it('is one of twenty at most that wait about one record', async () => {
    const wish = { contested: 'Many', wanted: 'Something else', reason: 'For the same reason again.' };
    const letters = Array.from({ length: 22 }, () =>
      recordLetter(admin(), { ...ask('INSPECTION', from), kind: 'AMENDMENT', ...wish }),
    );
    const refused = (await Promise.allSettled(letters)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    await db.owner.query("DELETE FROM amendment_requests WHERE contested = 'Many'");
  });

  it('is entered in nobody’s name past the product either', async () => {
    const enter = (who: Viewer, requestedBy: string) =>
      db.database.transaction(who, (tx) =>
        tx.rows(
          {
            name: '',
            text: `INSERT INTO inspection_requests (student_id, institution_id, requested_by, recorded_by, recorder_name, requested_on, wants)
                   VALUES ($1, $2, $3, $4, 'x', current_date, 'all') RETURNING 1`,
          },
          [idOf(7), here.institutionId, requestedBy, who.userId],
        ),
      );
    for (const requestedBy of [idOf(5), here.instructorId, here.adminId, there.adminId])
      await expect(enter(admin(), requestedBy)).rejects.toMatchObject({ code: '42501' });
    await expect(enter(student(5), idOf(6))).rejects.toMatchObject({ code: '42501' });
    expect(await enter(admin(), idOf(6))).toHaveLength(1);
  });

  it('is the student’s own once the rights have passed', async () => {
    await db.owner.query("UPDATE rights_facts SET birth_date = '2000-01-01' WHERE user_id = $1", [idOf(7)]);
    await expect(recordLetter(admin(), ask('ERASURE', from))).rejects.toMatchObject({
      fields: { from: expect.stringContaining('own now') },
    });
    await recordLetter(admin(), ask('ERASURE'));
    await withdrawErasure(student(7), { id: await openErasure(7) });
  });
});

describe('the erasure of somebody who has left', () => {
  it('is decided by another administrator: refused while the schedule runs, carried out after it', async () => {
    await db.owner.query('UPDATE enrollments SET last_activity_at = now() WHERE user_id = $1', [idOf(2)]);
    await recordLetter(admin(), letter(2, 'ERASURE'));
    const early = await openErasure(2);
    await expect(decideErasure(admin(), { id: early })).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await decideErasure(second(), { id: early })).toBe('REFUSED');
    expect((await openRequests(admin())).erasures[0]?.ground).toContain('5 years');
    await db.owner.query("UPDATE enrollments SET last_activity_at = '2019-03-02' WHERE user_id = $1", [
      idOf(2),
    ]);
    await recordLetter(admin(), letter(2, 'ERASURE'));
    expect(await decideErasure(second(), { id: await openErasure(2) })).toBe('APPROVED');
    expect(await carryOut()).toMatchObject({ erased: 1, waiting: 0 });
    expect((await findPeople(admin(), 'student2 of')).people).toEqual([]);
    expect(await openChosenStudent(admin(), idOf(2))).toBeNull();
    await expect(requestAccess(admin(), asked(2))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(recordLetter(admin(), letter(2, 'INSPECTION'))).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('takes a later role for no reason to keep the record, and erases again after a restore', async () => {
    const now = viewer(here, idOf(3), 'INSTRUCTOR', 'Now Teaching');
    const name = async () =>
      (await db.owner.query('SELECT display_name FROM users WHERE id = $1', [idOf(3)])).rows[0].display_name;
    await db.owner.query("UPDATE users SET role = 'INSTRUCTOR' WHERE id = $1", [idOf(3)]);
    await db.owner.query("UPDATE enrollments SET last_activity_at = '2019-03-02' WHERE user_id = $1", [
      idOf(3),
    ]);
    await db.owner.query('UPDATE courses SET instructor_id = $1 WHERE id = $2', [idOf(3), here.courseId]);
    await askErasure(now, {});
    expect(await decideErasure(admin(), { id: await openErasure(3) })).toBe('REFUSED');
    expect((await getOwnErasures(now))[0]?.ground).toContain('course is taught here');
    await db.owner.query('UPDATE courses SET instructor_id = $1 WHERE id = $2', [
      here.instructorId,
      here.courseId,
    ]);
    await askErasure(now, {});
    expect(await decideErasure(admin(), { id: await openErasure(3) })).toBe('APPROVED');
    expect(await carryOut()).toMatchObject({ erased: 1, waiting: 0 });
    expect(await name()).toBe('Former student');
    await db.owner.query(
      "UPDATE users SET display_name = 'Back', email = 'back@here.test', deleted_at = NULL WHERE id = $1",
      [idOf(3)],
    );
    expect(await carryOut()).toMatchObject({ erased: 0, again: 1 });
    expect(await name()).toBe('Former student');
  });

  it('ends what the person did as a guardian', async () => {
    const { rows } = await db.owner.query<{ id: string }>(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($1, $2, $3, 'aunt', 'an identity card', $4) RETURNING id`,
      [idOf(0), idOf(3), here.institutionId, here.adminId],
    );
    await db.owner.query("UPDATE enrollments SET last_activity_at = '2012-01-01' WHERE user_id = $1", [
      idOf(0),
    ]);
    await db.owner.query(
      "UPDATE amendment_requests SET state = 'WITHDRAWN' WHERE student_id = $1 AND state <> 'STATED'",
      [idOf(0)],
    );
    await recordLetter(admin(), letter(0, 'ERASURE'));
    expect(await decideErasure(second(), { id: await openErasure(0) })).toBe('APPROVED');
    expect(await carryOut()).toMatchObject({ erased: 1 });
    const ended = await db.owner.query(
      `SELECT g.ended_at IS NOT NULL AS ended, l.student_id = g.student_id AS told FROM guardianships g
       JOIN audit_log l ON l.object_id = g.id::text AND l.action = 'guardian.end' WHERE g.id = $1`,
      [rows[0]?.id],
    );
    expect(ended.rows).toEqual([{ ended: true, told: true }]);
  });

  it('does not wait for courses that are over', async () => {
    await askErasure(student(4), {});
    expect(await decideErasure(admin(), { id: await openErasure(4) })).toBe('REFUSED');
    expect((await getOwnErasures(student(4)))[0]?.ground).toContain('enrolled');
    await db.owner.query("UPDATE courses SET ends_on = '2019-06-30' WHERE id = $1", [here.courseId]);
    await askErasure(student(4), {});
    expect(await decideErasure(admin(), { id: await openErasure(4) })).toBe('APPROVED');
  });
});
