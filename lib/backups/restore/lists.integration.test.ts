import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { loadSecrets } from '@/db/embedded/secrets';
import { migrateDatabase } from '@/db/migrate';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { readTrailEpoch, type TrailEpoch } from '@/lib/audit/seal/epoch';
import { sealBatch } from '@/lib/audit/seal/seal';
import { provideSecrets } from '@/lib/env';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { type Erased, erasureList, erasureListFile } from '@/lib/records/erasure/erasure-list';
import { readList } from '@/lib/records/signed-list/signed-list';
import { keepWithdrawals } from '@/lib/records/withdrawals/keep-withdrawals';
import {
  type Withdrawal,
  withdrawalList,
  withdrawalListFile,
} from '@/lib/records/withdrawals/withdrawal-list';
import type { BackupRecord } from '../base/record';
import { inspectRestored } from '../drill/inspect';
import { addKept, keepLists, keptWithdrawals, readKept } from '../kept-lists/kept-lists';
import { folderStorage } from '../storage/folder-storage';
import { BackupSandbox } from '../testing/backup-sandbox';

const box = new BackupSandbox();
let database: Database;
let owner: pg.Client;
let room: Classroom;
let backup: BackupRecord;
let sealed: TrailEpoch | null;
let listed: Erased[];
let withdrawn: Withdrawal[];

const event = { action: 'test.happened', objectType: 'test' };
const people =
  "SELECT json_agg(json_build_array(display_name, email) ORDER BY display_name, email) FROM users WHERE role = 'STUDENT'";
const scores = 'SELECT json_agg(display_name) FROM risk_snapshots s JOIN users u ON u.id = s.user_id';
const remaining = [
  ['Former student', null],
  ['Former student', null],
  ['student2 of here', 'student2@here.test'],
];

/** What the student who stays has given and taken back: signed, linked, agreed to, given out. */
const given = `SELECT json_build_array(
  (SELECT json_agg(json_build_array(purpose, revoked_at IS NULL) ORDER BY purpose) FROM consents),
  (SELECT json_agg(json_build_array(relationship, ended_at IS NULL, collection_agreed_at IS NOT NULL) ORDER BY relationship)
   FROM guardianships),
  (SELECT json_agg(opted_out) FROM directory_choices),
  (SELECT json_agg(disabled_at IS NULL) FROM users WHERE email = 'student2@here.test'))`;
const takenBack = [
  [
    ['Housing', false],
    ['Transfer', true],
  ],
  [
    ['father', true, false],
    ['mother', false, false],
  ],
  [true],
  [false],
];

async function give(studentId: string): Promise<void> {
  const { institutionId, adminId, instructorId } = room;
  await owner.query(
    `INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, signature, signed_on, expires_on)
     SELECT $1, $2, $1, 'summary', p, 'A party', 'x', current_date, current_date + 90 FROM unnest(ARRAY['Housing', 'Transfer']) p`,
    [studentId, institutionId],
  );
  await owner.query(
    `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by,
       collection_agreed_at)
     VALUES ($1, $3, $4, 'mother', 'seen', $2, now()), ($2, $3, $4, 'father', 'seen', $1, now())`,
    [adminId, instructorId, studentId, institutionId],
  );
  await owner.query(
    `INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, current_date - 4000, $2)`,
    [studentId, adminId],
  );
}

async function takeBack(studentId: string): Promise<void> {
  await owner.query("UPDATE consents SET revoked_at = now() WHERE purpose = 'Housing'");
  await owner.query(
    "UPDATE guardianships SET ended_at = now(), collection_agreed_at = NULL WHERE relationship = 'mother'",
  );
  await owner.query(
    "UPDATE guardianships SET collection_agreed_at = NULL, collection_withdrawn_at = now() WHERE relationship = 'father'",
  );
  await owner.query('UPDATE rights_facts SET collection_suspended_at = now() WHERE user_id = $1', [
    studentId,
  ]);
  await owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [studentId]);
  await owner.query('INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)', [
    studentId,
  ]);
}

/** A backup in which three students are, one of them under a hold; afterwards two are erased, and the third takes back what it gave. */
beforeAll(async () => {
  const { ownerUrl } = await box.start();
  const { appPassword, authSecret, masterKey } = loadSecrets(box.sandbox.dataDir);
  provideSecrets({ AUTH_SECRET: authSecret, MASTER_KEY: masterKey });
  const { appUrl } = await migrateDatabase({ ownerUrl, appPassword });
  database = openDatabase(appUrl, 2);
  owner = new pg.Client(ownerUrl);
  await owner.connect();
  room = await createClassroom(owner, 3, 'here');
  const { institutionId, adminId, courseId, studentIds } = room;
  await owner.query(
    `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
     SELECT id, $2, '2026-01-05', 1, '[]', '{}', 1 FROM unnest($1::uuid[]) id`,
    [studentIds, courseId],
  );
  await owner.query(
    `INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name) VALUES ($1, $2, 'a case', $3, 'Admin')`,
    [institutionId, studentIds[1], adminId],
  );
  const [, , staying = ''] = studentIds;
  await give(staying);
  await asSystem((tx) => appendAudit(tx, null, event), database);
  await asSystem((tx) => sealBatch(tx), database);
  sealed = await asSystem(readTrailEpoch, database);
  backup = await box.backUp();

  await owner.query('UPDATE legal_holds SET released_at = now(), released_by = $1', [adminId]);
  await owner.query('SELECT drop_student(id, $2) FROM unnest($1::uuid[]) id', [
    studentIds.slice(0, 2),
    courseId,
  ]);
  await owner.query(
    `INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_by, decided_at)
     SELECT id, $2, id, 'APPROVED', $3, now() FROM unnest($1::uuid[]) id`,
    [studentIds.slice(0, 2), institutionId, adminId],
  );
  const folder = join(box.sandbox.dataDir, 'audit');
  const file = erasureListFile(folder);
  const done = await carryOutErasures(database, file, new AbortController().signal);
  expect(done).toEqual({ erased: 2, again: 0, waiting: 0, refused: 0 });
  await takeBack(staying);
  expect(await keepWithdrawals(database, withdrawalListFile(folder)), 'as it was taken back').toBe(0);
  listed = (await readList(erasureList, file)).listed;
  withdrawn = (await readList(withdrawalList, withdrawalListFile(folder))).listed;
  expect(withdrawn.map(({ kind }) => kind)).toEqual(['CONSENT', 'GUARDIANSHIP', 'COLLECTION', 'DIRECTORY']);
  expect(await keepLists(box.vault, folder)).toBe(6);
  expect(await keepLists(box.vault, folder), 'known by now').toBe(0);
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await box.remove();
});

const target = () => ({ kind: 'backup', id: backup.id }) as const;

test('who was erased after the backup is erased in what is restored, before anybody can look at it', async () => {
  let seen: unknown;
  const report = await box.restore(target(), 'before', {
    inspect: async ({ ownerUrl }) => {
      seen = await box.sql(people, ownerUrl);
      await inspectRestored(ownerUrl, 'the restored database');
    },
  });
  expect(seen).toEqual(remaining);
  expect(report.erased).toBe(2);
  expect(await box.ask(report.into, people)).toEqual(remaining);
  expect(await box.ask(report.into, scores)).toEqual(['student2 of here']);
  const told =
    "SELECT count(*)::int FROM audit_log WHERE action = 'erasure.carry-out' AND student_id IS NOT NULL";
  expect(await box.ask(report.into, told)).toBe(2);
  expect(sealed).toMatchObject({ rows: 1, checkpoint: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(report, 'where the restored trail goes on from').toMatchObject({ trail: sealed, timeline: 2 });
});

test('what was taken back after the backup is taken back in what is restored, and the trail tells of it', async () => {
  let seen: unknown;
  const report = await box.restore(target(), 'taken-back', {
    inspect: async ({ ownerUrl }) => {
      seen = await box.sql(given, ownerUrl);
      await inspectRestored(ownerUrl, 'the restored database');
    },
  });
  expect(seen).toEqual(takenBack);
  expect(report.withdrawn).toBe(4);
  const told = `SELECT json_agg(json_build_array(object_type, student_id, institution_id, details ? 'withdrawnAt') ORDER BY object_type)
    FROM audit_log WHERE action = 'withdrawal.repeat'`;
  const about = [room.studentIds[2], room.institutionId, true];
  expect(await box.ask(report.into, told)).toEqual([
    ['consent', ...about],
    ['directory choice', ...about],
    ['guardianship', ...about],
    ['guardianship', ...about],
  ]);
});

test('where many files would lie in the vault, one takes in the others and nothing of them is lost', async () => {
  const vault = { ...box.vault, storage: folderStorage(join(box.restoredFolder, 'many')) };
  const moments = Array.from({ length: 55 }, (_, n) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString());
  const many = moments.map((at) => ({ kind: 'CONSENT' as const, id: room.adminId, by: null, at }));
  for (const one of many) expect(await addKept(vault, keptWithdrawals, [one])).toBe(1);
  expect(await readKept(vault, keptWithdrawals)).toEqual(expect.arrayContaining(many));
  expect((await vault.storage.list('withdrawals/')).length).toBeLessThan(10);
});

test('a list that was changed is no list: nothing is restored. The one beside the trail will do', async () => {
  const [kept] = await box.vault.storage.list('erasures/');
  const path = join(box.folder, kept?.name ?? '');
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(path, bytes);
  await expect(box.restore(target(), 'changed')).rejects.toThrow(/changed/);
  expect(existsSync(join(box.restoredFolder, 'changed'))).toBe(false);
  await box.vault.storage.remove(kept?.name ?? '');
  const { erased } = await box.restore(target(), 'beside', { lists: { erased: listed, withdrawn } });
  expect(erased).toBe(2);
});
