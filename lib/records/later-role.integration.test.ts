import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { hasRecord } from '@/lib/access/record-holder';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { getOwnDetails } from '@/lib/confidential/read';
import { addAcademicEntry, writeDetails } from '@/lib/confidential/write';
import { addNote } from '@/lib/messages/note-mutations';
import { getReceivedMessage, openMessage } from '@/lib/messages/received';
import { sendMessage } from '@/lib/messages/send';
import { askAmendment, askHearing, decideAmendment, placeStatement } from './amendments/mutations';
import { getOwnAmendments } from './amendments/queries';
import { chooseDirectory, getDirectoryChoice } from './directory/choice';
import { recordDisclosure } from './disclosed/record';
import { disclosureQuery, getDisclosures } from './disclosures';
import { askErasure, decideErasure, withdrawErasure } from './erasure/mutations';
import { getOwnErasures } from './erasure/queries';
import { exportRecord } from './export/export-record';
import { recordRightsFacts } from './guardians/mutations';
import { answerInspection, askInspection, withdrawInspection } from './inspection/mutations';
import { getOwnInspections } from './inspection/queries';
import { requestAccess } from './request-access';
import { openHolds, placeHold, releaseHold } from './retention/holds';
import { beginHearing } from './testing/begin-hearing';

let db: TestDatabase;
let here: Classroom;
let judges: string[];

const viewer = (userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId: here.institutionId, displayName: role, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const laterRoles = ['INSTRUCTOR', 'ADMIN'] as const;
/** Students of the class once, who teach or administer now. */
const former = (role: (typeof laterRoles)[number]) => viewer(idOf(laterRoles.indexOf(role)), role);
const judge = (n = 0) => viewer(judges[n] ?? '', 'ADMIN');
const copyOf = (who: Viewer) =>
  exportRecord(who, {
    studentId: who.userId,
    purpose: 'Own record',
    justification: 'the own copy of somebody with a later role',
  });

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 3, 'here');
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO users (email, role, institution_id, display_name) VALUES ('second@here.test', 'ADMIN', $1, 'Second') RETURNING id`,
    [here.institutionId],
  );
  judges = [here.adminId, rows[0]?.id ?? ''];
  for (const role of laterRoles)
    await db.owner.query('UPDATE users SET role = $2 WHERE id = $1', [former(role).userId, role]);
});
afterAll(() => db.close());

it('is asked of the enrolments, where the role no longer tells', async () => {
  for (const role of laterRoles) expect(await hasRecord(former(role))).toBe(true);
  expect(await hasRecord(viewer(idOf(2), 'STUDENT'))).toBe(true);
  expect(await hasRecord(viewer(here.instructorId, 'INSTRUCTOR'))).toBe(false);
  expect(await hasRecord(judge())).toBe(false);
});

it('is written and decided by another administrator, also where somebody has an office in it', async () => {
  const self = former('ADMIN');
  const { userId: studentId } = self;
  const refused = { kind: 'forbidden', message: expect.stringContaining('your own record') };
  const reason = 'a case that is pending in court';
  await placeHold(judge(), { studentId, reason });
  const hold = (await openHolds(judge())).find((one) => one.studentId === studentId);
  expect(hold).toMatchObject({ releasedAt: null });
  expect((await openHolds(self)).map((one) => one.studentId)).not.toContain(studentId);
  const tries: [string, () => Promise<unknown>][] = [
    ['release', () => releaseHold(self, { id: hold?.id, reason: 'it is over, I think' })],
    ['hold', () => placeHold(self, { studentId, reason })],
    ['facts', () => recordRightsFacts(self, { studentId, birthDate: '2000-01-01', postsecondarySince: '' })],
    [
      'details',
      () => writeDetails(self, { studentId, version: 0, purpose: 'mine', parentContact: 'nobody' }),
    ],
    [
      'entry',
      () =>
        addAcademicEntry(self, {
          id: randomUUID(),
          studentId,
          kind: 'GRADE',
          purpose: 'mine',
          happenedOn: '2026-01-10',
          content: 'A+',
        }),
    ],
    [
      'disclosure',
      () =>
        recordDisclosure(self, {
          studentId,
          party: 'A friend',
          interest: 'to be shown',
          records: 'all of it',
        }),
    ],
  ];
  for (const [what, attempt] of tries) await expect(attempt(), what).rejects.toMatchObject(refused);
  expect((await openHolds(judge())).find(({ id }) => id === hold?.id)).toMatchObject({ releasedAt: null });
  await releaseHold(judge(), { id: hold?.id, reason: 'the case is closed now' });
});

it('lets nobody read notes about themselves that were not released, as whoever teaches or administers the class', async () => {
  const self = former('ADMIN');
  const note = {
    id: randomUUID(),
    courseId: here.courseId,
    studentId: self.userId,
    body: 'Not for them.',
    followUpOn: null,
  };
  await addNote(viewer(here.instructorId, 'INSTRUCTOR'), note);
  const read = (who: Viewer) =>
    asViewer(
      who,
      (tx) => tx.rows(statement('test.notes', 'SELECT 1 FROM student_notes WHERE id = $1'), [note.id]),
      db.database,
    );
  expect(await read(judge())).toHaveLength(1);
  expect(await read(self)).toHaveLength(0);
  await db.owner.query('DELETE FROM student_note_versions WHERE note_id = $1', [note.id]);
  await db.owner.query('DELETE FROM student_notes WHERE id = $1', [note.id]);
});

describe.each(laterRoles)('somebody who was a student, and is %s now,', (role) => {
  const justification = 'a look that the person will see';

  it('sees what is kept in confidence, and who looked', async () => {
    const { userId: studentId } = former(role);
    await writeDetails(judge(), {
      studentId,
      version: 0,
      purpose: 'enrolment form',
      parentContact: 'Ada, 555 0100',
    });
    await requestAccess(judge(), { studentId, scope: 'summary', purpose: 'A reference', justification });
    expect(await getOwnDetails(former(role))).toMatchObject({ parentContact: 'Ada, 555 0100' });
    const { items } = await getDisclosures(former(role), disclosureQuery.parse({}));
    expect(items).toContainEqual(expect.objectContaining({ action: 'record.access', justification }));
  });

  it('chooses about the directory, and chooses again', async () => {
    for (const optedOut of [true, false, true]) {
      await chooseDirectory(former(role), { optedOut: String(optedOut) });
      expect(await getDirectoryChoice(former(role))).toMatchObject({ optedOut });
    }
  });

  it('asks to see the record, takes it back, and does not answer it', async () => {
    await askInspection(former(role), { wants: 'everything of then' });
    const [open] = await getOwnInspections(former(role));
    const answer = { id: open?.id, released: 'true', answer: 'Here it is, all of it.' };
    await expect(answerInspection(former(role), answer)).rejects.toMatchObject({ kind: 'not-found' });
    await withdrawInspection(former(role), { id: open?.id });
    expect((await getOwnInspections(former(role)))[0]?.withdrawnAt).not.toBeNull();
    await expect(answerInspection(judge(), answer)).rejects.toThrow('It was taken back meanwhile');
    await expect(answerInspection(former(role), answer)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('gets a copy with the messages of then, and with notes once they are released', async () => {
    const { userId: studentId } = former(role);
    const teacher = viewer(here.instructorId, 'INSTRUCTOR');
    const note = {
      id: randomUUID(),
      courseId: here.courseId,
      studentId,
      body: 'Worked hard.',
      followUpOn: null,
    };
    await addNote(teacher, note);
    const message = {
      id: randomUUID(),
      courseId: here.courseId,
      audience: 'CHOSEN',
      studentIds: [studentId],
    };
    const said = { subject: 'Well done', body: 'You passed.', expected: 1 };
    await sendMessage(teacher, { ...message, ...said });
    expect(await getReceivedMessage(former(role), message.id)).toMatchObject({ subject: 'Well done' });
    await openMessage(former(role), { id: message.id });
    const before = await copyOf(former(role));
    expect(before).toMatchObject({ ground: 'OWN_RECORD', notes: [], messages: [{ subject: 'Well done' }] });
    expect(before).toMatchObject({ directoryChoice: [{ optedOut: true }] });
    await askInspection(former(role), { wants: 'what was noted about me' });
    const [open] = await getOwnInspections(former(role));
    await answerInspection(judge(), {
      id: open?.id,
      released: 'true',
      answer: 'It is in your download now.',
    });
    expect(await copyOf(former(role))).toMatchObject({ notes: [{ body: 'Worked hard.' }] });
  });

  it('has an amendment heard, and a statement that travels, and judges neither', async () => {
    const wish = {
      contested: 'The time spent',
      wanted: 'Twelve hours',
      reason: 'I studied offline for a week.',
    };
    const refusal = { verdict: 'REFUSE', decision: 'The figures are what the system measured.' };
    await askAmendment(former(role), wish);
    const [{ id } = { id: '' }] = await getOwnAmendments(former(role));
    await expect(decideAmendment(former(role), { id, ...refusal })).rejects.toMatchObject({
      kind: role === 'ADMIN' ? 'forbidden' : 'not-found',
    });
    await decideAmendment(judge(0), { id, ...refusal });
    await askHearing(former(role), { id });
    await beginHearing(db.owner, id);
    await decideAmendment(judge(1), { id, ...refusal });
    await placeStatement(former(role), { id, statement: 'I studied twelve hours more than this says.' });
    const asked = { studentId: former(role).userId, scope: 'summary', purpose: 'Own record', justification };
    for (const who of [former(role), judge(), viewer(here.instructorId, 'INSTRUCTOR')])
      expect((await requestAccess(who, asked)).record.statements).toMatchObject([
        { contested: wish.contested },
      ]);
  });

  it('asks to be forgotten, and leaves the decision to somebody else', async () => {
    await askErasure(former(role), {});
    const [{ id } = { id: '' }] = await getOwnErasures(former(role));
    await expect(decideErasure(former(role), { id })).rejects.toMatchObject({
      kind: role === 'ADMIN' ? 'forbidden' : 'not-found',
    });
    await withdrawErasure(former(role), { id });
    expect((await getOwnErasures(former(role)))[0]?.state).toBe('WITHDRAWN');
  });
});

it('the database itself lets nobody judge what they asked for themselves', async () => {
  const { userId, institutionId } = former('ADMIN');
  await askErasure(former('ADMIN'), {});
  await askInspection(former('ADMIN'), { wants: 'everything of then' });
  const tries = [
    `UPDATE erasure_requests SET state = 'APPROVED', decided_by = $1 WHERE student_id = $1 AND state = 'REQUESTED'`,
    `UPDATE inspection_requests SET answered_at = now(), answerer_id = $1, released = true
     WHERE student_id = $1 AND answered_at IS NULL AND withdrawn_at IS NULL`,
  ];
  for (const text of tries)
    await expect(
      db.database.transaction({ userId, role: 'ADMIN', institutionId }, (tx) =>
        tx.rows({ name: '', text }, [userId]),
      ),
      text,
    ).rejects.toMatchObject({ code: '42501' });
});
