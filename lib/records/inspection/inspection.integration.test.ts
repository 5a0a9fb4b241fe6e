import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom, createQuestion } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { addAcademicEntry } from '@/lib/confidential/write';
import { addNote, changeNote, deleteNote } from '@/lib/messages/note-mutations';
import { sendMessage } from '@/lib/messages/send';
import { askAmendment } from '../amendments/mutations';
import { giveConsent, revokeConsent } from '../consents/mutations';
import { getOwnConsents } from '../consents/queries';
import { getOwnDisclosureRecord, recordDisclosure, retractDisclosure } from '../disclosed/record';
import { disclosureQuery, getDisclosures } from '../disclosures';
import { exportRecord } from '../export/export-record';
import { openChildLooks } from '../guardians/child-file';
import { requestAccess } from '../request-access';
import { openRequests } from '../requests';
import { openStudentFile } from '../student-file';
import { answerInspection, askInspection, withdrawInspection } from './mutations';
import { getOwnInspections } from './queries';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 3, 'here');
  there = await createClassroom(db.owner, 1, 'there');
  const question = await createQuestion(db.owner, here);
  const event = {
    id: 'one',
    course: here.courseId,
    lesson: here.lessons[0]?.id,
    section: here.lessons[0]?.sectionIds[0],
    seconds: 60,
    completion: 100,
    at: new Date(Date.now() - 60_000).toISOString(),
  };
  await db.owner.query('SELECT record_progress($1, $2)', [idOf(0), JSON.stringify([event])]);
  await db.owner.query(
    `INSERT INTO question_answers (id, user_id, question_id, question_version, chosen) VALUES (gen_random_uuid(), $1, $2, 1, '{b}')`,
    [idOf(0), question.id],
  );
  await db.owner.query(
    `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
     VALUES ($1, $2, '2026-03-02', 60, $3, '{"student": {"days": 1}, "usual": {"days": 5}}', 1)`,
    [idOf(0), here.courseId, JSON.stringify(riskReasons)],
  );
  await db.owner.query(
    `INSERT INTO standings (user_id, course_id, day, evidence, rules_version) VALUES ($1, $2, '2026-03-02', '{}', 1)`,
    [idOf(0), here.courseId],
  );
  await db.owner.query(
    `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, evidence)
     VALUES ($1, $2, 'ahead', $3, 'SHOWN', '2026-03-02', 4,
       '{"section": "Lists", "standing": {"progress": 80, "classmates": 30, "classMedian": 41.3, "classmatesBelow": 28, "classmatesAbove": 1}}')`,
    [idOf(0), here.courseId, here.lessons[0]?.sectionIds[0]],
  );
  await db.owner.query(
    "INSERT INTO risk_lists (course_id, day, rules_version, judged, compared, gone, gone_total) VALUES ($1, '2026-03-09', 1, 3, false, '[]', 0)",
    [here.courseId],
  );
  await db.owner.query(
    "INSERT INTO risk_list_students (course_id, user_id, score, confidence, reasons) VALUES ($1, $2, 70, 'high', $3)",
    [here.courseId, idOf(0), JSON.stringify(riskReasons)],
  );
});
afterAll(() => db.close());

const riskReasons = [
  { signal: 'progress', points: 40, own: 10, usual: 61.25, expected: 61.25, unit: 'percent' },
  { signal: 'trend', points: 20, own: 1, usual: 3, expected: 3, unit: 'days' },
];
const viewer = (room: Classroom, userId: string, role: Role, name: string): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: name, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const student = (n: number) => viewer(here, idOf(n), 'STUDENT', `student${n} of here`);
const teacher = () => viewer(here, here.instructorId, 'INSTRUCTOR', 'Terry Teacher');
const admin = () => viewer(here, here.adminId, 'ADMIN', 'Ada Admin');
const copy = (who: Viewer, n = 0) =>
  exportRecord(who, { studentId: idOf(n), purpose: 'Inspection', justification: 'asked for in a test' });
const note = (body: string) => ({
  id: randomUUID(),
  courseId: here.courseId,
  studentId: idOf(0),
  body,
  followUpOn: null,
});

describe('an inspection request', () => {
  it('is asked once, by whoever holds the rights, and can be taken back', async () => {
    await askInspection(student(1), { wants: 'everything' });
    await expect(askInspection(student(1), { wants: 'everything' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(askInspection(student(2), { studentId: idOf(1), wants: 'all' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const [open] = await getOwnInspections(student(1));
    expect(open?.clock).toMatchObject({ day: 0, state: 'OPEN' });
    await expect(withdrawInspection(student(2), { id: open?.id })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await withdrawInspection(student(1), { id: open?.id });
    expect((await openRequests(admin())).inspections).toEqual([]);
  });

  it('is answered by an administrator of the institution alone, once', async () => {
    await askInspection(student(0), { wants: 'what my teachers noted' });
    const [open] = (await openRequests(admin())).inspections;
    const answer = { id: open?.id, released: 'false', answer: 'Please come to the office on Monday.' };
    for (const who of [student(0), teacher(), viewer(there, there.adminId, 'ADMIN', 'x')])
      await expect(answerInspection(who, answer)).rejects.toMatchObject({ kind: 'not-found' });
    await answerInspection(admin(), answer);
    await expect(answerInspection(admin(), answer)).rejects.toThrow('It was answered meanwhile');
    for (const who of [teacher(), viewer(there, there.adminId, 'ADMIN', 'x')])
      await expect(answerInspection(who, answer)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await getOwnInspections(student(0)))[0]).toMatchObject({
      answer: answer.answer,
      released: false,
      clock: { state: 'ANSWERED' },
    });
  });
});

describe('the complete record', () => {
  it('holds every part, for the student and for an administrator', async () => {
    await sendMessage(teacher(), {
      id: randomUUID(),
      courseId: here.courseId,
      audience: 'CHOSEN',
      studentIds: [idOf(0)],
      subject: 'Your group',
      body: 'You work with STUDENT2  of here from now on.',
      expected: 1,
    });
    await addNote(teacher(), note('Argued with student1 of here about student10 of hereby.'));
    const own = await copy(student(0));
    expect(own).toMatchObject({
      ground: 'OWN_RECORD',
      level: 'full',
      exportedFor: { name: 'student0 of here' },
    });
    expect(own.notice).toContain('99.33');
    for (const part of ['progress', 'answers', 'riskScores', 'standings', 'messages'] as const)
      expect(Reflect.get(own, part), part).toHaveLength(1);
    expect(own).toMatchObject({
      answers: [{ chosen: ['Choice b'], correct: false }],
      riskScores: [
        {
          evidence: { days: 1 },
          // The class's median is nobody's to take along; the student's own weeks before are.
          reasons: [
            { signal: 'progress', points: 40, own: 10, unit: 'percent' },
            { signal: 'trend', points: 20, own: 1, usual: 3, unit: 'days' },
          ],
        },
      ],
      messages: [{ body: 'You work with [another student] from now on.' }],
    });
    // Neither is the exact place in the class.
    expect(Reflect.get(own, 'recommendations')).toMatchObject([
      {
        rule: 'ahead',
        rulesVersion: 4,
        evidence: { section: 'Lists', standing: { progress: 80, classmates: 30 } },
      },
    ]);
    expect(JSON.stringify(Reflect.get(own, 'recommendations'))).not.toMatch(
      /classMedian|classmates(Below|Above)/,
    );
    const theirs = await copy(admin());
    expect(theirs).toMatchObject({
      ground: 'ADMINISTERS_THE_INSTITUTION',
      progress: [{ section: 'Section 1.1' }],
      notes: [
        { body: 'Argued with [another student] about student10 of hereby.', authorName: 'Terry Teacher' },
      ],
    });
    expect(JSON.stringify([own, theirs])).not.toMatch(/student[12] of here\b/i);
  });

  it('holds what is said of the student now, and what was recommended, for a guardian and an administrator too', async () => {
    await db.owner.query(
      'INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, current_date - 5000, $2)',
      [idOf(0), here.adminId],
    );
    await db.owner.query(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($1, $2, $3, 'mother', 'identity card', $4)`,
      [idOf(2), idOf(0), here.institutionId, here.adminId],
    );
    for (const [who, ground] of [
      [student(0), 'OWN_RECORD'],
      [student(2), 'GUARDIAN'],
      [admin(), 'ADMINISTERS_THE_INSTITUTION'],
    ] as const) {
      const whole = await copy(who);
      expect(whole).toMatchObject({
        ground,
        riskNow: [
          { score: 70, confidence: 'high', reasons: [{ signal: 'progress', own: 10 }, { usual: 3 }] },
        ],
        recommendations: [{ rule: 'ahead', evidence: { section: 'Lists' } }],
      });
      expect(JSON.stringify(whole)).not.toMatch(/61\.25|classMedian/);
    }
    const theirs = await copy(teacher());
    for (const part of ['riskNow', 'recommendations']) expect(theirs).not.toHaveProperty(part);
    await db.owner.query('DELETE FROM guardianships WHERE student_id = $1', [idOf(0)]);
    await db.owner.query('DELETE FROM rights_facts WHERE user_id = $1', [idOf(0)]);
  });

  it('shows the student what was noted once it is released, as it was then; nothing is deleted meanwhile', async () => {
    const notesOf = async (n = 0) => Reflect.get(await copy(student(n), n), 'notes');
    expect(await notesOf()).toEqual([]);
    await askInspection(student(0), { wants: 'everything' });
    const doomed = note('To be deleted.');
    await addNote(teacher(), doomed);
    await expect(deleteNote(teacher(), { id: doomed.id })).rejects.toMatchObject({ kind: 'conflict' });
    const remove = statement('test.remove', 'UPDATE student_notes SET deleted_at = now() WHERE id = $1');
    await expect(asViewer(teacher(), (tx) => tx.rows(remove, [doomed.id]))).rejects.toMatchObject({
      code: '42501',
    });
    const [open] = (await openRequests(admin())).inspections;
    await answerInspection(admin(), { id: open?.id, released: 'true', answer: 'You can download it now.' });
    expect(await notesOf()).toHaveLength(2);
    await addNote(teacher(), note('Written afterwards.'));
    expect(await notesOf()).toHaveLength(2);
    expect(await notesOf(1)).toEqual([]);
    const seen = async (who: Viewer, scope: string) => {
      const { record } = await requestAccess(who, {
        studentId: idOf(0),
        scope,
        purpose: 'Inspection',
        justification: 'asked for in a test',
      });
      return record.notes?.map(({ body }) => body);
    };
    expect(await seen(student(0), 'full'), 'as they were released').toHaveLength(2);
    expect(await seen(admin(), 'full'), 'as they are').toHaveLength(3);
    expect(await seen(admin(), 'academic')).toBeUndefined();
    expect(await seen(teacher(), 'full'), 'academic at most').toBeUndefined();
  });

  it('goes on showing what was released, whatever its author does to it afterwards', async () => {
    type Shown = {
      id: string;
      body: string;
      version: number;
      authorName: string;
      history: { body: string }[];
    };
    const shown = async (): Promise<Shown[]> => Reflect.get(await copy(student(0)), 'notes') ?? [];
    const release = async () => {
      await askInspection(student(0), { wants: 'everything' });
      const [open] = (await openRequests(admin())).inspections;
      await answerInspection(admin(), { id: open?.id, released: 'true', answer: 'You can download it now.' });
    };
    const said = note('First thoughts.');
    await addNote(teacher(), said);
    await changeNote(teacher(), { id: said.id, version: 1, body: 'Second thoughts.', followUpOn: null });
    const gone = note('Taken back before anybody asked.');
    await addNote(teacher(), gone);
    await deleteNote(teacher(), { id: gone.id });
    await release();
    const before = await shown();
    const own = before.find(({ id }) => id === said.id);
    expect(own).toMatchObject({
      body: 'Second thoughts.',
      version: 2,
      authorName: 'Terry Teacher',
      history: [{ body: 'First thoughts.' }],
    });
    expect(before.some(({ id }) => id === gone.id)).toBe(false);

    await changeNote(teacher(), { id: said.id, version: 2, body: 'Never to be seen.', followUpOn: null });
    expect(await shown()).toEqual(before);
    await deleteNote(teacher(), { id: said.id });
    const late = note('Written and changed afterwards.');
    await addNote(teacher(), late);
    await changeNote(teacher(), { id: late.id, version: 1, body: 'And again.', followUpOn: null });
    expect(await shown()).toEqual(before);
    await release();
    expect((await shown()).find(({ id }) => id === said.id)).toEqual(own);
    expect(JSON.stringify(await shown())).not.toContain('Never to be seen');
  });

  it('is complete for a guardian too, while the rights are the guardian’s', async () => {
    await db.owner.query(
      `WITH f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, now()::date - 5500, $3))
       INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($2, $1, $4, 'father', 'a test', $3)`,
      [idOf(0), idOf(2), here.adminId, here.institutionId],
    );
    const given = await copy(student(2));
    expect(given).toMatchObject({
      ground: 'GUARDIAN',
      progress: [{ section: 'Section 1.1' }],
      record: { person: { email: 'student0@here.test' } },
    });
    for (const part of ['answers', 'riskScores', 'standings', 'messages'])
      expect(Reflect.get(given, part), part).toHaveLength(1);
    await db.owner.query('DELETE FROM rights_facts');
    await expect(copy(student(2))).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is given to nobody without a ground, and to an instructor only as far as the class goes', async () => {
    for (const who of [student(1), viewer(there, there.instructorId, 'INSTRUCTOR', 'x')])
      await expect(copy(who)).rejects.toMatchObject({ kind: 'forbidden' });
    const partly = await copy(teacher());
    expect(partly).toMatchObject({ level: 'academic', ground: 'TEACHES_THE_STUDENT' });
    expect(partly).not.toHaveProperty('notes');
    expect(partly).not.toHaveProperty('progress');
    const { rows } = await db.owner.query(
      "SELECT outcome, count(*)::int AS n FROM audit_log WHERE action = 'record.export' GROUP BY 1 ORDER BY 1",
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('the copy of a record', () => {
  it('explains each part that it holds, and no other', async () => {
    const head =
      'format version exportedAt exportedFor purpose notice ground level courseIds explanations'.split(' ');
    for (const who of [student(0), admin(), teacher()]) {
      const given = await copy(who);
      const parts = Object.keys(given).filter((name) => !head.includes(name));
      expect(Object.keys(given.explanations).sort()).toEqual(['units', ...parts].sort());
    }
  });
});

describe('the record of disclosures', () => {
  it('holds what went outside, and the student sees it; looks of staff stay out of it', async () => {
    await requestAccess(admin(), {
      studentId: idOf(1),
      scope: 'summary',
      purpose: 'advising',
      justification: 'the student asked',
    });
    await recordDisclosure(admin(), {
      studentId: idOf(1),
      party: 'The county court',
      interest: 'A subpoena of 2 March',
      records: 'grades',
      furtherRecipients: '',
    });
    await requestAccess(teacher(), {
      studentId: idOf(1),
      scope: 'summary',
      purpose: 'emergency',
      justification: 'somebody is in danger',
      emergency: { threat: 'The student has not been seen for three days.', recipients: 'the police' },
    });
    expect(await getOwnDisclosureRecord(student(1))).toMatchObject([
      { party: 'the police', interest: expect.stringContaining('three days'), recorderName: 'Terry Teacher' },
      { party: 'The county court', interest: 'A subpoena of 2 March', furtherRecipients: null },
    ]);
    expect(await getOwnDisclosureRecord(student(0))).toEqual([]);
    const stranger = viewer(there, there.adminId, 'ADMIN', 'x');
    await expect(openStudentFile(stranger, idOf(1))).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('says on which day it was given, which is not to come and not before the law', async () => {
    const { rows } = await db.owner.query<{ today: string; tomorrow: string }>(
      `SELECT (now() AT TIME ZONE time_zone)::date::text AS today, ((now() AT TIME ZONE time_zone)::date + 1)::text AS tomorrow
       FROM institutions WHERE id = $1`,
      [here.institutionId],
    );
    const [{ today, tomorrow } = { today: '', tomorrow: '' }] = rows;
    const give = (disclosedOn: string) =>
      recordDisclosure(admin(), {
        ...{ studentId: idOf(0), party: 'The county court', interest: 'A subpoena', records: disclosedOn },
        disclosedOn,
      });
    for (const day of ['2020-02-29', today, '1999-12-31']) await give(day);
    const given = (await getOwnDisclosureRecord(student(0))).filter(
      ({ interest }) => interest === 'A subpoena',
    );
    expect(given.map(({ disclosedOn }) => disclosedOn)).toEqual([today, '2020-02-29', '1999-12-31']);
    for (const day of [tomorrow, '1973-12-31', '2020-02-30', 'yesterday', '-infinity'])
      await expect(give(day), day).rejects.toMatchObject({
        kind: 'invalid',
        fields: { disclosedOn: expect.any(String) },
      });
  });

  it('keeps an entry that was a mistake, struck out for staff, and tells the student that alone', async () => {
    const party = 'The court of another student';
    await recordDisclosure(admin(), {
      ...{ studentId: idOf(1), party, interest: 'A subpoena about somebody else', records: 'grades' },
      furtherRecipients: 'Their lawyers',
    });
    const entries = async () => (await openStudentFile(admin(), idOf(1))).disclosures;
    const [entry, given] = [
      (await entries()).find((one) => one.party === party),
      (await entries()).find(({ review }) => review !== null),
    ];
    expect([entry?.isByHand, given?.isByHand]).toEqual([true, false]);
    const retraction = 'It belongs to student2 of here.';
    for (const who of [student(1), teacher(), viewer(there, there.adminId, 'ADMIN', 'x')])
      await expect(retractDisclosure(who, { id: entry?.id, retraction })).rejects.toMatchObject({
        kind: 'not-found',
      });
    await expect(
      retractDisclosure(admin(), { id: given?.id, retraction }),
      'in an emergency',
    ).rejects.toMatchObject({ kind: 'not-found' });
    await expect(retractDisclosure(admin(), { id: entry?.id, retraction: ' no ' })).rejects.toMatchObject({
      fields: { retraction: expect.any(String) },
    });
    await retractDisclosure(admin(), { id: entry?.id, retraction });
    await expect(retractDisclosure(admin(), { id: entry?.id, retraction })).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect((await entries()).find(({ id }) => id === entry?.id)).toMatchObject({
      ...{ party, retraction, retractorName: 'Ada Admin' },
    });
    const shown = (await getOwnDisclosureRecord(student(1))).find(({ id }) => id === entry?.id);
    expect(shown).toMatchObject({
      ...{ party: '', interest: '', records: '', furtherRecipients: null },
      retraction: 'It belongs to [another student].',
    });
    for (const who of [student(1), admin()])
      expect(JSON.stringify(Reflect.get(await copy(who, 1), 'disclosures'))).not.toContain('subpoena about');
    const looks = await getDisclosures(student(1), disclosureQuery.parse({}));
    expect(looks.items.filter(({ action }) => action === 'disclosure.record').length).toBeGreaterThan(0);
    expect(JSON.stringify(looks)).not.toContain('subpoena about');
    const write = (who: Viewer, changes: string) =>
      db.database.transaction(who, (tx) =>
        tx.rows({ name: '', text: `UPDATE disclosures SET ${changes} WHERE student_id = $1 RETURNING 1` }, [
          idOf(1),
        ]),
      );
    await expect(write(admin(), "party = 'Nobody'")).rejects.toMatchObject({ code: '42501' });
    const by = `retracted_at = now(), retracted_by = '${here.adminId}', retractor_name = 'x', retraction = 'because'`;
    for (const who of [student(1), teacher(), viewer(there, there.adminId, 'ADMIN', 'x')])
      expect(await write(who, by)).toEqual([]);
    await expect(write(admin(), by.replace(here.adminId, here.instructorId))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is shown to administrators in one look that the student sees', async () => {
    await openStudentFile(admin(), idOf(1));
    const { items } = await getDisclosures(student(1), disclosureQuery.parse({}));
    expect(items[0]).toMatchObject({ action: 'student.rights.view', who: 'Ada Admin' });
  });

  it('is not all: a look at the queue of requests is one, and each student in it sees it', async () => {
    const looks = async () =>
      (
        await db.owner.query(
          `SELECT action, student_id, details FROM audit_log WHERE actor_id = $1 AND action LIKE 'record.request%'
           ORDER BY occurred_at, action DESC`,
          [here.adminId],
        )
      ).rows;
    const before = (await looks()).length;
    const requests = await openRequests(admin());
    const named = new Set(
      Object.values(requests)
        .flat()
        .map(({ studentId }) => studentId),
    );
    const [look, ...entries] = (await looks()).slice(before);
    expect(look).toMatchObject({
      action: 'record.requests.view',
      student_id: null,
      details: { students: named.size },
    });
    expect(new Set(entries.map(({ student_id: studentId }) => studentId))).toEqual(named);
    expect(entries).toHaveLength(named.size);
    for (const n of here.studentIds.keys()) {
      const { items } = await getDisclosures(student(n), disclosureQuery.parse({ limit: '1' }));
      expect([n, items[0]?.action === 'record.request.view']).toEqual([n, named.has(idOf(n))]);
    }
  });

  it('names no other student to those outside the staff, nor does an entry', async () => {
    const content = 'Quarrelled with student2 of here.';
    const interest = 'A letter, with Student2 of  here';
    await addAcademicEntry(admin(), {
      id: randomUUID(),
      studentId: idOf(1),
      purpose: 'a test',
      kind: 'DISCIPLINARY',
      happenedOn: '2026-03-02',
      content,
    });
    const made = {
      studentId: idOf(1),
      party: 'The court',
      interest,
      records: 'A report on student2 of here',
    };
    await requestAccess(teacher(), {
      ...{
        studentId: idOf(1),
        scope: 'summary',
        purpose: 'Danger',
        justification: 'A call about the student.',
      },
      emergency: {
        threat: 'Somebody wants to harm the student.',
        recipients: 'The parents of student2 of here',
      },
    });
    await recordDisclosure(admin(), { ...made, furtherRecipients: 'Parents, with student2 of here' });
    const asked = {
      studentId: idOf(1),
      scope: 'full',
      purpose: 'advising',
      justification: 'asked in a test',
    };
    const own = [
      await requestAccess(student(1), asked),
      await copy(student(1), 1),
      await copy(admin(), 1),
      await getOwnDisclosureRecord(student(1)),
      (await getDisclosures(student(1), disclosureQuery.parse({}))).items.map(({ purpose }) => purpose),
    ];
    expect(JSON.stringify(own)).not.toMatch(/student2/i);
    expect(JSON.stringify(own).match(/with \[another student]/g)).toHaveLength(9);
    expect(JSON.stringify(await requestAccess(admin(), asked))).toContain(content);
    expect((await openStudentFile(admin(), idOf(1))).disclosures[0]?.interest).toBe(interest);
  });

  it('tells nobody who studies here by what it takes out of the words of whoever asks', async () => {
    // One is a name here and one is not: taken out or not, they are alike.
    const guess = 'Student2 of here or Nobody At All';
    await askAmendment(student(0), {
      ...{ contested: guess, wanted: guess, reason: guess },
      ...{ courseId: '', level: 'summary' },
    });
    expect(JSON.stringify((await copy(student(0), 0)).amendments).match(/Student2 of here or/g)).toHaveLength(
      3,
    );
    expect(JSON.stringify((await copy(admin(), 0)).amendments)).not.toContain('Student2');
    await db.owner.query(
      `WITH f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, current_date - 4000, $3))
       INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($4, $1, $2, 'mother', 'x', $3)`,
      [idOf(0), here.institutionId, here.adminId, idOf(1)],
    );
    const guardians = await copy(student(1), 0);
    expect(JSON.stringify(guardians.amendments).match(/Student2 of here or/g)).toHaveLength(3);
    await db.owner.query('DELETE FROM guardianships WHERE student_id = $1', [idOf(0)]);
    await db.owner.query('DELETE FROM rights_facts WHERE user_id = $1', [idOf(0)]);
    await giveConsent(student(0), {
      ...{
        records: 'full',
        purpose: guess,
        partyName: 'The other school',
        partyEmail: 'instructor@there.test',
      },
      signature: 'student0 of here',
      expiresOn: new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10),
    });
    const party = viewer(there, there.instructorId, 'INSTRUCTOR', 'Other School');
    const named = { studentId: idOf(0), purpose: guess, justification: guess };
    const given = await exportRecord(party, named);
    expect(given).toMatchObject({ ground: 'CONSENT' });
    expect(given).toMatchObject({ amendments: [], inspections: [] });
    expect((await getOwnDisclosureRecord(student(0)))[0]?.interest).toBe(`Consent for: ${guess}`);
    const [looked] = (await getDisclosures(student(0), disclosureQuery.parse({}))).items;
    expect(looked).toMatchObject({ ground: 'CONSENT', purpose: guess, justification: guess });
    const asked = { studentId: idOf(0), scope: 'full', purpose: guess, justification: guess };
    await expect(requestAccess(student(2), asked)).rejects.toMatchObject({ kind: 'forbidden' });
    const [newest] = (await getDisclosures(student(0), disclosureQuery.parse({}))).items;
    expect(newest).toMatchObject({ outcome: 'DENIED', purpose: guess, justification: guess });
    await requestAccess(teacher(), asked);
    const [teachers] = (await getDisclosures(student(0), disclosureQuery.parse({}))).items;
    expect(teachers?.justification).toBe('[another student] or Nobody At All');
  });

  it('leaves the words of staff of elsewhere as they are, and takes names out of those of its own staff on whichever ground', async () => {
    const guess = 'Student2 of here or Nobody At All';
    const asked = { studentId: idOf(0), scope: 'full', purpose: guess, justification: guess };
    const party = viewer(there, there.instructorId, 'INSTRUCTOR', 'Other School');
    const newest = async () => (await getDisclosures(student(0), disclosureQuery.parse({}))).items[0];
    await expect(requestAccess(viewer(there, there.adminId, 'ADMIN', 'x'), asked)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(await newest()).toMatchObject({ role: 'ADMIN', outcome: 'DENIED', justification: guess });
    await db.owner.query(
      `WITH f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, current_date - 4000, $3))
       INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($4, $1, $2, 'mother', 'x', $3), ($5, $1, $2, 'father', 'x', $3)`,
      [idOf(0), here.institutionId, here.adminId, idOf(1), there.instructorId],
    );
    await requestAccess(party, asked);
    expect(await newest()).toMatchObject({ ground: 'GUARDIAN', role: 'INSTRUCTOR', justification: guess });
    const others = async () =>
      (await openChildLooks(student(1), idOf(0), disclosureQuery.parse({}))).looks.items;
    expect((await others())[0]).toMatchObject({ ground: 'GUARDIAN', justification: guess });
    await requestAccess(teacher(), asked);
    expect((await others())[0]?.justification).toBe('[another student] or Nobody At All');
    await db.owner.query('DELETE FROM guardianships WHERE student_id = $1', [idOf(0)]);
    await db.owner.query('DELETE FROM rights_facts WHERE user_id = $1', [idOf(0)]);
    await giveConsent(student(0), {
      ...{ records: 'full', purpose: guess, partyName: 'Terry Teacher', signature: 'student0 of here' },
      ...{
        partyEmail: 'instructor@here.test',
        expiresOn: new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10),
      },
    });
    await requestAccess(teacher(), asked);
    expect(await newest()).toMatchObject({
      ground: 'CONSENT',
      purpose: guess,
      justification: '[another student] or Nobody At All',
    });
  });

  it('holds what was asked for and decided, what is known of age and guardians, and what the student alone is told', async () => {
    await db.owner.query(
      `WITH a AS (
         INSERT INTO amendment_requests (student_id, institution_id, requested_by, state, contested, wanted, reason, decision)
         VALUES ($1, $2, $1, 'REFUSED', 'The time', 'Twelve hours', 'Studied offline', 'As student2 of here told us.')),
       f AS (INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, '2000-01-02', $3)),
       g AS (
         INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
         VALUES ($4, $1, $2, 'mother', 'x', $3)),
       d AS (INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)),
       e AS (INSERT INTO erasure_requests (student_id, institution_id, requested_by) VALUES ($1, $2, $1))
       INSERT INTO notifications (user_id, kind, title, body, href, subject_key)
       VALUES ($1, 'MESSAGE', 'From student2 of here', 'x', '/', 'x')`,
      [idOf(1), here.institutionId, here.adminId, here.instructorId],
    );
    const parts = {
      amendments: [{ state: 'REFUSED', decision: 'As [another student] told us.' }],
      rightsFacts: [{ birthDate: '2000-01-02' }],
      guardianships: [{ relationship: 'mother' }],
      directoryChoice: [{ optedOut: true }],
      erasures: [{ state: 'REQUESTED' }],
    };
    const own = await copy(student(1), 1);
    expect(own).toMatchObject({ ...parts, notifications: [{ title: 'From [another student]' }] });
    expect(Reflect.get(own, 'inspections')).not.toEqual([]);
    const staff = await copy(admin(), 1);
    expect(staff).toMatchObject(parts);
    expect(staff).not.toHaveProperty('notifications');
  });

  it('holds what a consent opened, with the party', async () => {
    await giveConsent(student(2), {
      records: 'full',
      purpose: 'Transfer',
      partyName: 'The other school',
      partyEmail: 'instructor@there.test',
      signature: 'student2 of here',
      expiresOn: new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10),
    });
    const party = viewer(there, there.instructorId, 'INSTRUCTOR', 'Other School');
    const given = await exportRecord(party, {
      studentId: idOf(2),
      purpose: 'transfer',
      justification: 'the student moves to us',
    });
    expect(given).toMatchObject({ ground: 'CONSENT', exportedFor: { name: 'Other School' }, notes: [] });
    expect(await getOwnDisclosureRecord(student(2))).toMatchObject([
      { party: 'Other School', interest: 'Consent for: transfer', records: 'full' },
    ]);
  });

  it('gives nothing out where a consent is taken back while the record is read', async () => {
    await giveConsent(student(2), {
      ...{ records: 'full', purpose: 'Moving', partyName: 'The other school', signature: 'student2 of here' },
      partyEmail: 'instructor@there.test',
      expiresOn: new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10),
    });
    const [consent] = await getOwnConsents(student(2));
    const before = (await getOwnDisclosureRecord(student(2))).length;
    const party = viewer(there, there.instructorId, 'INSTRUCTOR', 'Other School');
    const asked = { studentId: idOf(2), purpose: 'moving', justification: 'the student moves to us' };
    await db.owner.query('BEGIN');
    await db.owner.query('LOCK TABLE activity_days');
    const given = exportRecord(party, asked).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const { rows } = await db.owner.query(
        "SELECT 1 FROM pg_locks WHERE relation = 'activity_days'::regclass AND NOT granted",
      );
      expect(rows).toHaveLength(1);
    });
    await revokeConsent(student(2), { id: consent?.id });
    await db.owner.query('COMMIT');
    expect(await given).toMatchObject({ kind: 'forbidden' });
    expect(await getOwnDisclosureRecord(student(2))).toHaveLength(before);
    const [look] = (await getDisclosures(student(2), disclosureQuery.parse({}))).items;
    expect(look).toMatchObject({ action: 'record.refused', outcome: 'DENIED', who: 'Other School' });
  });

  it('gives nothing out to whoever gets another role while the record is read', async () => {
    await db.owner.query('BEGIN');
    await db.owner.query('LOCK TABLE activity_days');
    const given = copy(admin(), 2).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const { rows } = await db.owner.query(
        "SELECT 1 FROM pg_locks WHERE relation = 'activity_days'::regclass AND NOT granted",
      );
      expect(rows).toHaveLength(1);
    });
    await db.owner.query("UPDATE users SET role = 'INSTRUCTOR' WHERE id = $1", [here.adminId]);
    await db.owner.query('COMMIT');
    expect(await given).toMatchObject({ kind: 'forbidden' });
    await db.owner.query("UPDATE users SET role = 'ADMIN' WHERE id = $1", [here.adminId]);
  });

  it('is written by those who give something out alone, and changed by nobody', async () => {
    const asTheGate = { studentId: idOf(1), party: 'x y', interest: 'a reason', records: 'Academic' };
    await expect(recordDisclosure(admin(), asTheGate)).rejects.toMatchObject({
      kind: 'invalid',
      fields: { records: expect.stringContaining('more words') },
    });
    const made = { studentId: idOf(1), party: 'x y', interest: 'a reason', records: 'all' };
    for (const who of [student(1), teacher(), viewer(there, there.adminId, 'ADMIN', 'x')])
      await expect(recordDisclosure(who, made)).rejects.toMatchObject({ kind: 'not-found' });
    for (const sql of ['DELETE FROM disclosures', "UPDATE disclosures SET party = 'x'"]) {
      const change = db.database.transaction({ userId: null, role: 'SYSTEM', institutionId: null }, (tx) =>
        tx.rows({ name: '', text: sql }),
      );
      await expect(change, sql).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('has all of them, however many a page would show', async () => {
    await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
    await db.owner.query(
      `WITH m AS (
         INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients)
         SELECT gen_random_uuid(), $1, $2, 'Terry Teacher', 'CHOSEN', 'About ' || n, 'x', 1 FROM generate_series(1, 230) n RETURNING id),
       t AS (INSERT INTO message_recipients (message_id, student_id, course_id) SELECT id, $3, $1 FROM m),
       n AS (
         INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body)
         SELECT gen_random_uuid(), $1, $3, $2, 'Terry Teacher', 'Note ' || n FROM generate_series(1, 230) n)
       INSERT INTO disclosures (student_id, institution_id, disclosed_on, party, interest, records, recorded_by, recorder_name)
       SELECT $3, $4, '2026-01-02', 'Somebody', 'x', 'x', $5, 'Ada Admin' FROM generate_series(1, 1030)`,
      [here.courseId, here.instructorId, idOf(2), here.institutionId, here.adminId],
    );
    const whole = await copy(admin(), 2);
    const counts = ['messages', 'notes', 'disclosures'].map((part) => Reflect.get(whole, part).length);
    expect(counts).toEqual([230, 230, 1031]);
  });
});
