import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpreparedStatement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { unopenableText } from '@/lib/unopenable';
import { findByNumber } from './find';
import { getOwnDetails, readConfidential } from './read';
import { getDetailsState } from './state';
import { addAcademicEntry, withdrawAcademicEntry, writeDetails } from './write';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  [north, south] = [await createClassroom(db.owner, 2), await createClassroom(db.owner, 1)];
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: `the ${role}`, email: null });
const admin = (room = north) => viewer(room, room.adminId, 'ADMIN');
const student = (n = 0, room = north) => viewer(room, room.studentIds[n] ?? '', 'STUDENT');
const teacher = (room = north) => viewer(room, room.instructorId, 'INSTRUCTOR');
const details = (more: object = {}) => ({
  studentId: north.studentIds[0],
  version: 0,
  purpose: 'enrolment form',
  ...more,
});
const entry = (more: object = {}) => ({
  id: randomUUID(),
  studentId: north.studentIds[0],
  purpose: 'end of term',
  kind: 'GRADE',
  happenedOn: '2026-03-02',
  content: 'CS 101: B+',
  ...more,
});
const read = (who: Viewer, studentId = north.studentIds[0] ?? '') =>
  asViewer(who, (tx) => readConfidential(tx, studentId));
const trail = async (action: string) =>
  (await db.owner.query('SELECT * FROM audit_log WHERE action = $1 ORDER BY occurred_at', [action])).rows;

describe.sequential('confidential details', () => {
  it('are written field by field, kept where left out, emptied where asked', async () => {
    await writeDetails(admin(), details({ ssn: '123456789', parentContact: 'Ada, 555 0100' }));
    await writeDetails(admin(), details({ version: 1, financialAid: 'Grant of 2,000', ssn: '' }));
    expect(await getOwnDetails(student())).toMatchObject({
      ssn: '123-45-6789',
      parentContact: 'Ada, 555 0100',
      financialAid: 'Grant of 2,000',
    });
    await writeDetails(admin(), details({ version: 2, clear: ['parentContact'] }));
    const state = await getDetailsState(admin(), north.studentIds[0] ?? '');
    expect(state).toMatchObject({
      filled: { ssn: true, parentContact: false, financialAid: true },
      version: 3,
      changedBy: 'the ADMIN',
    });
    expect(await trail('record.details.view')).toMatchObject([{ student_id: north.studentIds[0] }]);
    expect(
      (await trail('record.details.write')).map(({ purpose, details: what }) => [purpose, what]),
    ).toEqual([
      ['enrolment form', { fields: 'ssn parentContact' }],
      ['enrolment form', { fields: 'financialAid' }],
      ['enrolment form', { fields: 'parentContact' }],
    ]);
    expect(JSON.stringify(await trail('record.details.write'))).not.toMatch(/123-?45|Grant|Ada/);
  });

  it('take no stale form, no number that another student has, and nothing that is no number', async () => {
    for (const version of [0, 2])
      await expect(writeDetails(admin(), details({ version, financialAid: 'x' }))).rejects.toMatchObject({
        kind: 'conflict',
      });
    const other = details({ studentId: north.studentIds[1], ssn: '123 45 6789' });
    await expect(writeDetails(admin(), other)).rejects.toMatchObject({ kind: 'conflict' });
    for (const wrong of [
      { ssn: '12345678' },
      { ssn: '123-45-678x' },
      { purpose: '', financialAid: 'x' },
      { parentContact: 'x'.repeat(501) },
      { financialAid: 'a\0b' },
      { clear: ['name'] },
      { institutionId: south.institutionId, financialAid: 'x' },
      {},
    ])
      await expect(
        writeDetails(admin(), details({ version: 3, ...wrong })),
        JSON.stringify(wrong),
      ).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('have academic entries, saved once', async () => {
    const once = entry();
    await addAcademicEntry(admin(), once);
    await addAcademicEntry(admin(), once);
    await addAcademicEntry(
      admin(),
      entry({ kind: 'DISCIPLINARY', happenedOn: '2026-03-03', content: 'Warned' }),
    );
    expect((await getOwnDetails(student())).entries.map(({ kind, content }) => [kind, content])).toEqual([
      ['DISCIPLINARY', 'Warned'],
      ['GRADE', 'CS 101: B+'],
    ]);
    expect(await trail('record.entry.add')).toMatchObject([
      { student_id: north.studentIds[0], details: { kind: 'GRADE' } },
      { details: { kind: 'DISCIPLINARY' } },
    ]);
  });

  it('show an entry to nobody into whose record it was put, and what else is there all the same', async () => {
    const [moved, stays] = [
      entry({ content: 'CS 102: D' }),
      entry({ studentId: north.studentIds[1], content: 'CS 103: A', happenedOn: '2026-03-01' }),
    ];
    for (const one of [moved, stays]) await addAcademicEntry(admin(), one);
    await db.owner.query('UPDATE academic_entries SET student_id = $2 WHERE id = $1', [
      moved.id,
      north.studentIds[1],
    ]);
    const { entries } = await read(admin(), north.studentIds[1]);
    expect(entries.map(({ content }) => content)).toEqual([unopenableText, 'CS 103: A']);
    expect(await trail('key.unopenable')).toMatchObject([
      {
        object_id: moved.id,
        actor_id: north.adminId,
        details: { column: 'academic_entries.content_sealed' },
      },
    ]);
    await db.owner.query('DELETE FROM academic_entries WHERE id = ANY ($1::uuid[])', [[moved.id, stays.id]]);
  });

  it('have no entry of a day to come, nor from before the student was born', async () => {
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    await db.owner.query('INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, $2, $3)', [
      north.studentIds[0],
      '2005-03-02',
      north.adminId,
    ]);
    for (const happenedOn of [day(2), '2099-12-31', '2005-03-01'])
      await expect(addAcademicEntry(admin(), entry({ happenedOn }))).rejects.toMatchObject({
        kind: 'invalid',
        fields: { happenedOn: expect.stringContaining('born') },
      });
    const possible = ['2005-03-02', day(-1)].map((happenedOn) => entry({ happenedOn }));
    for (const one of possible) await addAcademicEntry(admin(), one);
    await addAcademicEntry(admin(), entry({ studentId: north.studentIds[1], happenedOn: '1999-09-01' }));
    await db.owner.query('DELETE FROM academic_entries WHERE id = ANY ($1) OR student_id = $2', [
      possible.map(({ id }) => id),
      north.studentIds[1],
    ]);
  });

  it('name no other student to the one they are about, and everybody to administrators', async () => {
    const { rows } = await db.owner.query('SELECT display_name AS name FROM users WHERE id = $1', [
      north.studentIds[1],
    ]);
    const content = `Warned, with ${rows[0].name}.`;
    const once = entry({ kind: 'DISCIPLINARY', happenedOn: '2026-01-01', content });
    await addAcademicEntry(admin(), once);
    expect((await getOwnDetails(student())).entries.at(-1)?.content).toBe('Warned, with [another student].');
    expect((await read(admin())).entries.at(-1)?.content).toBe(content);
    await db.owner.query('DELETE FROM academic_entries WHERE id = $1', [once.id]);
  });

  it('name nobody of the school either: in whichever order, by address, and in no class together', async () => {
    await db.owner.query(
      `INSERT INTO users (id, email, role, institution_id, display_name) VALUES
         (gen_random_uuid(), 'mert.kaya@north.test', 'STUDENT', $1, 'Mert Kaya'),
         (gen_random_uuid(), 'grade@north.test', 'STUDENT', $1, 'Grade'),
         (gen_random_uuid(), 'winona@south.test', 'STUDENT', $2, 'Winona Katz')`,
      [north.institutionId, south.institutionId],
    );
    const content =
      'Grade: with MERT  Kaya, Kaya, Mert and mert.kaya@north.test; Merthe Kaya and Winona Katz were not there.';
    const once = entry({ kind: 'DISCIPLINARY', happenedOn: '2026-01-01', content });
    await addAcademicEntry(admin(), once);
    expect((await getOwnDetails(student())).entries.at(-1)?.content).toBe(
      'Grade: with [another student], [another student] and [another student]; Merthe Kaya and Winona Katz were not there.',
    );
    await db.owner.query('DELETE FROM academic_entries WHERE id = $1', [once.id]);
  });

  it('name nobody in another spelling of the name: letters apart from their marks, other hyphens, none of them', async () => {
    await db.owner.query(
      `INSERT INTO users (id, email, role, institution_id, display_name) VALUES
         (gen_random_uuid(), 'huy@north.test', 'STUDENT', $1, 'Huy Bùi'),
         (gen_random_uuid(), 'maria@north.test', 'STUDENT', $1, 'María Luz-Salazar'),
         (gen_random_uuid(), 'shalom@north.test', 'STUDENT', $1, 'שלום כהן'),
         (gen_random_uuid(), 'faiz@north.test', 'STUDENT', $1, 'फैज खान'),
         (gen_random_uuid(), 'eva@north.test', 'STUDENT', $1, 'Eva Weiß'),
         (gen_random_uuid(), 'nikos@north.test', 'STUDENT', $1, 'Νίκος Παππάς'),
         (gen_random_uuid(), 'leeds@north.test', 'STUDENT', $1, 'Ann Leeds (she/her)'),
         (gen_random_uuid(), 'king@north.test', 'STUDENT', $1, 'Bo King Jr.')`,
      [north.institutionId],
    );
    const spellings = [
      'Huy Bùi'.normalize('NFD'),
      'Huy Bui',
      'Hu\u00ady\u200b Bùi',
      'Maria Luz\u2011Salazar',
      'María_Luz Salazar',
      'שׁלום כהן',
      'फ़ैज़ ख़ान',
      'EVA WEISS',
      'ΝΙΚΟΣ ΠΑΠΠΑΣ',
      'Leeds, Ann',
      'Bo King',
    ];
    const once = entry({ kind: 'DISCIPLINARY', happenedOn: '2026-01-01', content: spellings.join('; ') });
    await addAcademicEntry(admin(), once);
    expect((await getOwnDetails(student())).entries.at(-1)?.content).toBe(
      spellings.map(() => '[another student]').join('; '),
    );
    await db.owner.query('DELETE FROM academic_entries WHERE id = $1', [once.id]);
  });

  it('let a wrong entry be withdrawn, by the own administrators alone, and keep it out of every reading', async () => {
    const wrong = entry({ content: 'CS 101: F' });
    await addAcademicEntry(admin(), wrong);
    const { id, studentId } = wrong;
    const withdrawal = { id, studentId, purpose: 'of somebody else' };
    const contents = async (who: Viewer) => (await read(who)).entries.map(({ content }) => content);
    for (const who of [admin(south), teacher(), student(), null])
      await expect(withdrawAcademicEntry(who, withdrawal)).rejects.toMatchObject({
        kind: who ? 'not-found' : 'unauthenticated',
      });
    const asApp = (who: Viewer, sql: string) =>
      asViewer(who, (tx) => tx.rows(unpreparedStatement('test.entry', sql), [id]));
    const back = 'UPDATE academic_entries SET withdrawn_at = NULL WHERE id = $1 RETURNING 1';
    const other =
      "UPDATE academic_entries SET content_sealed = content_sealed || '\\x00', withdrawn_at = now() WHERE id = $1 RETURNING 1";
    for (const change of [back, other]) await expect(asApp(admin(), change)).rejects.toThrow();
    for (const who of [student(), teacher(), admin(south)]) expect(await asApp(who, other)).toEqual([]);
    await withdrawAcademicEntry(admin(), { ...withdrawal, id: randomUUID() });
    await withdrawAcademicEntry(admin(), { ...withdrawal, studentId: north.studentIds[1] });
    expect(await contents(student())).toContain('CS 101: F');
    await withdrawAcademicEntry(admin(), withdrawal);
    await withdrawAcademicEntry(admin(), withdrawal);
    for (const who of [student(), admin()]) expect(await contents(who)).not.toContain('CS 101: F');
    expect(await trail('record.entry.withdraw')).toMatchObject([
      { student_id: studentId, purpose: 'of somebody else', details: { kind: 'GRADE' } },
    ]);
    const kept = (await getDetailsState(admin(), studentId ?? '')).entries.find((one) => one.id === id);
    expect(kept).toMatchObject({ withdrawnAt: expect.any(String), withdrawerName: 'the ADMIN' });
    expect(await asApp(student(), 'SELECT 1 FROM academic_entries WHERE id = $1')).toEqual([]);
    expect(await asApp(admin(), back)).toEqual([]);
    await db.owner.query('DELETE FROM academic_entries WHERE id = $1', [id]);
  });

  it('stay as they are while a hold protects them, and whole while a request is open', async () => {
    const studentId = north.studentIds[1] ?? '';
    const write = (more: object) => writeDetails(admin(), details({ studentId, ...more }));
    await write({ parentContact: 'Ada, 555 0100' });
    const { rows } = await db.owner.query(
      `INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name)
       VALUES ($1, $2, 'a case', $3, 'x') RETURNING id`,
      [north.institutionId, studentId, north.adminId],
    );
    for (const more of [{ clear: ['parentContact'] }, { parentContact: 'Bo' }])
      await expect(write({ version: 1, ...more })).rejects.toMatchObject({ kind: 'conflict' });
    await write({ version: 1, financialAid: 'Grant' });
    await db.owner.query(
      'UPDATE legal_holds SET released_by = placed_by, released_at = now() WHERE id = $1',
      [rows[0].id],
    );
    await db.owner.query(
      `INSERT INTO inspection_requests (id, institution_id, student_id, requested_by, requested_on, wants)
       VALUES (gen_random_uuid(), $1, $2, $2, current_date, 'all of it')`,
      [north.institutionId, studentId],
    );
    await expect(write({ version: 2, clear: ['parentContact'] })).rejects.toMatchObject({ kind: 'conflict' });
    await write({ version: 2, parentContact: 'Bo' });
    await db.owner.query('DELETE FROM inspection_requests WHERE student_id = $1', [studentId]);
    await write({ version: 3, clear: ['parentContact'] });
    expect((await getDetailsState(admin(), studentId)).filled.parentContact).toBe(false);
    await db.owner.query('DELETE FROM student_details WHERE student_id = $1', [studentId]);
  });

  it('are for the student and the own administrators, also where row security alone decides', async () => {
    for (const who of [teacher(), student(1), admin(south), teacher(south), student(0, south)])
      expect(await read(who)).toEqual({
        ssn: null,
        parentContact: null,
        financialAid: null,
        changedAt: null,
        entries: [],
      });
    expect(await read(admin())).toMatchObject({ ssn: '123-45-6789', entries: [{}, {}] });
    for (const who of [teacher(), student(), student(1), admin(south), null]) {
      const kind = who ? 'not-found' : 'unauthenticated';
      await expect(writeDetails(who, details({ financialAid: 'x' }))).rejects.toMatchObject({ kind });
      await expect(addAcademicEntry(who, entry())).rejects.toMatchObject({ kind });
      if (who) await expect(getDetailsState(who, north.studentIds[0] ?? '')).rejects.toMatchObject({ kind });
    }
    for (const studentId of [north.instructorId, randomUUID()])
      await expect(writeDetails(admin(), details({ studentId, ssn: '987654321' }))).rejects.toMatchObject({
        kind: 'not-found',
      });
    for (const who of [teacher(), admin()])
      await expect(getOwnDetails(who)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('can be found by number without being opened, within the institution, and the trail says who was', async () => {
    const ask = (who: Viewer | null, ssn: string) => findByNumber(who, { ssn, purpose: 'phone call' });
    expect(await ask(admin(), '123456789')).toMatchObject({ id: north.studentIds[0] });
    expect(await ask(admin(), '123456780')).toBeNull();
    await writeDetails(admin(south), details({ studentId: south.studentIds[0], ssn: '123-45-6789' }));
    expect(await ask(admin(south), '123-45-6789')).toMatchObject({ id: south.studentIds[0] });
    const { rows } = await db.owner.query<{ lookup: string }>(
      "SELECT encode(ssn_lookup, 'hex') AS lookup FROM student_details WHERE ssn_lookup IS NOT NULL",
    );
    expect(new Set(rows.map(({ lookup }) => lookup)).size).toBe(2);
    for (const who of [teacher(), student()])
      await expect(ask(who, '123456789')).rejects.toMatchObject({ kind: 'not-found' });
    const found = (await trail('record.lookup')).filter(({ outcome }) => outcome === 'ALLOWED');
    expect(found.map(({ student_id, details: what }) => [student_id, what])).toEqual([
      [north.studentIds[0], { found: true }],
      [null, { found: false }],
      [south.studentIds[0], { found: true }],
    ]);
    expect(JSON.stringify(await trail('record.lookup'))).not.toMatch(/123-?45/);
    // Somebody with the database gives the look-up of one row to another.
    await writeDetails(admin(), details({ studentId: north.studentIds[1], ssn: '987654321' }));
    const give = (lookup: Buffer | null, to: string | undefined) =>
      db.owner.query('UPDATE student_details SET ssn_lookup = $1 WHERE student_id = $2', [lookup, to]);
    const {
      rows: [{ own }],
    } = await db.owner.query('SELECT ssn_lookup AS own FROM student_details WHERE student_id = $1', [
      north.studentIds[0],
    ]);
    await give(null, north.studentIds[0]);
    await give(own, north.studentIds[1]);
    expect(await ask(admin(), '123456789')).toBeNull();
    expect((await trail('record.lookup')).at(-1)).toMatchObject({
      student_id: north.studentIds[1],
      details: { found: false, misled: true },
    });
    await db.owner.query('DELETE FROM student_details WHERE student_id = $1', [north.studentIds[1]]);
    await give(own, north.studentIds[0]);
  });

  it('tell that a number is taken only to who could write it, and keep that in the trail', async () => {
    const other = details({ studentId: north.studentIds[1], ssn: '123 45 6789' });
    const before = (await trail('record.lookup')).length;
    const lookups = async () => (await trail('record.lookup')).slice(before);
    await expect(writeDetails(admin(), { ...other, version: 7 })).rejects.toThrow('changed meanwhile');
    expect(await lookups()).toEqual([]);
    await expect(writeDetails(admin(), other)).rejects.toThrow('has this number already');
    expect(await lookups()).toMatchObject([
      {
        outcome: 'DENIED',
        student_id: north.studentIds[0],
        purpose: 'enrolment form',
        details: { found: true, writtenTo: north.studentIds[1] },
      },
    ]);
    expect((await getDetailsState(admin(), north.studentIds[1] ?? '')).version).toBe(0);
  });

  it('refuse one of two who write a number at once', async () => {
    const twins = (await createClassroom(db.owner, 2)).studentIds;
    const move = 'UPDATE users SET institution_id = $1 WHERE id = ANY ($2)';
    await db.owner.query(move, [north.institutionId, twins]);
    const ends = await Promise.allSettled(
      twins.map((studentId) => writeDetails(admin(), details({ studentId, ssn: '555-44-3333' }))),
    );
    const refused = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
    expect(refused).toMatchObject([{ kind: 'conflict', fields: { ssn: 'belongs to another student' } }]);
  });
});
