import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer } from '@/lib/access/viewer';
import { addDays, todayIn } from '@/lib/days';
import { giveConsent, revokeConsent } from '../consents/mutations';
import { chooseDirectory } from '../directory/choice';
import { recordCollectionConsent } from '../guardians/collection';
import { endGuardianship, linkGuardian, recordRightsFacts } from '../guardians/mutations';
import { readList } from '../signed-list/signed-list';
import { keepWithdrawals, repeatWithdrawals } from './keep-withdrawals';
import { withdrawalList, withdrawalListFile } from './withdrawal-list';

let db: TestDatabase;
let room: Classroom;
let folder: string;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 4, 'here');
  folder = await mkdtemp(join(tmpdir(), 'syllabase-withdrawals-'));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const admin = () =>
  mintViewer({
    ...{ userId: room.adminId, role: 'ADMIN', institutionId: room.institutionId },
    ...{ displayName: 'Admin', email: null },
  });
const idOf = (n: number) => room.studentIds[n] ?? '';
const student = (n: number) =>
  mintViewer({
    ...{ userId: idOf(n), role: 'STUDENT', institutionId: room.institutionId },
    ...{ displayName: `student${n} of here`, email: null },
  });
const path = () => withdrawalListFile(folder);
const keep = () => keepWithdrawals(db.database, path());
const consent = () =>
  giveConsent(student(0), {
    ...{ records: 'summary', purpose: 'Housing', partyName: 'A landlord' },
    ...{ signature: 'student0 of here', expiresOn: addDays(todayIn('UTC'), 90) },
  });
const guardianship = async (n: number) => {
  const verified = { relationship: 'mother', verification: 'identity card' };
  await linkGuardian(admin(), { studentId: idOf(1), guardianEmail: `student${n}@here.test`, ...verified });
  const { rows } = await db.owner.query('SELECT id FROM guardianships WHERE guardian_id = $1', [idOf(n)]);
  return rows[0]?.id as string;
};
const rowsOf = async (text: string) => (await db.owner.query(text)).rows;
const state = async () => [
  await rowsOf('SELECT revoked_at IS NULL AS counts FROM consents ORDER BY created_at'),
  await rowsOf(
    `SELECT ended_at IS NULL AS counts, collection_agreed_at IS NOT NULL AS agrees FROM guardianships ORDER BY verified_at`,
  ),
  await rowsOf('SELECT opted_out FROM directory_choices'),
  await rowsOf(
    'SELECT disabled_at IS NOT NULL AS rests FROM users WHERE id = (SELECT user_id FROM rights_facts)',
  ),
];
const ended = [
  [{ counts: false }],
  [
    { counts: false, agrees: false },
    { counts: true, agrees: false },
  ],
  [{ opted_out: true }],
  [{ rests: true }],
];

it('what is taken back is put on the list, and taken back again wherever an older state has it', async () => {
  const given = await consent();
  const [mother, father] = [await guardianship(2), await guardianship(3)];
  await recordCollectionConsent(admin(), { id: father, agrees: 'true', how: 'on a signed form' });
  await recordRightsFacts(admin(), {
    ...{
      studentId: idOf(1),
      birthDate: addDays(todayIn('UTC'), -4_000),
      postsecondarySince: '',
      checked: 'yes',
      checkedAbout: `${addDays(todayIn('UTC'), -4_000)} `,
    },
  });
  const [agreed] = await rowsOf(
    'SELECT collection_agreed_at AS at FROM guardianships WHERE collection_agreed_at IS NOT NULL',
  );
  await revokeConsent(student(0), { id: given });
  await endGuardianship(admin(), { id: mother });
  await recordCollectionConsent(admin(), { id: father, agrees: 'false', how: 'on a signed form' });
  await chooseDirectory(student(0), { optedOut: 'true' });
  expect(await keep()).toBe(0);
  const { listed } = await readList(withdrawalList, path());
  expect(listed.map(({ kind, id }) => [kind, id])).toEqual([
    ['CONSENT', given],
    ['GUARDIANSHIP', mother],
    ['COLLECTION', father],
    ['DIRECTORY', idOf(0)],
  ]);
  expect(await state()).toEqual(ended);

  const olderDump = async () => {
    await db.owner.query('UPDATE consents SET revoked_at = NULL');
    await db.owner.query('UPDATE guardianships SET ended_at = NULL');
    await db.owner.query('UPDATE guardianships SET collection_agreed_at = $1 WHERE id = $2', [
      agreed?.at,
      father,
    ]);
    await db.owner.query('UPDATE rights_facts SET collection_suspended_at = NULL');
    await db.owner.query('UPDATE users SET disabled_at = NULL');
    await db.owner.query('DELETE FROM directory_choices');
  };
  await olderDump();
  expect(await keep()).toBe(4);
  expect(await state()).toEqual(ended);
  const moments = await rowsOf(
    `SELECT details ->> 'withdrawnAt' AS at, student_id FROM audit_log WHERE action = 'withdrawal.repeat'`,
  );
  expect(moments.map(({ student_id }) => student_id).sort()).toEqual(
    [idOf(0), idOf(0), idOf(1), idOf(1)].sort(),
  );
  expect(listed.map(({ at }) => at)).toEqual(expect.arrayContaining(moments.map(({ at }) => at)));
  expect(await keep(), 'once is enough').toBe(0);

  await olderDump();
  const before = await readFile(path());
  expect(await repeatWithdrawals(db.database, path()), 'in a database beside the product').toBe(4);
  expect(await state()).toEqual(ended);
  expect(await readFile(path()), 'the list of the one in service').toEqual(before);
});

it('what is given anew stays given', async () => {
  await consent();
  await guardianship(2);
  await chooseDirectory(student(0), { optedOut: 'false' });
  expect(await keep()).toBe(0);
  expect((await state()).slice(0, 3)).toEqual([
    [{ counts: false }, { counts: true }],
    [
      { counts: true, agrees: false },
      { counts: true, agrees: false },
    ],
    [{ opted_out: false }],
  ]);
});

it('what is given anew stays given, though the clock was ahead when it was taken back', async () => {
  const [mother, father] = [idOf(2), idOf(3)];
  const idOfGuardianship = async (guardian: string) =>
    (await db.owner.query('SELECT id FROM guardianships WHERE guardian_id = $1', [guardian])).rows[0]?.id;
  const collection = async (agrees: string) =>
    recordCollectionConsent(admin(), { id: await idOfGuardianship(father), agrees, how: 'on a signed form' });
  await collection('true');
  await collection('false');
  await endGuardianship(admin(), { id: await idOfGuardianship(mother) });
  await chooseDirectory(student(0), { optedOut: 'true' });
  await db.owner.query(
    "UPDATE guardianships SET collection_withdrawn_at = now() + interval '1 day' WHERE collection_withdrawn_at IS NOT NULL",
  );
  await db.owner.query(
    "UPDATE guardianships SET ended_at = now() + interval '1 day' WHERE ended_at IS NOT NULL",
  );
  await db.owner.query("UPDATE directory_choices SET chosen_at = now() + interval '1 day'");
  expect(await keep()).toBe(0);

  await guardianship(2);
  await collection('true');
  await chooseDirectory(student(0), { optedOut: 'false' });
  expect(await keep()).toBe(0);
  expect((await state()).slice(1)).toEqual([
    [
      { counts: true, agrees: true },
      { counts: true, agrees: false },
    ],
    [{ opted_out: false }],
    [{ rests: false }],
  ]);
});

it('one guardian’s word is taken back again by itself, though the other’s still stands', async () => {
  const { rows } = await db.owner.query('SELECT id FROM guardianships WHERE guardian_id = $1', [idOf(2)]);
  const mother = { id: rows[0]?.id };
  await recordCollectionConsent(admin(), { ...mother, agrees: 'true', how: 'on a signed form' });
  const agreed = await rowsOf('SELECT id, collection_agreed_at AS at FROM guardianships');
  await recordCollectionConsent(admin(), { ...mother, agrees: 'false', how: 'on a signed form' });
  expect(await keep()).toBe(0);
  await db.owner.query(
    'UPDATE guardianships SET collection_agreed_at = $2, collection_withdrawn_at = NULL WHERE id = $1',
    [mother.id, agreed.find(({ id }) => id === mother.id)?.at],
  );
  expect(await keep()).toBe(1);
  const [one, other] = (await state())[1] ?? [];
  expect([one, other]).toEqual([
    { counts: true, agrees: true },
    { counts: true, agrees: false },
  ]);
  expect((await state())[3], 'the account of the child').toEqual([{ rests: false }]);
});

it('takes nothing back by a line that it did not write, and tells of it once', async () => {
  const { rows } = await db.owner.query('SELECT id FROM consents WHERE revoked_at IS NULL');
  const line = { kind: 'CONSENT', id: rows[0]?.id, by: null, at: new Date().toISOString() };
  await appendFile(path(), `${JSON.stringify({ ...line, mac: '0'.repeat(64) })}\n`);
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  for (const _again of [1, 2]) expect(await keep()).toBe(0);
  expect(told).toHaveBeenCalledTimes(1);
  told.mockRestore();
  expect(
    await rowsOf("SELECT outcome, details FROM audit_log WHERE action = 'withdrawal.list-refused'"),
  ).toEqual([{ outcome: 'DENIED', details: { lines: 1 } }]);
});
