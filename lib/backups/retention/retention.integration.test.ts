import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { pruneArchivesByPolicy } from '../archives/prune-archives';
import { type ArchiveRecord, recordFile } from '../archives/record';
import { readBackupOverview } from '../overview';
import { readKeeping } from '../prune/keeping';
import { retention } from '../prune/policy';
import { backupKey } from '../seal/keys';
import { folderStorage } from '../storage/folder-storage';
import { putJson, type Vault } from '../vault';
import { clearRetention, setRetention } from './own-retention';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
const folder = mkdtempSync(join(tmpdir(), 'syllabase-retention-'));
const vault: Vault = { storage: folderStorage(folder), key: backupKey(process.env.MASTER_KEY) };
const day = 86_400_000;

beforeAll(async () => {
  db = await testDatabase();
  [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const viewer = ({ institutionId, adminId }: Classroom, role: Role = 'ADMIN') =>
  mintViewer({ userId: adminId, role, institutionId, displayName: 'Ada', email: null });
const overviewOf = ({ institutionId, adminId }: Classroom) =>
  db.database.transaction({ userId: adminId, role: 'ADMIN', institutionId }, readBackupOverview);
const wish = { label: 'Records schedule 2026', everyDays: '60', anyMomentDays: '200', years: '9' };

test('of the installation and all institutions the longest is in force; each sees its own wish alone', async () => {
  expect((await readKeeping(db.database)).policy).toEqual(retention);
  await setRetention(viewer(north), wish);
  await setRetention(viewer(south), { ...wish, label: 'Board, 3 March', everyDays: '40', years: '8' });
  const days = { everyDays: 60, anyMomentDays: 365, monthlyDays: 9 * 365 };
  expect((await readKeeping(db.database)).policy).toMatchObject(days);
  for (const [room, label, years] of [
    [north, 'Records schedule 2026', 9],
    [south, 'Board, 3 March', 8],
  ] as const) {
    const { ownRetention, retention: inForce, rules } = await overviewOf(room);
    expect(ownRetention).toMatchObject({ label, years, setterName: 'Ada' });
    expect(inForce).toEqual(days);
    expect(rules[0]).toMatchObject({ keptFor: '60 days', insteadOf: '30 days' });
  }
});

test('others may not set it, and nonsense is refused with the field it is about', async () => {
  for (const role of ['STUDENT', 'INSTRUCTOR'] as const) {
    await expect(setRetention(viewer(north, role), wish)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(clearRetention(viewer(north, role), {})).rejects.toMatchObject({ kind: 'not-found' });
  }
  await expect(setRetention(null, wish)).rejects.toMatchObject({ kind: 'unauthenticated' });
  for (const [field, value] of [
    ['everyDays', '0'],
    ['anyMomentDays', '1.5'],
    ['years', '101'],
    ['years', 'ten'],
    ['label', 'x'],
  ] as const)
    await expect(setRetention(viewer(north), { ...wish, [field]: value })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { [field]: expect.any(String) },
    });
});

test('nobody writes it for another institution, whatever the product asks', async () => {
  const { institutionId, adminId } = north;
  const writing = db.database.transaction({ userId: adminId, role: 'ADMIN', institutionId }, (tx) =>
    tx.rows(
      statement(
        'test.foreign-retention',
        `INSERT INTO backup_retentions (institution_id, label, every_days, any_moment_days, monthly_days, set_by, setter_name)
         VALUES ($1, 'mine', 1, 1, 1, $2, 'x') ON CONFLICT (institution_id) DO UPDATE SET label = excluded.label`,
      ),
      [south.institutionId, adminId],
    ),
  );
  await expect(writing).rejects.toThrow(/row-level security/);
});

test('pruning goes by it, and keeps everything while a record is protected', async () => {
  for (const days of [3_400, 3_000, 2_600, 1]) {
    const takenAt = new Date(Date.now() - days * day).toISOString();
    const record: ArchiveRecord = {
      format: 1,
      id: `of-${days}`,
      takenAt,
      endedAt: takenAt,
      serverVersion: '18.4',
      schema: { tag: '0030', hash: 'x', createdAt: 1 },
      tables: [],
      trailMonths: [],
      sequences: [],
      keys: { masterKeys: [], dataKeys: [] },
      dataClasses: [],
      leftOut: [],
    };
    await putJson(vault, recordFile(record.id), record);
  }
  const prune = () => pruneArchivesByPolicy(db.database, 'a test', vault);
  await db.owner.query(
    "INSERT INTO legal_holds (institution_id, reason, placed_by, placer_name) VALUES ($1, 'a case', $2, 'x')",
    [south.institutionId, south.adminId],
  );
  expect((await readKeeping(db.database)).isProtected).toBe(true);
  expect(await prune()).toBe(0);
  await db.owner.query('UPDATE legal_holds SET released_at = now(), released_by = placed_by');
  expect(await prune(), 'nine years, for the north').toBe(1);
  await clearRetention(viewer(north), {});
  expect(await prune(), 'eight years, for the south').toBe(1);
  await clearRetention(viewer(south), {});
  await expect(clearRetention(viewer(south), {})).rejects.toMatchObject({ kind: 'not-found' });
  expect(await prune(), 'seven years, for the installation').toBe(1);
  expect(await prune(), 'the newest stays').toBe(0);
});

test('each change is in the trail with what was asked for before, and each pruning with its policy', async () => {
  const { rows } = await db.owner.query<{ action: string; details: object }>(
    `SELECT action, details FROM audit_log WHERE action LIKE 'backup.retention.%' AND institution_id = $1
     ORDER BY occurred_at`,
    [north.institutionId],
  );
  const [label, days] = [
    'Records schedule 2026',
    { everyDays: 60, anyMomentDays: 200, monthlyDays: 9 * 365 },
  ];
  const before = `${label}: every backup for 60 days, any second for 200 days, one backup and one archive a month for 9 years`;
  expect(rows).toEqual([
    { action: 'backup.retention.set', details: { label, ...days, before: null } },
    { action: 'backup.retention.clear', details: { before } },
  ]);
  const pruned = await db.owner.query<{ policy: string }>(
    "SELECT summary->>'policy' AS policy FROM backup_runs WHERE kind = 'PRUNE' ORDER BY started_at",
  );
  expect(pruned.rows.map(({ policy }) => policy.slice(-7))).toEqual(['9 years', '8 years', '7 years']);
});
