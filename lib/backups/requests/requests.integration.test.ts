import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { readBackupOverview } from '../overview';
import { carryOutRequest } from './carry-out';
import { requestWork } from './request-work';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
const folder = mkdtempSync(join(tmpdir(), 'syllabase-requests-'));
const signal = new AbortController().signal;

beforeAll(async () => {
  process.env.BACKUP_DIR = folder;
  db = await testDatabase();
  process.env.OWNER_DATABASE_URL = db.ownerUrl;
  [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const viewer = (room: Classroom, userId: string, role: Role) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => viewer(room, room.adminId, 'ADMIN');
const requestsOf = async ({ institutionId, adminId }: Classroom) =>
  (await db.database.transaction({ userId: adminId, role: 'ADMIN', institutionId }, readBackupOverview))
    .requests;

test('an administrator asks for an archive, the worker takes it, and the page says so', async () => {
  expect(await requestWork(admin(north), { work: 'ARCHIVE', reason: ' before the exams ' })).toBe('ARCHIVE');
  for (const room of [north, south])
    await expect(requestWork(admin(room), { work: 'ARCHIVE' })).rejects.toMatchObject({ kind: 'conflict' });
  expect(await requestsOf(north)).toMatchObject([
    { work: 'ARCHIVE', startedAt: null, requesterName: 'ADMIN' },
  ]);
  expect(await carryOutRequest(db.database, signal)).toBe(1);
  expect(await carryOutRequest(db.database, signal)).toBe(0);
  const [done] = await requestsOf(north);
  expect(done).toMatchObject({ done: 1, fault: null });
  expect(done?.finishedAt).not.toBeNull();
  expect(await requestsOf(south), 'who asked is for the own institution').toEqual([]);
  const { rows } = await db.owner.query(
    "SELECT action, actor_id, justification FROM audit_log WHERE action LIKE 'backup.%' ORDER BY occurred_at",
  );
  const who = { actor_id: north.adminId, justification: 'before the exams' };
  expect(rows).toEqual([
    { action: 'backup.request', ...who },
    { action: 'backup.archive', ...who },
  ]);
  const runs = await db.owner.query("SELECT summary->>'by' AS by FROM backup_runs");
  expect(runs.rows, 'runs are seen by all institutions').toEqual([{ by: 'an administrator' }]);
});

test('full backups and drills of a database that no login may copy are refused, and fail with what would change that', async () => {
  for (const work of ['BACKUP', 'DRILL'])
    await expect(requestWork(admin(north), { work })).rejects.toThrow('No full backups are taken');
  await db.owner.query(
    `INSERT INTO backup_requests (work, institution_id, requested_by, requester_name) VALUES ('DRILL', $1, $2, 'x')`,
    [north.institutionId, north.adminId],
  );
  expect(await carryOutRequest(db.database, signal)).toBe(1);
  expect((await requestsOf(north))[0]?.fault).toContain('LOGIN REPLICATION');
});

test('nobody else asks, and for nothing else', async () => {
  for (const [who, kind] of [
    [null, 'unauthenticated'],
    [viewer(north, north.instructorId, 'INSTRUCTOR'), 'not-found'],
    [viewer(north, north.studentIds[0] ?? '', 'STUDENT'), 'not-found'],
  ] as const)
    await expect(requestWork(who, { work: 'ARCHIVE' })).rejects.toMatchObject({ kind });
  for (const wrong of [
    {},
    { work: 'RESTORE' },
    { work: 'DRILL', into: '/' },
    { work: 'DRILL', reason: 'x'.repeat(201) },
  ])
    await expect(requestWork(admin(north), wrong)).rejects.toMatchObject({ kind: 'invalid' });
});

test('row security: in another name, begun already, or another’s to change', async () => {
  const identity = { userId: north.adminId, role: 'ADMIN', institutionId: north.institutionId } as const;
  const run = (text: string) => db.database.transaction(identity, (tx) => tx.rows({ name: '', text }));
  const values = (by: string, institution: string, started: string) =>
    `INSERT INTO backup_requests (work, institution_id, requested_by, requester_name, started_at)
     VALUES ('ARCHIVE', '${institution}', '${by}', 'x', ${started})`;
  const denied = { code: '42501' };
  await expect(run(values(south.adminId, north.institutionId, 'NULL'))).rejects.toMatchObject(denied);
  await expect(run(values(north.adminId, south.institutionId, 'NULL'))).rejects.toMatchObject(denied);
  await expect(run(values(north.adminId, north.institutionId, 'now()'))).rejects.toMatchObject(denied);
  expect(await run("UPDATE backup_requests SET fault = 'x' RETURNING id")).toEqual([]);
  await expect(run('DELETE FROM backup_requests')).rejects.toMatchObject(denied);
  await expect(run("UPDATE logical_archives SET held_for = 'x' RETURNING id")).resolves.toEqual([]);
});
