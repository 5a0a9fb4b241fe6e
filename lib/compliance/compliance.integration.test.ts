import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { makeReport, takeReport } from './report';

let db: TestDatabase;
let room: Classroom;
const person = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = () => person(room.adminId, 'ADMIN');
const check = async (id: string) => (await makeReport(admin())).checks.find((one) => one.id === id);

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

describe('the compliance report', () => {
  it('finds what protects records in order in a database as migrated', async () => {
    const { checks, state } = await makeReport(admin());
    expect(checks.filter(({ state: found }) => found === 'ok').map(({ id }) => id)).toEqual([
      'row-security',
      'runtime-role',
      'classification',
      'trail-guards',
      'key-age',
    ]);
    // How a database elsewhere is backed up is not known here; that there is no archive of it yet is.
    expect(checks.find(({ id }) => id === 'backups-proven')).toMatchObject({
      state: 'warning',
      summary: 'There is no logical archive yet',
    });
    expect(checks.filter(({ state: found }) => found === 'warning' || found === 'critical')).toHaveLength(1);
    expect(state).toBe('warning');
  });

  it.each([
    [
      'row-security',
      'ALTER TABLE enrollments NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE enrollments FORCE ROW LEVEL SECURITY',
      'enrollments',
    ],
    [
      'classification',
      'ALTER TABLE users ADD COLUMN shoe_size int',
      'ALTER TABLE users DROP COLUMN shoe_size',
      'users.shoe_size',
    ],
    [
      'trail-guards',
      'GRANT UPDATE ON audit_log TO syllabase_runtime',
      'REVOKE UPDATE ON audit_log FROM syllabase_runtime',
      'yes',
    ],
    [
      'runtime-role',
      'GRANT CREATE ON SCHEMA public TO syllabase_runtime',
      'REVOKE CREATE ON SCHEMA public FROM syllabase_runtime',
      'creates tables',
    ],
    [
      'runtime-role',
      'GRANT SELECT (password_hash) ON users TO syllabase_runtime',
      'REVOKE SELECT (password_hash) ON users FROM syllabase_runtime',
      'reads password hashes',
    ],
  ])('names what somebody with the database has loosened: %s', async (id, loosen, mend, evidence) => {
    await db.owner.query(loosen);
    const found = await check(id);
    await db.owner.query(mend);
    expect(found?.state).toBe('critical');
    expect(found?.evidence.map(({ value }) => value)).toContain(evidence);
    expect((await check(id))?.state).toBe('ok');
  });

  it('goes on where a check cannot be run, and does not take that for in order', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = {
      id: 'broken',
      title: 'x',
      why: 'x',
      remedy: 'x',
      run: () => Promise.reject(new Error('secret words of the database')),
    };
    const report = await makeReport(admin(), [broken]);
    expect(report).toMatchObject({ state: 'unknown', checks: [{ id: 'broken', state: 'unknown' }] });
    expect(JSON.stringify(report)).not.toContain('secret words');
    log.mockRestore();
  });

  it('is for administrators, and taking it away is in the trail', async () => {
    for (const viewer of [
      person(room.instructorId, 'INSTRUCTOR'),
      person(room.studentIds[0] ?? '', 'STUDENT'),
      mintViewer({ userId: room.adminId, role: 'ADMIN', institutionId: null, displayName: 'x', email: null }),
    ])
      await expect(takeReport(viewer)).rejects.toMatchObject({ kind: 'not-found' });
    const { asOf } = await takeReport(admin());
    const { rows } = await db.owner.query("SELECT details FROM audit_log WHERE action = 'compliance.report'");
    expect(rows).toEqual([{ details: expect.objectContaining({ asOf, 'row-security': 'ok' }) }]);
  });
});
