import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer } from '@/lib/access/viewer';
import { baseFolder } from './base/record';
import { inspectRestored } from './drill/inspect';
import { readBackupHealth } from './health';
import { noteArchive, noteArchiveFault, noteStorage } from './note-storage';
import { recordRun } from './runs';
import { backupKey } from './seal/keys';
import { readBackupState } from './state';
import { folderStorage } from './storage/folder-storage';
import { backupRecord } from './testing/backup-record';
import { putJson, type Vault } from './vault';

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'syllabase-vault-'));
const vault: Vault = { storage: folderStorage(folder), key: backupKey(process.env.MASTER_KEY) };
const kept = backupRecord({ id: 'kept', endedAt: '2026-11-26T03:00:00.000Z' });
const pruned = backupRecord({ id: 'pruned', endedAt: '2026-11-25T03:00:00.000Z' });
const recordName = (id: string) => `${baseFolder('7', id)}/backup.json`;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateAs = (role: 'SYSTEM' | 'ADMIN' | 'INSTRUCTOR' | 'STUDENT') =>
  db.database.transaction({ userId: null, role, institutionId: null }, readBackupState);

test('before anything was archived, only a fault is known, and told', async () => {
  await noteArchiveFault(db.database, 'no space left on device');
  await noteArchiveFault(db.database, 'the disk is read-only');
  expect((await stateAs('ADMIN')).archive).toMatchObject({
    coveredUntil: null,
    fault: 'the disk is read-only',
  });
});

test('the table follows the storage, secrets left out; administrators see it, others nothing', async () => {
  await putJson(vault, recordName('kept'), kept);
  await putJson(vault, recordName('pruned'), pruned);
  await noteStorage(db.database, vault);
  expect((await stateAs('ADMIN')).backups.map(({ id }) => id)).toEqual(['kept', 'pruned']);
  await vault.storage.remove(recordName('pruned'));
  await noteStorage(db.database, vault);
  await noteStorage(db.database, vault);
  const until = '2026-11-26T03:20:00.000Z';
  const place = { systemId: '7', timeline: 1, from: '0/3000000', lsn: '0/4000000' };
  await noteArchive(db.database, { ...place, until });
  const state = await stateAs('ADMIN');
  expect(state.restorable).toEqual([{ from: kept.endedAt, until }]);
  expect(state.archive).toMatchObject({ lsn: '0/4000000', coveredUntil: until, fault: null });
  expect(JSON.stringify(state)).not.toContain('Password');
  for (const role of ['INSTRUCTOR', 'STUDENT'] as const) {
    const { backups, archive, runs } = await stateAs(role);
    expect([backups, archive, runs]).toEqual([[], null, []]);
  }
});

test('log behind a hole covers nothing, however young the hole is', async () => {
  const until = '2026-11-26T03:20:00.000Z';
  const note = (from: string) =>
    noteArchive(db.database, { systemId: '7', timeline: 1, from, lsn: '0/5000000', until });
  await note('0/4000000');
  expect((await stateAs('ADMIN')).restorable).toEqual([{ from: kept.endedAt, until: kept.endedAt }]);
  await note('0/3000000');
  expect((await stateAs('ADMIN')).restorable).toEqual([{ from: kept.endedAt, until }]);
});

test('a record that cannot be read is told with its reason, and nothing of it can be restored', async () => {
  const path = join(folder, recordName('kept'));
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  await noteStorage(db.database, vault);
  const state = await stateAs('ADMIN');
  expect(state.backups).toEqual([]);
  expect(state.unreadable).toEqual([
    { id: 'kept', damage: expect.stringContaining('backup.json: was cut off') },
  ]);
  expect(state.alarms.map(({ code }) => code)).toContain('backup-damaged');
  writeFileSync(path, whole);
  await noteStorage(db.database, vault);
  expect(await stateAs('ADMIN')).toMatchObject({ backups: [{ id: 'kept' }], unreadable: [] });
});

test('every backup is shown, however many there are', async () => {
  const insert = `INSERT INTO backups (id, system_id, timeline, started_at, ended_at, verified_at, schema_version, files,
     plain_bytes, stored_bytes, covered_until)
   SELECT 'old-' || n, '7', 1, at, at, at, 'x', 1, 1, 1, at FROM (
     SELECT n, timestamptz '2026-11-01' - n * interval '1 day' AS at FROM generate_series(1, 150) n) old`;
  await db.owner.query(insert);
  const { backups } = await stateAs('ADMIN');
  expect(backups).toHaveLength(151);
  await db.owner.query("DELETE FROM backups WHERE id LIKE 'old-%'");
});

test('a run is kept with its end, and in the trail, also where it failed', async () => {
  const run = { kind: 'DRILL', by: 'schedule' } as const;
  await recordRun(
    db.database,
    run,
    async () => 3,
    (segments) => ({ segments }),
  );
  const failing = async () => {
    throw new Error('no space left');
  };
  await expect(recordRun(db.database, run, failing, () => ({}))).rejects.toThrow('no space left');
  const { runs, lastDrill, alarms } = await asSystem(readBackupState, db.database);
  expect(runs.map(({ status, fault }) => [status, fault])).toEqual([
    ['FAILED', 'no space left'],
    ['DONE', null],
  ]);
  expect(runs[1]?.summary).toEqual({ by: 'schedule', segments: 3 });
  expect(lastDrill?.status).toBe('FAILED');
  expect(alarms.map(({ title }) => title)).toContain('The last drill could not restore the newest backup');
  const { rows } = await db.owner.query(
    "SELECT outcome, details->>'by' AS by FROM audit_log WHERE action = 'backup.drill'",
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { outcome: 'ALLOWED', by: 'schedule' },
      { outcome: 'FAILED', by: 'schedule' },
    ]),
  );
});

test('a run whose process was killed is told as interrupted once the next one is done', async () => {
  const killed = (kind: string) =>
    db.owner.query("INSERT INTO backup_runs (kind, started_at) VALUES ($1, now() - interval '1 hour')", [
      kind,
    ]);
  await killed('BACKUP');
  await killed('RESTORE');
  await recordRun(
    db.database,
    { kind: 'BACKUP', by: 'schedule' },
    async () => 1,
    () => ({}),
  );
  const { runs, alarms } = await asSystem(readBackupState, db.database);
  const newest = runs.filter(({ kind }) => kind !== 'DRILL').map(({ kind, status }) => [kind, status]);
  expect(newest).toHaveLength(3);
  expect(newest).toEqual(
    expect.arrayContaining([
      ['BACKUP', 'DONE'],
      ['BACKUP', 'FAILED'],
      ['RESTORE', 'RUNNING'],
    ]),
  );
  expect(runs.find(({ kind, status }) => kind === 'BACKUP' && status === 'FAILED')?.fault).toContain(
    'interrupted',
  );
  expect(alarms.map(({ code }) => code)).not.toContain('backup-failed');
});

test('health is one word for everybody, and names alarms to administrators alone', async () => {
  const person = { userId: randomUUID(), institutionId: randomUUID(), displayName: 'X', email: null };
  expect(await readBackupHealth(null)).toEqual({ state: 'critical' });
  for (const role of ['STUDENT', 'INSTRUCTOR'] as const)
    expect(await readBackupHealth(mintViewer({ ...person, role }))).toEqual({ state: 'critical' });
  const { alarms } = await readBackupHealth(mintViewer({ ...person, role: 'ADMIN' }));
  expect(alarms).toContain('drill-failed');
  expect(JSON.stringify(alarms)).not.toContain('no space left');
});

test('the newest archive is told by its age, and a failed attempt as an alarm, as it was and not as what is removed', async () => {
  const administrator = mintViewer({
    userId: randomUUID(),
    institutionId: randomUUID(),
    displayName: 'X',
    email: null,
    role: 'ADMIN',
  });
  expect((await readBackupHealth(administrator)).archives).toEqual({
    ageDays: null,
    mayBeDays: 3,
    lastRun: null,
  });
  await db.owner.query(
    `INSERT INTO logical_archives (id, taken_at, ended_at, server_version, schema_version, tables, row_count, plain_bytes,
       stored_bytes, data_classes, data_keys, master_keys, removed_at)
     SELECT id, now() - age, now() - age, '18', '0030', 1, 1, 1, 1, '{}', 0, '{}', removed
     FROM (VALUES ('old', interval '50 days', NULL::timestamptz), ('new', interval '1 day', now())) a (id, age, removed)`,
  );
  await expect(
    recordRun(
      db.database,
      { kind: 'ARCHIVE', by: 'schedule' },
      async () => {
        throw new Error('no space left');
      },
      () => ({}),
    ),
  ).rejects.toThrow();
  const { logical, alarms } = await asSystem(readBackupState, db.database);
  expect(Math.round((Date.now() - Date.parse(logical.takenAt ?? '')) / 86_400_000)).toBe(50);
  expect(logical.lastRun).toMatchObject({ status: 'FAILED', fault: 'no space left' });
  expect(alarms.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['logical-archive-failed', 'logical-archive-old']),
  );
});

test('a sound database passes the inspection of a drill and stays as it is; one that lacks a migration does not', async () => {
  const found = await inspectRestored(db.ownerUrl, 'kept');
  expect(found.tables).toBeGreaterThan(20);
  expect(found.indexes).toBeGreaterThan(50);
  expect(found.migrations).toBeGreaterThan(10);
  const amcheck = await db.owner.query("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'");
  expect(amcheck.rowCount).toBe(0);
  await db.owner.query(
    'DELETE FROM drizzle.__drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM drizzle.__drizzle_migrations)',
  );
  await expect(inspectRestored(db.ownerUrl, 'kept')).rejects.toThrow('lacks the migrations');
});
