import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureJobQueue } from '@/db/jobs';
import { ssn } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { sealer } from '@/lib/keys/sealed-column';
import { checks } from './checks';
import { ownPolicies } from './checks/own-policies';
import { ownerFunctions } from './checks/owner-functions';
import { makeReport, takeReport } from './report';
import { loosened } from './testing/loosened';

let db: TestDatabase;
let room: Classroom;
const person = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = () => person(room.adminId, 'ADMIN');
const check = async (id: string) =>
  (
    await makeReport(
      admin(),
      checks.filter((one) => one.id === id),
    )
  ).checks[0];

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

describe('the compliance report', () => {
  it('finds what protects records in order in a database as migrated', async () => {
    const { checks: results, state } = await makeReport(admin());
    expect(results.filter(({ state: found }) => found === 'ok').map(({ id }) => id)).toEqual([
      'row-security',
      'runtime-role',
      'classification',
      'trail-guards',
      'key-age',
      'emergencies-reviewed',
      'requests-in-time',
    ]);
    // How a database elsewhere is backed up is not known here; that there is no archive of it yet is.
    expect(results.find(({ id }) => id === 'backups-proven')).toMatchObject({
      state: 'warning',
      summary: 'There is no logical archive yet',
    });
    expect(results.filter(({ state: found }) => found === 'warning' || found === 'critical')).toHaveLength(1);
    expect(state).toBe('warning');
  });

  it('knows each function of the product that has the owner’s rights, and a body that was changed', async () => {
    const { rows } = await db.owner.query<{ known: string }>(
      `SELECT p.oid::regprocedure || ' ' || left(md5(p.prosrc), 12) AS known FROM pg_proc p
       WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows.map(({ known }) => known).sort()).toEqual([...ownerFunctions].sort());
    const { rows: bodies } = await db.owner.query<{ text: string }>(
      "SELECT pg_get_functiondef('is_guardian_of(uuid)'::regprocedure) AS text",
    );
    const text = bodies[0]?.text ?? '';
    await db.owner.query(text.replace(/AS \$function\$[\s\S]*\$function\$/, "AS 'SELECT true'"));
    expect((await check('runtime-role'))?.evidence).toContainEqual(
      expect.objectContaining({ value: expect.stringContaining('not the product’s: is_guardian_of(uuid)') }),
    );
    await db.owner.query(text);
    expect((await check('runtime-role'))?.state).toBe('ok');
  });

  it('knows each policy of the release, and what it says', async () => {
    const { rows } = await db.owner.query<{ name: string; says: string }>(
      `SELECT concat(c.relname, '.', l.polname) AS name, concat(l.polcmd, ' ', left(md5(
         concat(pg_get_expr(l.polqual, l.polrelid), '|', pg_get_expr(l.polwithcheck, l.polrelid))), 12)) AS says
       FROM pg_policy l JOIN pg_class c ON c.oid = l.polrelid WHERE c.relnamespace = 'public'::regnamespace`,
    );
    expect(Object.fromEntries(rows.map(({ name, says }) => [name, says]))).toEqual(ownPolicies);
  });

  it.each(loosened)(
    'names what somebody with the database has loosened: %s, %s',
    async (id, loosen, mend, evidence) => {
      const { rows } = await db.owner.query<{ database: string; owner: string }>(
        'SELECT current_database() AS database, current_user AS owner',
      );
      const [{ database, owner } = { database: '', owner: '' }] = rows;
      const named = (sql: string) =>
        sql
          .replaceAll('THE_APP', `${database}_app`)
          .replaceAll('THE_DATABASE', database)
          .replaceAll('THE_OWNER', owner);
      await db.owner.query(named(loosen));
      const found = await check(id);
      await db.owner.query(named(mend));
      expect(found?.state).toBe('critical');
      const told = found?.evidence.map(({ what, value }) => `${what}: ${value}`).join('; ');
      expect(told).toContain(named(evidence));
      expect((await check(id))?.state).toBe('ok');
    },
  );

  it('takes what concerns the whole installation, and names nobody, for no stranger’s look', async () => {
    await asSystem(
      (tx) => appendAudit(tx, null, { action: 'backup.create', objectType: 'backup' }),
      db.database,
    );
    expect(await check('row-security')).toMatchObject({ state: 'ok' });
  });

  it('sees an emergency that nobody else could review, and a request that is overdue', async () => {
    const states = async () => [
      (await check('emergencies-reviewed'))?.state,
      (await check('requests-in-time'))?.state,
    ];
    expect(await states()).toEqual(['ok', 'ok']);
    const [studentId] = room.studentIds;
    await db.owner.query(
      `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients)
       VALUES ($1, $2, $3, 'x', 'full', 'a threat', 'the police')`,
      [studentId, room.institutionId, room.adminId],
    );
    await db.owner.query(
      `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
       VALUES ($1, $2, $1, current_date - 60, 'all')`,
      [studentId, room.institutionId],
    );
    expect(await states()).toEqual(['warning', 'critical']);
    await db.owner.query('DELETE FROM emergency_accesses');
    await db.owner.query('DELETE FROM inspection_requests');
  });

  it('sees that sealing has stopped although events go on', async () => {
    const event = (ago: string) =>
      db.owner.query(
        "INSERT INTO audit_log (action, object_type, institution_id, occurred_at) VALUES ('x', 'x', $1, now() - $2::interval)",
        [room.institutionId, ago],
      );
    await db.owner.query("INSERT INTO audit_copies (target, size, copied_at) VALUES ('file /x', 1, now())");
    const sealUntil = (size: number, ago: string) =>
      db.owner.query(
        `INSERT INTO audit_checkpoints (size, note, horizon, peaks, took, sealed_at)
         VALUES ($1, '', pg_snapshot_xmax(pg_current_snapshot())::text::bigint, '', 1, now() - $2::interval)`,
        [size, ago],
      );
    await event('75 minutes');
    await sealUntil(1, '70 minutes');
    await event('1 second');
    expect((await check('checkpoint-copies'))?.state).toBe('ok');
    await event('65 minutes');
    expect((await check('checkpoint-copies'))?.state).toBe('critical');
    await sealUntil(2, '0 seconds');
    expect((await check('checkpoint-copies'))?.state).toBe('ok');
    await sealUntil(3, '-1 day');
    expect((await check('checkpoint-copies'))?.state).toBe('warning');
    await event('65 minutes');
    expect((await check('checkpoint-copies'))?.state).toBe('critical');
  });

  it('sees retention that never ran, although the queue has forgotten when it should have', async () => {
    await ensureJobQueue(db.ownerUrl, ['prune-records']);
    expect((await check('regular-work'))?.state).toBe('unknown');
    await db.owner.query("UPDATE pgboss.queue SET created_on = now() - interval '9 days'");
    expect((await check('regular-work'))?.state).toBe('critical');
    await db.owner.query('DROP SCHEMA pgboss CASCADE');
  });

  it('sees a key that is too old, and values whose key is gone', async () => {
    const [studentId = ''] = room.studentIds;
    const seal = await asSystem((tx) => sealer(tx, null, ssn, room.institutionId));
    await db.owner.query(
      "INSERT INTO student_details (student_id, institution_id, ssn_sealed, changed_by) VALUES ($1, $2, $3, 'x')",
      [studentId, room.institutionId, seal(studentId, '078-05-1120')],
    );
    expect((await check('key-age'))?.state).toBe('ok');
    await db.owner.query("UPDATE data_keys SET created_at = now() - interval '91 days'");
    expect((await check('key-age'))?.state).toBe('warning');
    await db.owner.query("SET session_replication_role = 'replica'");
    await db.owner.query('DELETE FROM data_keys');
    await db.owner.query('RESET session_replication_role');
    const found = await check('key-age');
    expect(found?.state).toBe('critical');
    expect(found?.evidence).toEqual([
      { what: 'student_details.ssn_sealed', value: '1 values without their key' },
    ]);
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
    const { asOf, institution } = await takeReport(admin());
    expect(institution).toEqual({ id: room.institutionId, name: expect.stringMatching(/./) });
    const { rows } = await db.owner.query("SELECT details FROM audit_log WHERE action = 'compliance.report'");
    expect(rows).toEqual([{ details: expect.objectContaining({ asOf, 'row-security': 'ok' }) }]);
  });
});
