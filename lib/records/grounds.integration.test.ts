import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { enableAccount } from '@/lib/access/accounts';
import { identityOf } from '@/lib/access/identity';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { addAcademicEntry, writeDetails } from '@/lib/confidential/write';
import { todayIn } from '@/lib/days';
import { giveConsent, revokeConsent } from './consents/mutations';
import { getConsentedRecords } from './consents/queries';
import { chooseDirectory, getDirectoryChoice } from './directory/choice';
import { getOwnDisclosureRecord } from './disclosed/record';
import { disclosureQuery, getDisclosures } from './disclosures';
import { openByAddress } from './emergencies/open-by-address';
import { openEmergencies, reviewEmergency } from './emergencies/review';
import { exportRecord } from './export/export-record';
import { openChildLooks } from './guardians/child-file';
import { recordCollectionConsent } from './guardians/collection';
import { endGuardianship, linkGuardian, recordRightsFacts } from './guardians/mutations';
import { getChildren } from './guardians/queries';
import { disableForGood } from './guardians/settle-collection';
import { settleCollections } from './guardians/settle-collections';
import { holdsOwnRights } from './own-rights';
import { requestAccess } from './request-access';
import { rightsHolder } from './rights-holder';
import { openStudentFile } from './student-file';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
let lecturerId: string;
let secondAdminId: string;
let parentId: string;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 4, 'here');
  there = await createClassroom(db.owner, 1, 'there');
  lecturerId = await person('INSTRUCTOR', 'lecturer');
  secondAdminId = await person('ADMIN', 'second');
  parentId = await person('STUDENT', 'parent');
  for (const studentId of here.studentIds) await keepConfidential(studentId);
});
afterAll(() => db.close());

async function person(role: Role, name: string): Promise<string> {
  const { rows } = await db.owner.query<{ id: string }>(
    'INSERT INTO users (email, role, institution_id, display_name) VALUES ($1, $2, $3, $4) RETURNING id',
    [`${name}@here.test`, role, here.institutionId, name],
  );
  return rows[0]?.id ?? '';
}

const viewer = (room: Classroom, userId: string, role: Role, name: string = role): Viewer =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: name, email: null });
const idOf = (n: number) => here.studentIds[n] ?? '';
const student = (n: number) => viewer(here, idOf(n), 'STUDENT', `student${n} of here`);
const admin = () => viewer(here, here.adminId, 'ADMIN');
const lecturer = () => viewer(here, lecturerId, 'INSTRUCTOR');
const parent = () => viewer(here, parentId, 'STUDENT', 'parent');
const outsider = () => viewer(there, there.instructorId, 'INSTRUCTOR');
const ask = (who: Viewer, n: number, more: object = {}) =>
  requestAccess(who, {
    studentId: idOf(n),
    scope: 'full',
    purpose: 'Transfer',
    justification: 'asked for in a test',
    ...more,
  });
const refused = { kind: 'forbidden' };

/** How many rows of each table the database shows a person who opens a student's record past the gate. */
async function seen(who: Viewer, n: number, purpose = 'Transfer', table = 'enrollments', key = 'user_id') {
  const { userId, role, institutionId } = who;
  const identity: Identity = { userId, role, institutionId };
  return db.database.transaction(identity, async (tx) => {
    await tx.rows(
      statement(
        'test.open',
        "SELECT set_config('app.opened_student', $1, true), set_config('app.opened_purpose', $2, true)",
      ),
      [idOf(n), purpose],
    );
    const count = statement(`test.seen-${table}`, `SELECT count(*) AS n FROM ${table} WHERE ${key} = $1`);
    const [row] = await tx.rows<{ n: number }>(count, [idOf(n)]);
    return row?.n;
  });
}

/** How many rows of the confidential details the database shows so. */
const detailsSeen = async (who: Viewer, n: number, purpose?: string) =>
  ((await seen(who, n, purpose, 'student_details', 'student_id')) ?? 0) +
  ((await seen(who, n, purpose, 'academic_entries', 'student_id')) ?? 0);

const confidential = { parentContact: 'Ada, 555 0100', entries: [{ content: 'CS 101: B+' }] };
async function keepConfidential(studentId: string): Promise<void> {
  const whose = { studentId, purpose: 'enrolment form' };
  const [entry] = confidential.entries;
  await writeDetails(admin(), { ...whose, version: 0, parentContact: confidential.parentContact });
  const made = { id: randomUUID(), kind: 'GRADE', happenedOn: '2026-03-02', content: entry?.content };
  await addAcademicEntry(admin(), { ...whose, ...made });
}

const inTwoYears = `${Number(todayIn('UTC').slice(0, 4)) + 2}-01-01`;
const consent = (more: object = {}) => ({
  records: 'academic',
  purpose: 'Transfer',
  partyName: 'The other school',
  partyEmail: 'Instructor@there.test',
  signature: ' Student0  of HERE ',
  expiresOn: inTwoYears,
  ...more,
});

describe('a consent', () => {
  it('opens what it names to the party, for its purpose, until it is taken back', async () => {
    await expect(ask(outsider(), 0)).rejects.toMatchObject(refused);
    const id = await giveConsent(student(0), consent());
    const answer = await ask(outsider(), 0, { purpose: 'transfer ' });
    expect(answer).toMatchObject({ ground: 'CONSENT', level: 'academic' });
    expect(answer.record.courses?.[0]?.academic).toBeDefined();
    expect(answer.record.person).toBeUndefined();
    await expect(ask(outsider(), 0, { purpose: 'employment' })).rejects.toMatchObject(refused);
    await expect(ask(lecturer(), 0)).rejects.toMatchObject(refused);
    await expect(revokeConsent(student(1), { id })).rejects.toMatchObject({ kind: 'not-found' });
    expect(await getConsentedRecords(outsider())).toMatchObject([
      { id, studentId: idOf(0), purpose: 'Transfer' },
    ]);
    const namesSeen = async () => {
      const facts = statement('test.facts', 'SELECT name FROM record_facts($1)');
      return asViewer(outsider(), (tx) => tx.rows(facts, [idOf(0)]));
    };
    expect(await namesSeen()).toEqual([{ name: 'student0 of here' }]);
    await revokeConsent(student(0), { id });
    expect(await namesSeen(), 'the name goes with the consent').toEqual([{ name: null }]);
    expect([await getConsentedRecords(outsider()), (await identityOf(outsider())).isConsented]).toEqual([
      [],
      false,
    ]);
    await expect(ask(outsider(), 0)).rejects.toMatchObject(refused);
  });

  it('opens nothing to whoever gets the address after it was signed', async () => {
    const partyEmail = 'Later@there.test';
    const purpose = 'address';
    const account = (id: string) => viewer(there, id, 'INSTRUCTOR');
    const makeAccount = async (email: string) => {
      const { rows } = await db.owner.query<{ id: string }>(
        `INSERT INTO users (email, display_name, role, institution_id) VALUES ($1, 'Late', 'INSTRUCTOR', $2) RETURNING id`,
        [email, there.institutionId],
      );
      return rows[0]?.id ?? '';
    };
    const earlier = await makeAccount('earlier@there.test');
    const id = await giveConsent(student(0), consent({ records: 'full', purpose, partyEmail }));
    const made = await makeAccount('later@there.test');
    await expect(ask(account(made), 0, { purpose }), 'an account made later').rejects.toMatchObject(refused);
    await db.owner.query('UPDATE users SET email = NULL WHERE id = $1', [made]);
    await db.owner.query("UPDATE users SET email = 'later@there.test' WHERE id = $1", [earlier]);
    await expect(ask(account(earlier), 0, { purpose }), 'an account renamed').rejects.toMatchObject(refused);
    expect(await detailsSeen(account(earlier), 0, purpose)).toBe(0);
    expect(await getConsentedRecords(account(earlier))).toEqual([]);
    const again = await giveConsent(student(0), consent({ purpose, partyEmail }));
    await db.owner.query("UPDATE users SET email = 'moved@there.test' WHERE id = $1", [earlier]);
    expect((await ask(account(earlier), 0, { purpose })).ground, 'the same account, moved').toBe('CONSENT');
    for (const signed of [id, again]) await revokeConsent(student(0), { id: signed });
  });

  it('is refused with all that is wrong with it at once', async () => {
    const { userId, role, institutionId, displayName } = student(0);
    const signer = mintViewer({ userId, role, institutionId, displayName, email: 'own@here.test' });
    const wrong = { signature: 'x y', partyEmail: 'OWN@here.test', expiresOn: '2020-01-31' };
    const asked = giveConsent(signer, consent(wrong));
    await expect(asked).rejects.toMatchObject({
      kind: 'invalid',
      fields: {
        signature: expect.stringContaining('Sign with your name'),
        partyEmail: expect.stringContaining('your own address'),
        expiresOn: expect.stringContaining('at most 5 years'),
      },
    });
  });

  it('opens the confidential details too where it is to the full record', async () => {
    const id = await giveConsent(student(0), consent({ records: 'full' }));
    expect((await ask(outsider(), 0)).record.confidential).toMatchObject(confidential);
    expect(await detailsSeen(outsider(), 0, 'employment')).toBe(0);
    await revokeConsent(student(0), { id });
    expect(await detailsSeen(outsider(), 0)).toBe(0);
  });

  it('opens in the database no more than it names either', async () => {
    const id = await giveConsent(student(0), consent({ records: 'summary' }));
    expect(await seen(outsider(), 0)).toBe(1);
    expect(await seen(outsider(), 0, 'employment')).toBe(0);
    expect(await seen(outsider(), 1)).toBe(0);
    expect(await seen(outsider(), 0, 'Transfer', 'users', 'id')).toBe(0);
    expect(await seen(outsider(), 0, 'Transfer', 'activity_days')).toBe(0);
    expect(await detailsSeen(outsider(), 0)).toBe(0);
    expect(await seen(lecturer(), 0)).toBe(0);
    await revokeConsent(student(0), { id });
    expect(await seen(outsider(), 0)).toBe(0);
  });

  it('is refused without records, purpose, party, signature or an end', async () => {
    for (const missing of ['records', 'purpose', 'partyName', 'signature', 'expiresOn'])
      await expect(giveConsent(student(0), consent({ [missing]: undefined })), missing).rejects.toMatchObject(
        {
          kind: 'invalid',
        },
      );
    for (const wrong of [
      { signature: 'somebody else' },
      { expiresOn: '2020-01-01' },
      { expiresOn: '2099-01-01' },
    ])
      await expect(giveConsent(student(0), consent(wrong))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(giveConsent(student(0), consent({ studentId: idOf(1) }))).rejects.toMatchObject({
      kind: 'not-found',
    });
    const myself = mintViewer({ ...student(0), email: 'Instructor@there.test' });
    await expect(giveConsent(myself, consent())).rejects.toMatchObject({
      fields: { partyEmail: expect.stringContaining('your own address') },
    });
  });
});

describe('a guardian', () => {
  const born = (date: string | null, postsecondarySince: string | null = null) =>
    recordRightsFacts(admin(), {
      ...{ studentId: idOf(1), birthDate: date, postsecondarySince, checked: 'yes' },
      checkedAbout: `${date ?? ''} ${postsecondarySince ?? ''}`,
    });

  it('sees the record of a verified child under 18, and nobody’s else', async () => {
    await expect(ask(parent(), 1)).rejects.toMatchObject(refused);
    await linkGuardian(admin(), {
      studentId: idOf(1),
      guardianEmail: 'parent@here.test',
      relationship: 'mother',
      verification: 'identity card and birth certificate',
    });
    await expect(ask(parent(), 1), 'age not known').rejects.toMatchObject(refused);
    expect((await identityOf(parent())).isGuardian, 'age not known').toBe(false);
    await expect(born(inTwoYears), 'a day to come').rejects.toMatchObject({
      kind: 'invalid',
      fields: { birthDate: expect.stringContaining('still to come') },
    });
    for (const begun of ['2015-05-04', '2015-05-05'])
      await expect(born('2015-05-05', begun), 'begun before the birth').rejects.toMatchObject({
        kind: 'invalid',
        fields: { postsecondarySince: expect.stringContaining('date of birth') },
      });
    expect(await born('2015-05-05')).toEqual({ rests: true, woken: false, passed: 'GUARDIAN' });
    const answer = await ask(parent(), 1);
    expect(answer).toMatchObject({ ground: 'GUARDIAN', level: 'full' });
    expect(answer.notice, 'who holds the rights is not bound').toContain('may pass it on');
    expect(answer.record.person?.email).toBe('student1@here.test');
    expect([await holdsOwnRights(student(1)), await holdsOwnRights(student(2))]).toEqual([false, true]);
    expect(answer.record.courses).toHaveLength(1);
    expect(answer.record.confidential).toMatchObject(confidential);
    expect(await getChildren(parent())).toEqual([{ id: idOf(1), name: 'student1 of here' }]);
    for (const role of ['STUDENT', 'INSTRUCTOR', 'ADMIN'] as const)
      expect((await identityOf(viewer(here, parentId, role))).isGuardian, role).toBe(true);
    for (const who of [admin(), lecturer(), student(1)])
      expect((await identityOf(who)).isGuardian).toBe(false);
    expect(await identityOf(parent()), 'never in a course').toMatchObject({ isOnlyGuardian: true });
    expect(await identityOf(viewer(here, parentId, 'ADMIN'))).toMatchObject({ isOnlyGuardian: false });
    expect(await identityOf(student(1))).toMatchObject({ isOnlyGuardian: false });
    await expect(ask(parent(), 2)).rejects.toMatchObject(refused);
    expect([await seen(parent(), 1), await seen(parent(), 2)]).toEqual([1, 0]);
    expect([await detailsSeen(parent(), 1), await detailsSeen(parent(), 2)]).toEqual([2, 0]);
  });

  it('signs for the child, who cannot; the consent ends when the rights pass', async () => {
    await expect(giveConsent(student(1), consent({ signature: 'student1 of here' }))).rejects.toMatchObject(
      refused,
    );
    await giveConsent(parent(), consent({ studentId: idOf(1), signature: 'parent' }));
    expect((await ask(outsider(), 1)).ground).toBe('CONSENT');
    expect(await getConsentedRecords(outsider())).toMatchObject([
      { studentId: idOf(1), name: 'student1 of here', records: 'academic' },
    ]);
    expect((await identityOf(outsider())).isConsented).toBe(true);
    for (const who of [parent(), student(1), student(2), lecturer(), admin()])
      expect(await getConsentedRecords(who)).toEqual([]);
    expect(await detailsSeen(outsider(), 1), 'the consent is to academic records').toBe(0);
    await born('2015-05-05', '2026-01-01');
    await expect(ask(outsider(), 1)).rejects.toMatchObject(refused);
    expect(await getConsentedRecords(outsider())).toEqual([]);
    await expect(ask(parent(), 1)).rejects.toMatchObject(refused);
    expect((await identityOf(parent())).isGuardian, 'the rights have passed').toBe(false);
    expect([await seen(parent(), 1), await seen(outsider(), 1)]).toEqual([0, 0]);
    expect([await detailsSeen(parent(), 1), await detailsSeen(outsider(), 1)]).toEqual([0, 0]);
    expect((await openStudentFile(admin(), idOf(1))).rights.holder).toBe('STUDENT');
  });

  it('signs for as long as the guardianship lasts: one that was ended takes its consents with it', async () => {
    await born('2015-05-05');
    const purpose = 'Custody';
    const other = viewer(here, idOf(3), 'STUDENT', 'student3 of here');
    const link = () =>
      linkGuardian(admin(), {
        studentId: idOf(1),
        guardianEmail: 'student3@here.test',
        relationship: 'father',
        verification: 'identity card',
      });
    const file = () => openStudentFile(admin(), idOf(1));
    const end = async () => {
      const { guardians } = (await file()).rights;
      await endGuardianship(admin(), { id: guardians.find(({ name }) => name === 'student3 of here')?.id });
    };
    const sign = (partyEmail: string) =>
      giveConsent(
        other,
        consent({ studentId: idOf(1), records: 'full', purpose, partyEmail, signature: 'student3 of here' }),
      );
    await link();
    const first = await sign('instructor@there.test');
    expect((await ask(outsider(), 1, { purpose })).ground).toBe('CONSENT');
    await expect(revokeConsent(student(0), { id: first })).rejects.toMatchObject({ kind: 'not-found' });
    await revokeConsent(parent(), { id: first });
    await expect(ask(outsider(), 1, { purpose }), 'taken back by the other guardian').rejects.toMatchObject(
      refused,
    );
    const second = await sign('instructor@there.test');
    await sign('student3@here.test');
    await end();
    for (const party of [outsider(), other]) {
      await expect(ask(party, 1, { purpose })).rejects.toMatchObject(refused);
      expect([await seen(party, 1, purpose), await detailsSeen(party, 1, purpose)]).toEqual([0, 0]);
    }
    const kept = (await file()).consents.find(({ id }) => id === second);
    expect(kept).toMatchObject({ isSuperseded: true, revokedAt: null });
    await link();
    await expect(ask(outsider(), 1, { purpose }), 'verified anew').rejects.toMatchObject(refused);
    await end();
    await born('2015-05-05', '2026-01-01');
  });

  it('is linked by an administrator of the institution alone', async () => {
    const input = {
      studentId: idOf(2),
      guardianEmail: 'parent@here.test',
      relationship: 'father',
      verification: 'identity card',
    };
    for (const who of [student(2), lecturer(), viewer(there, there.adminId, 'ADMIN')])
      await expect(linkGuardian(who, input)).rejects.toMatchObject({ kind: 'not-found' });
    for (const guardianEmail of ['instructor@there.test', 'nobody@here.test', 'admin@here.test'])
      await expect(linkGuardian(admin(), { ...input, guardianEmail })).rejects.toMatchObject({
        kind: 'invalid',
      });
    await expect(born('2015-05-05').then(() => openStudentFile(lecturer(), idOf(1)))).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('must agree before data of a child under 13 is collected: until then the account rests', async () => {
    const disabled = async () =>
      (await db.owner.query('SELECT disabled_at IS NOT NULL AS disabled FROM users WHERE id = $1', [idOf(1)]))
        .rows[0].disabled;
    await born(`${Number(todayIn('UTC').slice(0, 4)) - 9}-01-01`);
    expect(await disabled()).toBe(true);
    const [guardian] = (await openStudentFile(admin(), idOf(1))).rights.guardians;
    const id = guardian?.id;
    await expect(recordCollectionConsent(admin(), { id, agrees: 'true' })).rejects.toMatchObject({
      fields: { how: expect.any(String) },
    });
    await recordCollectionConsent(admin(), { id, agrees: 'true', how: 'on a signed form' });
    const { rows: told } = await db.owner.query(
      "SELECT justification, details FROM audit_log WHERE action = 'guardian.collection' AND student_id = $1",
      [idOf(1)],
    );
    expect(told).toEqual([
      {
        justification: 'on a signed form',
        details: { agrees: true, guardian: 'parent', rests: false },
      },
    ]);
    expect(await disabled()).toBe(false);
    await recordCollectionConsent(admin(), { id, agrees: 'false', how: 'on a signed form' });
    expect(await disabled()).toBe(true);
    await recordCollectionConsent(admin(), { id, agrees: 'true', how: 'on a signed form' });
    await endGuardianship(admin(), { id });
    expect(await disabled()).toBe(true);
    await born('2000-01-01');
    expect(await disabled()).toBe(false);
  });

  it('wakes nobody by agreeing who was disabled for another reason meanwhile', async () => {
    await linkGuardian(admin(), {
      studentId: idOf(1),
      guardianEmail: 'parent@here.test',
      relationship: 'mother',
      verification: 'identity card and birth certificate',
    });
    await born(`${Number(todayIn('UTC').slice(0, 4)) - 9}-01-01`);
    const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
    await db.database.transaction(system, (tx) => disableForGood(tx, idOf(1)));
    const [guardian] = (await openStudentFile(admin(), idOf(1))).rights.guardians;
    await recordCollectionConsent(admin(), { id: guardian?.id, agrees: 'true', how: 'on a signed form' });
    await born('2000-01-01');
    const state = 'SELECT disabled_at IS NOT NULL AS disabled FROM users WHERE id = $1';
    expect((await db.owner.query(state, [idOf(1)])).rows).toEqual([{ disabled: true }]);
    await endGuardianship(admin(), { id: guardian?.id });
    await db.database.transaction(system, (tx) => enableAccount(tx, null, idOf(1)));
  });

  it('is needed until the child is 13: that night the account wakes by itself', async () => {
    const disabled = async () =>
      (await db.owner.query('SELECT disabled_at IS NOT NULL AS disabled FROM users WHERE id = $1', [idOf(1)]))
        .rows[0].disabled;
    const [year = 0, ...rest] = todayIn('UTC').split('-');
    await born(`${Number(year) - 12}-${rest.join('-')}`);
    const wake = () => settleCollections(db.database, new AbortController().signal);
    expect([await wake(), await disabled()]).toEqual([0, true]);
    await db.owner.query(
      "UPDATE rights_facts SET birth_date = birth_date - interval '1 year' WHERE user_id = $1",
      [idOf(1)],
    );
    expect([await wake(), await disabled()]).toEqual([1, false]);
    expect(await wake()).toBe(0);
    const { rows } = await db.owner.query(
      "SELECT action, actor_id FROM audit_log WHERE object_id = $1 AND action LIKE 'user.%' ORDER BY occurred_at DESC LIMIT 1",
      [idOf(1)],
    );
    expect(rows).toEqual([{ action: 'user.enable', actor_id: null }]);
    await born('2000-01-01');
  });

  it('chooses for the child whether the name is given out, and sees who looked', async () => {
    await born('2015-05-05');
    await linkGuardian(admin(), {
      studentId: idOf(1),
      guardianEmail: 'parent@here.test',
      relationship: 'mother',
      verification: 'identity card and birth certificate',
    });
    const choose = (who: Viewer, optedOut: boolean, studentId = idOf(1)) =>
      chooseDirectory(who, { optedOut: String(optedOut), studentId });
    await choose(parent(), true);
    expect(await getDirectoryChoice(parent(), idOf(1))).toMatchObject({ optedOut: true });
    expect(await getDirectoryChoice(student(1))).toMatchObject({ optedOut: true });
    await expect(choose(student(1), false)).rejects.toMatchObject(refused);
    await choose(parent(), false);
    await choose(student(1), true);
    for (const who of [student(2), lecturer(), admin()])
      await expect(choose(who, true)).rejects.toMatchObject({ kind: 'not-found' });
    await ask(admin(), 1);
    const looksFor = async (who: Viewer, query: object = {}) =>
      (await openChildLooks(who, idOf(1), disclosureQuery.parse(query))).looks;
    const { items: looks } = await looksFor(parent());
    expect(looks[0]).toMatchObject({ action: 'record.access', who: 'ADMIN', level: 'full' });
    expect(looks.filter(({ who }) => who === 'parent')).toEqual([]);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await looksFor(parent(), { limit: 1, cursor: cursor ?? undefined });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(looks.map(({ id }) => id));
    // The child sees that the guardian did, and nothing of those to whom nothing was shown.
    const seen = (await getDisclosures(student(1), disclosureQuery.parse({}))).items;
    expect(seen[0]).toMatchObject({ action: 'guardian.view', who: 'parent', outcome: 'ALLOWED' });
    for (const who of [student(2), lecturer()]) expect((await looksFor(who)).items).toEqual([]);
    expect((await getDisclosures(student(1), disclosureQuery.parse({}))).items).toEqual(seen);
    await born('2000-01-01');
    expect((await looksFor(parent())).items).toEqual([]);
    await expect(choose(parent(), true)).rejects.toMatchObject(refused);
  });

  it('has or has no rights on the same days in the database as in the decision', async () => {
    const { rows } = await db.owner.query<{
      birthDate: string;
      postsecondarySince: string | null;
      today: string;
      rests: boolean;
    }>(
      `SELECT b::text AS "birthDate", p::text AS "postsecondarySince", t::text AS today, rests_with_guardian(b, p, t) AS rests
       FROM (SELECT ('2008-01-01'::date + (random() * 800)::int) AS b, CASE WHEN random() < 0.3 THEN '2026-01-01'::date + (random() * 700)::int END AS p,
         ('2026-01-01'::date + (random() * 900)::int) AS t FROM generate_series(1, 3000)) d
       UNION ALL SELECT '2008-02-29', NULL, t::text, rests_with_guardian('2008-02-29', NULL, t) FROM unnest('{2026-02-28,2026-03-01}'::date[]) t`,
    );
    const wrong = rows.filter(
      ({ rests, today, ...facts }) => rests !== (rightsHolder(facts, today) === 'GUARDIAN'),
    );
    expect(wrong).toEqual([]);
  });
});

describe('an emergency', () => {
  const emergency = {
    threat: 'The student told a friend of a plan to harm herself.',
    recipients: 'her mother, the police',
  };

  it('opens a record to staff for one look, and waits for another person’s review', async () => {
    await expect(ask(lecturer(), 2)).rejects.toMatchObject(refused);
    const answer = await ask(lecturer(), 2, { emergency });
    expect(answer).toMatchObject({ ground: 'EMERGENCY', level: 'full' });
    expect(answer.record.person?.email).toBe('student2@here.test');
    expect(answer.record.courses).toHaveLength(1);
    expect(answer.record.confidential).toMatchObject(confidential);
    await expect(ask(lecturer(), 2)).rejects.toMatchObject(refused);
    expect([await seen(lecturer(), 2), await detailsSeen(lecturer(), 2)]).toEqual([0, 0]);
    const [waiting] = await openEmergencies(admin());
    expect(waiting).toMatchObject({ ...emergency, accessorId: lecturerId, reviewedAt: null });
    const { items } = await getDisclosures(student(2), disclosureQuery.parse({}));
    expect(items[0]).toMatchObject({ action: 'record.emergency.view', who: 'ADMIN', outcome: 'ALLOWED' });
  });

  it('is refused without a threat or recipients, and to whoever is no staff of the institution', async () => {
    for (const wrong of [{ threat: '' }, { threat: ' '.repeat(40) }, { recipients: '' }])
      await expect(ask(lecturer(), 2, { emergency: { ...emergency, ...wrong } })).rejects.toMatchObject({
        kind: 'invalid',
      });
    for (const who of [student(0), outsider(), viewer(there, there.adminId, 'ADMIN')])
      await expect(ask(who, 2, { emergency })).rejects.toMatchObject(refused);
  });

  it('is not stated by a party under consent, whose words would be in the record of disclosures', async () => {
    const id = await giveConsent(student(3), consent({ signature: 'student3 of here' }));
    await expect(ask(outsider(), 3, { emergency })).rejects.toMatchObject(refused);
    await expect(ask(student(3), 3, { emergency })).rejects.toMatchObject(refused);
    expect(await getOwnDisclosureRecord(student(3))).toEqual([]);
    await ask(outsider(), 3);
    expect(await getOwnDisclosureRecord(student(3))).toMatchObject([
      { party: 'INSTRUCTOR', interest: 'Consent for: Transfer' },
    ]);
    await revokeConsent(student(3), { id });
    const { rows } = await db.owner.query('SELECT email FROM users WHERE id = $1', [idOf(1)]);
    const toClassmate = { signature: 'student3 of here', partyEmail: rows[0].email };
    const another = await giveConsent(student(3), consent(toClassmate));
    await ask(student(1), 3);
    const names = (await getOwnDisclosureRecord(student(3))).map(({ party }) => party);
    expect(names, 'another student as well, who is the party').toContain('student1 of here');
    await revokeConsent(student(3), { id: another });
  });

  it('is signed off once, and by nobody for the own look', async () => {
    await ask(admin(), 3, { emergency });
    const own = (await openEmergencies(admin())).findLast(({ reviewedAt }) => !reviewedAt);
    const review = { id: own?.id, justified: 'true', review: 'I called the counsellor, who confirmed it.' };
    await expect(reviewEmergency(admin(), review)).rejects.toMatchObject(refused);
    await expect(reviewEmergency(lecturer(), review)).rejects.toMatchObject({ kind: 'not-found' });
    const move = 'UPDATE users SET institution_id = $2 WHERE id = $1';
    await db.owner.query(move, [idOf(3), there.institutionId]);
    const moved = (await openEmergencies(admin())).find(({ id }) => id === own?.id);
    expect(moved, 'whoever has moved since').toMatchObject({ studentName: null, reviewedAt: null });
    await db.owner.query(move, [idOf(3), here.institutionId]);
    const second = viewer(here, secondAdminId, 'ADMIN', 'second');
    await reviewEmergency(second, review);
    await expect(reviewEmergency(second, review)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await openEmergencies(second)).find(({ id }) => id === own?.id)).toMatchObject({
      justified: true,
      reviewerName: 'second',
    });
    await expect(openEmergencies(lecturer())).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is told to the student as what it was found to be', async () => {
    await ask(admin(), 3, { emergency });
    const opened = (await openEmergencies(admin())).findLast(({ reviewedAt }) => !reviewedAt);
    const second = viewer(here, secondAdminId, 'ADMIN', 'second');
    const review = 'Nobody had called the counsellor that day.';
    await reviewEmergency(second, { id: opened?.id, justified: 'false', review });
    const { items } = await getDisclosures(student(3), disclosureQuery.parse({}));
    expect(items.find(({ justification }) => justification === review)).toMatchObject({
      action: 'emergency.unjustified',
      who: 'second',
    });
    await ask(admin(), 3, { emergency });
    const given = await getOwnDisclosureRecord(student(3));
    expect(given.slice(0, 2).map((one) => one.review)).toEqual(['WAITING', 'UNJUSTIFIED']);
    expect(given.map((one) => one.review)).toContain('JUSTIFIED');
    const copied = { studentId: idOf(3), purpose: 'Inspection', justification: 'asked for in a test' };
    const whole = await exportRecord(admin(), copied);
    expect(whole).toMatchObject({ disclosures: given });
  });

  it('waits behind those that have waited longer, and one person opens no more than somebody can review', async () => {
    const waiting = async () => (await openEmergencies(admin())).filter(({ reviewedAt }) => !reviewedAt);
    await ask(admin(), 3, { emergency: { ...emergency, threat: 'the first threat of all that wait' } });
    const before = await waiting();
    expect(before.at(-1)).toMatchObject({ purpose: expect.any(String), justification: expect.any(String) });
    await db.owner.query(
      `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
       SELECT $1, $2, $3, 'x', 'directory', 'one of many threats', 'nobody' FROM generate_series(1, 210)`,
      [idOf(2), here.institutionId, here.adminId],
    );
    const shown = await openEmergencies(admin());
    expect(shown).toHaveLength(200);
    expect(shown.slice(0, before.length)).toEqual(before);
    await expect(ask(admin(), 3, { emergency })).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('wait for a review'),
    });
    await db.owner.query("DELETE FROM emergency_accesses WHERE threat = 'one of many threats'");
    await ask(admin(), 3, { emergency });
  });

  it('cannot be stated in the database in another name or time', async () => {
    const state = (columns: string, values: string) =>
      db.database.transaction(
        { userId: lecturerId, role: 'INSTRUCTOR', institutionId: here.institutionId },
        (tx) =>
          tx.rows(
            statement(
              `test.state-${columns}-${values.length}`,
              `INSERT INTO emergency_accesses (student_id, institution_id, accessor_name, level, threat, recipients, ${columns})
             VALUES ('${idOf(2)}', '${here.institutionId}', 'x', 'full', 'x', 'x', ${values})`,
            ),
          ),
      );
    for (const [columns, values] of [
      ['accessor_id', `'${here.adminId}'`],
      ['accessor_id, opened_at', `'${lecturerId}', now() + interval '1 hour'`],
      ['accessor_id, reviewed_at', `'${lecturerId}', now()`],
    ] as const)
      await expect(state(columns, values), values).rejects.toMatchObject({ code: '42501' });
  });
});

describe('an emergency of a student whose address is all that is known', () => {
  const stated = {
    ...{ scope: 'full', purpose: 'Health or safety emergency', justification: 'A friend called the office.' },
    emergency: { threat: 'The student told a friend of a plan to harm herself.', recipients: 'the police' },
  };
  const open = (who: Viewer | null, address: string, more: object = {}) =>
    openByAddress(who, { ...stated, address, ...more });

  it('opens to staff of the institution who do not teach the student, and to nobody without one', async () => {
    expect(await open(lecturer(), ' Student2@Here.test'.trim())).toMatchObject({
      ground: 'EMERGENCY',
      record: { student: { id: idOf(2) } },
    });
    expect((await openEmergencies(admin())).find(({ reviewedAt }) => !reviewedAt)).toMatchObject({
      accessorId: lecturerId,
      studentId: idOf(2),
    });
    await db.owner.query('DELETE FROM emergency_accesses WHERE accessor_id = $1 AND reviewed_at IS NULL', [
      lecturerId,
    ]);
    for (const more of [{ emergency: undefined }, { emergency: { threat: '', recipients: '' } }])
      await expect(open(lecturer(), 'student2@here.test', more)).rejects.toMatchObject({ kind: 'invalid' });
    for (const who of [student(0), outsider(), viewer(there, there.adminId, 'ADMIN')])
      await expect(open(who, 'student2@here.test')).rejects.toMatchObject(refused);
    await expect(open(null, 'student2@here.test')).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('answers for nobody as for somebody elsewhere, and tells of it', async () => {
    const answers = ['nobody@here.test', 'student0@there.test', 'instructor@here.test'].map((address) =>
      open(lecturer(), address).catch(({ kind, message }) => ({ kind, message })),
    );
    const [first, ...others] = await Promise.all(answers);
    expect(first).toMatchObject(refused);
    for (const other of others) expect(other).toEqual(first);
    const { rows } = await db.owner.query(
      `SELECT details ->> 'unknownAddress' AS told FROM audit_log
       WHERE actor_id = $1 AND outcome = 'DENIED' AND purpose = 'Health or safety emergency' ORDER BY 1`,
      [lecturerId],
    );
    // The address of staff is somebody's here, and that event names them.
    expect(rows.map(({ told }) => told)).toEqual(['nobody@here.test', 'student0@there.test', null]);
  });
});

describe('directory information', () => {
  const directory = { scope: 'directory' };

  it('is for people of the institution, until the student opts out', async () => {
    const answer = await ask(student(3), 0, directory);
    expect(answer.record).toEqual({
      student: { id: idOf(0), name: 'student0 of here', institution: 'here', keepsNamePrivate: false },
    });
    await expect(ask(outsider(), 0, directory)).rejects.toMatchObject(refused);
    await chooseDirectory(student(0), { optedOut: 'true' });
    await expect(ask(student(3), 0, directory)).rejects.toMatchObject(refused);
    await expect(ask(lecturer(), 0, directory)).rejects.toMatchObject(refused);
    const taught = await ask(viewer(here, here.instructorId, 'INSTRUCTOR'), 0, directory);
    expect(taught).toMatchObject({ ground: 'TEACHES_THE_STUDENT', asked: 'directory', level: 'directory' });
    expect(taught.record.student.keepsNamePrivate, 'the teacher is told').toBe(true);
  });

  it('stays closed after the student has left', async () => {
    await db.owner.query('SELECT drop_student($1, $2)', [idOf(0), here.courseId]);
    await expect(ask(student(3), 0, directory)).rejects.toMatchObject(refused);
    await chooseDirectory(student(0), { optedOut: 'false' });
    expect(await ask(student(3), 0, directory)).toMatchObject({
      ground: 'DIRECTORY_INFORMATION',
      notice: expect.stringContaining('directory information'),
    });
  });
});

describe('a record', () => {
  it('stays one when the student becomes staff: for the person, and for administrators', async () => {
    await db.owner.query("UPDATE users SET role = 'INSTRUCTOR' WHERE id = $1", [idOf(2)]);
    const promoted = viewer(here, idOf(2), 'INSTRUCTOR');
    expect(await ask(promoted, 2)).toMatchObject({ ground: 'OWN_RECORD', level: 'full' });
    expect((await ask(promoted, 2)).record.courses).toHaveLength(1);
    expect((await ask(admin(), 2)).record.person?.email).toBe('student2@here.test');
    await expect(ask(promoted, 3)).rejects.toMatchObject(refused);
    const never = viewer(here, lecturerId, 'INSTRUCTOR');
    await expect(
      requestAccess(never, {
        studentId: lecturerId,
        scope: 'full',
        purpose: 'Transfer',
        justification: 'asked for in a test',
      }),
    ).rejects.toMatchObject(refused);
  });

  it('opens to whoever taught the student for 30 days after the class', async () => {
    const teacher = viewer(here, here.instructorId, 'INSTRUCTOR');
    const end = (days: number) =>
      db.owner.query('UPDATE courses SET ends_on = current_date - $2::int WHERE id = $1', [
        here.courseId,
        days,
      ]);
    await end(29);
    expect((await ask(teacher, 3)).ground).toBe('TEACHES_THE_STUDENT');
    await end(31);
    await expect(ask(teacher, 3)).rejects.toMatchObject(refused);
  });
});
