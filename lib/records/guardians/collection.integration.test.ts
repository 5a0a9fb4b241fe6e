import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';

import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { todayIn } from '@/lib/days';
import { openChildChoices } from './child-file';
import { answerCollection, recordCollectionConsent } from './collection';
import { endGuardianship, linkGuardian, recordRightsFacts } from './mutations';
import { settleCollections } from './settle-collections';

let db: TestDatabase;
let here: Classroom;
let elsewhere: Classroom;
const guardians: Record<string, Viewer> = {};

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 3, 'here');
  elsewhere = await createClassroom(db.owner, 1, 'elsewhere');
  for (const name of ['mother', 'father', 'stranger']) guardians[name] = await account(name);
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await db.owner.query('DELETE FROM guardianships');
  await db.owner.query('UPDATE rights_facts SET collection_suspended_at = NULL');
  await db.owner.query('UPDATE users SET disabled_at = NULL');
  for (const name of ['mother', 'father']) await link(name);
  await aged(9);
});

async function account(name: string): Promise<Viewer> {
  const { rows } = await db.owner.query<{ id: string }>(
    "INSERT INTO users (email, role, institution_id, display_name) VALUES ($1, 'STUDENT', $2, $3) RETURNING id",
    [`${name}@here.test`, here.institutionId, name],
  );
  return as(here, rows[0]?.id ?? '', 'STUDENT', name);
}
const as = ({ institutionId }: Classroom, userId: string, role: Role, displayName: string = role) =>
  mintViewer({ userId, role, institutionId, displayName, email: null });
const admin = () => as(here, here.adminId, 'ADMIN');
const child = () => here.studentIds[0] ?? '';
const person = (name: string): Viewer => guardians[name] ?? admin();
const link = (name: string) =>
  linkGuardian(admin(), {
    studentId: child(),
    guardianEmail: `${name}@here.test`,
    relationship: name,
    verification: 'identity card and birth certificate',
  });
const aged = (years: number, postsecondarySince = '') =>
  recordRightsFacts(admin(), {
    studentId: child(),
    birthDate: `${Number(todayIn('UTC').slice(0, 4)) - years}-01-01`,
    postsecondarySince,
    checked: 'yes',
    checkedAbout: `${Number(todayIn('UTC').slice(0, 4)) - years}-01-01 ${postsecondarySince}`,
  });
const answer = (name: string, agrees: boolean, signature = name) =>
  answerCollection(person(name), { studentId: child(), agrees: String(agrees), signature });
const state = async () => {
  const { rows } = await db.owner.query<{ rests: boolean; told: boolean }>(
    `SELECT u.disabled_at IS NOT NULL AS rests, f.collection_suspended_at IS NOT NULL AS told
     FROM users u JOIN rights_facts f ON f.user_id = u.id WHERE u.id = $1`,
    [child()],
  );
  return rows[0];
};
const resting = { rests: true, told: true };
const awake = { rests: false, told: false };

it('asks before rights pass or an account rests by a date that may be mistyped', async () => {
  const dates = { studentId: here.studentIds[1], postsecondarySince: '' };
  const born = (years: number) => `${Number(todayIn('UTC').slice(0, 4)) - years}-01-01`;
  const record = (years: number, checked = '', about = years) =>
    recordRightsFacts(admin(), {
      ...dates,
      birthDate: born(years),
      checked,
      checkedAbout: `${born(about)} `,
    });
  const kept = async () => {
    const { rows } = await db.owner.query(
      'SELECT birth_date::text AS day FROM rights_facts WHERE user_id = $1',
      [dates.studentId],
    );
    return rows;
  };
  await record(30);
  await expect(record(15)).rejects.toMatchObject({
    kind: 'invalid',
    fields: { checked: expect.stringContaining('a guardian would hold the rights') },
  });
  await expect(record(11)).rejects.toMatchObject({
    fields: { checked: expect.stringMatching(/a guardian would hold.*nobody could sign in/) },
  });
  expect(await kept(), 'as before').toEqual([{ day: `${Number(todayIn('UTC').slice(0, 4)) - 30}-01-01` }]);
  await expect(record(11, 'yes', 15), 'about another day').rejects.toMatchObject({
    fields: { checked: expect.stringContaining('nobody could sign in') },
  });
  expect(await record(15, 'yes')).toMatchObject({ passed: 'GUARDIAN' });
  await expect(record(30)).rejects.toMatchObject({
    fields: { checked: expect.stringContaining('guardians would see the record no more') },
  });
  await db.owner.query('DELETE FROM rights_facts WHERE user_id = $1', [dates.studentId]);
});

it('lets the second of two who record dates at once read what the first has recorded', async () => {
  const studentId = here.studentIds[1];
  const day = (years: number) => `${Number(todayIn('UTC').slice(0, 4)) - years}-01-01`;
  const record = (years: number, checked: string) =>
    recordRightsFacts(admin(), {
      ...{ studentId, birthDate: day(years), postsecondarySince: '' },
      ...{ checked, checkedAbout: `${day(years)} ` },
    });
  await record(15, 'yes');
  const holder = new pg.Client({ connectionString: db.ownerUrl });
  await holder.connect();
  await holder.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [studentId]);
  const waiting = (many: number) =>
    vi.waitFor(async () => {
      const { rows } = await db.owner.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      expect(rows).toHaveLength(many);
    });
  const first = record(30, 'yes');
  await waiting(1);
  const second = record(14, '').catch((error: unknown) => error);
  await waiting(2);
  await holder.query('COMMIT');
  await holder.end();
  expect(await first).toMatchObject({ passed: 'STUDENT' });
  expect(await second).toMatchObject({
    fields: { checked: expect.stringContaining('a guardian would hold') },
  });
  await db.owner.query('DELETE FROM rights_facts WHERE user_id = $1', [studentId]);
});

it('wakes the account of a child when a guardian signs, and lets it rest when nobody agrees any more', async () => {
  expect(await state()).toEqual(resting);
  expect((await openChildChoices(person('mother'), child())).collection).toMatchObject({
    agreedAt: null,
    rests: true,
  });
  await expect(answer('mother', true, 'father')).rejects.toMatchObject({
    kind: 'invalid',
    fields: { signature: 'Sign with your name as it stands in your account: mother.' },
  });
  expect(await state()).toEqual(resting);
  expect(await answer('mother', true, ' MOTHER ')).toMatchObject({ rests: false });
  expect(await state()).toEqual(awake);
  expect(await answer('father', true)).toMatchObject({ rests: false });
  expect((await openChildChoices(person('father'), child())).collection).toMatchObject({
    agreedAt: expect.any(String),
    rests: false,
  });
  expect(await answer('mother', false, '')).toMatchObject({ rests: false });
  expect(await answer('father', false, '')).toMatchObject({ rests: true });
  expect(await state()).toEqual(resting);
});

it('tells the trail who said so, and nothing of an answer that changes nothing', async () => {
  const told = async () =>
    (
      await db.owner.query(
        `SELECT actor_name, action, justification, details FROM audit_log
         WHERE object_id = $1::text AND action LIKE 'user.%' OR student_id = $1::uuid AND action = 'guardian.collection'
         ORDER BY occurred_at DESC LIMIT 3`,
        [child()],
      )
    ).rows;
  await answer('mother', true);
  await answer('mother', true);
  const signed = {
    actor_name: 'mother',
    action: 'guardian.collection',
    justification: 'Signed in, and signed “mother”',
    details: { agrees: true },
  };
  const [woken, before] = await told();
  expect(woken).toMatchObject({ actor_name: null, details: { reason: 'a guardian agrees' } });
  expect(before).toEqual(signed);
  await answer('mother', false);
  const [rested, taken] = await told();
  expect(rested).toMatchObject({ actor_name: null, action: 'user.disable' });
  expect(taken).toMatchObject({ justification: 'Signed in', details: { agrees: false } });
});

it('is asked of who holds the rights in the record of a child under 13, and of nobody else', async () => {
  const refused = { kind: 'not-found' };
  const strangers = [
    person('stranger'),
    admin(),
    as(here, child(), 'STUDENT'),
    as(here, here.studentIds[1] ?? '', 'STUDENT'),
    as(here, here.instructorId, 'INSTRUCTOR'),
    as(elsewhere, elsewhere.adminId, 'ADMIN'),
  ];
  const agreeing = (signature: string) => ({ studentId: child(), agrees: 'true', signature });
  for (const who of strangers)
    await expect(answerCollection(who, agreeing(who.displayName)), who.displayName).rejects.toMatchObject(
      refused,
    );
  await aged(14);
  await expect(answer('mother', true)).rejects.toMatchObject(refused);
  expect((await openChildChoices(person('mother'), child())).collection).toBeNull();
  await aged(12, '2026-01-01');
  await expect(answer('mother', true), 'the rights have passed').rejects.toMatchObject(refused);
  await aged(9);
  const { rows } = await db.owner.query<{ id: string }>(
    'SELECT id FROM guardianships WHERE guardian_id = $1',
    [person('mother').userId],
  );
  await endGuardianship(admin(), { id: rows[0]?.id });
  await expect(answer('mother', true), 'guardian no more').rejects.toMatchObject(refused);
  expect(await state()).toEqual(resting);
});

it('is all of a guardianship that its guardian writes, past the product too', async () => {
  const write = (name: string, set: string) => {
    const { userId, role, institutionId } = person(name);
    return db.database.transaction({ userId, role, institutionId }, (tx) =>
      tx.rows(
        statement(
          `test.write-${set.length}`,
          `UPDATE guardianships SET ${set} WHERE student_id = $1 RETURNING 1`,
        ),
        [child()],
      ),
    );
  };
  for (const set of [
    'ended_at = now()',
    "relationship = 'owner'",
    'verified_at = now()',
    "collection_agreed_at = now() - interval '1 day'",
    "collection_withdrawn_at = '2020-01-01'",
    "collection_agreed_at = '2099-01-01'",
    "collection_agreed_at = 'infinity'",
    'collection_withdrawn_at = now()',
    'collection_agreed_at = now(), collection_withdrawn_at = now()',
    "collection_agreed_at = now(), verification = 'none'",
  ])
    await expect(write('mother', set), set).rejects.toMatchObject({ code: '42501' });
  expect(await write('stranger', 'collection_agreed_at = now()')).toEqual([]);
  expect(await write('mother', 'collection_agreed_at = now()')).toHaveLength(1);
  await expect(write('mother', 'collection_agreed_at = NULL'), 'untold').rejects.toMatchObject({
    code: '42501',
  });
  await answer('mother', false);
  await expect(write('mother', 'collection_withdrawn_at = NULL')).rejects.toMatchObject({
    code: '42501',
  });
  await aged(20);
  expect(await write('mother', 'collection_agreed_at = now()'), 'the rights have passed').toEqual([]);
});

it('is settled by the worker where the process ended in between', async () => {
  const settle = () => settleCollections(db.database, new AbortController().signal);
  const says = async (agrees: boolean) => {
    await db.owner.query(
      `UPDATE guardianships SET collection_agreed_at = CASE WHEN $2 THEN now() END,
         collection_withdrawn_at = CASE WHEN $2 THEN collection_withdrawn_at ELSE now() END WHERE guardian_id = $1`,
      [person('mother').userId, agrees],
    );
  };
  await says(true);
  expect([await settle(), await state()]).toEqual([1, awake]);
  await says(false);
  expect([await settle(), await state()]).toEqual([1, resting]);
  expect(await settle()).toBe(0);
});

it('leaves the account as the last word has it, however many speak at once', async () => {
  const agreeing =
    'SELECT count(collection_agreed_at) > 0 AS agrees FROM guardianships WHERE student_id = $1 AND ended_at IS NULL';
  for (let round = 0; round < 12; round++) {
    await Promise.all([
      answer('mother', true),
      answer('mother', round % 2 === 0),
      answer('father', round % 3 === 0),
      answer('mother', false),
    ]);
    const { rows } = await db.owner.query<{ agrees: boolean }>(agreeing, [child()]);
    expect(await state(), `round ${round}`).toEqual(rows[0]?.agrees ? awake : resting);
  }
});

it('rests where the guardianship ends while the guardian agrees, and waits for whoever changes the account meanwhile', async () => {
  const { rows } = await db.owner.query<{ id: string; name: string }>(
    'SELECT g.id, u.display_name AS name FROM guardianships g JOIN users u ON u.id = g.guardian_id',
  );
  await Promise.all(
    rows.map(({ id, name }) => Promise.allSettled([answer(name, true), endGuardianship(admin(), { id })])),
  );
  expect(await state()).toEqual(resting);
  await link('mother');
  const roster = new pg.Client({ connectionString: db.ownerUrl });
  await roster.connect();
  await roster.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await roster.query('BEGIN');
  await roster.query('UPDATE users SET updated_at = now() WHERE id = $1', [child()]);
  const answered = answer('mother', true);
  const isWaiting = async () => {
    const { rows } = await db.owner.query(
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%records.hold-account%'",
    );
    expect(rows).toHaveLength(1);
  };
  await vi.waitFor(isWaiting, 5_000);
  await roster.query('UPDATE rights_facts SET collection_suspended_at = NULL WHERE user_id = $1', [child()]);
  await roster.query('COMMIT');
  await roster.end();
  expect(await answered).toEqual({ rests: false, woken: false });
  expect(await state(), 'disabled for another reason meanwhile').toEqual({ rests: true, told: false });
});

it('wakes nobody who was disabled for another reason', async () => {
  await db.owner.query('UPDATE rights_facts SET collection_suspended_at = NULL');
  expect(await answer('mother', true)).toMatchObject({ rests: false });
  expect(await state()).toEqual({ rests: true, told: false });
  await answer('mother', false);
  expect(await state()).toEqual({ rests: true, told: false });
});

it('counts whichever of guardian and administrator spoke last', async () => {
  await answer('mother', true);
  const { rows } = await db.owner.query<{ id: string }>(
    'SELECT id FROM guardianships WHERE guardian_id = $1',
    [person('mother').userId],
  );
  await recordCollectionConsent(admin(), { id: rows[0]?.id, agrees: 'false', how: 'by a letter' });
  expect(await state()).toEqual(resting);
  await answer('mother', true);
  expect(await state()).toEqual(awake);
});
