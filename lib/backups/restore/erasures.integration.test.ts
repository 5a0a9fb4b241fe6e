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
import { erasureListFile, readErasureList } from '@/lib/records/erasure/erasure-list';
import type { Erased } from '@/lib/records/erasure/list-line';
import type { BackupRecord } from '../base/record';
import { inspectRestored } from '../drill/inspect';
import { addKeptErasures } from '../erasures/kept-erasures';
import { BackupSandbox } from '../testing/backup-sandbox';

const box = new BackupSandbox();
let database: Database;
let owner: pg.Client;
let room: Classroom;
let backup: BackupRecord;
let sealed: TrailEpoch | null;
let listed: Erased[];

const event = { action: 'test.happened', objectType: 'test' };
const people =
  "SELECT json_agg(json_build_array(display_name, email) ORDER BY display_name, email) FROM users WHERE role = 'STUDENT'";
const scores = 'SELECT json_agg(display_name) FROM risk_snapshots s JOIN users u ON u.id = s.user_id';
const remaining = [
  ['Former student', null],
  ['Former student', null],
  ['student2 of here', 'student2@here.test'],
];

/** A backup in which three students are, one of them under a hold, and the erasure of two of them afterwards. */
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
  const file = erasureListFile(join(box.sandbox.dataDir, 'audit'));
  const done = await carryOutErasures(database, file, new AbortController().signal);
  expect(done).toEqual({ erased: 2, again: 0, waiting: 0, refused: 0 });
  listed = (await readErasureList(file)).listed;
  expect(await addKeptErasures(box.vault, listed)).toBe(2);
  expect(await addKeptErasures(box.vault, listed), 'known by now').toBe(0);
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

test('a list that was changed is no list: nothing is restored. The one beside the trail will do', async () => {
  const [kept] = await box.vault.storage.list('erasures/');
  const path = join(box.folder, kept?.name ?? '');
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(path, bytes);
  await expect(box.restore(target(), 'changed')).rejects.toThrow(/changed/);
  expect(existsSync(join(box.restoredFolder, 'changed'))).toBe(false);
  await box.vault.storage.remove(kept?.name ?? '');
  const { erased } = await box.restore(target(), 'beside', { erased: listed });
  expect(erased).toBe(2);
});
