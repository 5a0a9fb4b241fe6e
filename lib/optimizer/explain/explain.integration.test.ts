import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { closeReserved } from '@/lib/performance/live/reserved';
import { workload } from '../workload/workload';
import { explainSampled } from './explain-sampled';

let db: TestDatabase;
let room: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 3);
});
afterAll(async () => {
  await closeReserved();
  await db.close();
});

const person = (role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = () => person('ADMIN', room.adminId);

describe('a statement planned with values that occur', () => {
  it('shows the way of every read of the workload, and nothing of anybody in it', async () => {
    const ids = new RegExp([room.courseId, room.instructorId, ...room.studentIds].join('|'));
    for (const { name, kind } of workload) {
      if (kind === 'write') continue;
      const plans = await explainSampled(admin(), { statement: name });
      expect([name, plans.length > 0]).toEqual([name, true]);
      expect(plans[0]?.lines.join('\n')).toMatch(/cost \d/);
      expect(JSON.stringify(plans)).not.toMatch(ids);
      expect(JSON.stringify(plans)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    }
  });

  it('is not run, and stands in the trail', async () => {
    await explainSampled(admin(), { statement: 'classes.lessons' });
    // The server counts what it has planned so, too; one that was run would have found lessons.
    const found = await db.owner.query(
      `SELECT coalesce(sum(s.rows), 0)::int AS rows FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = current_database() AND s.query LIKE '%classes.lessons%'`,
    );
    expect(found.rows).toEqual([{ rows: 0 }]);
    const { rows } = await db.owner.query(
      `SELECT actor_id, object_id, details FROM audit_log WHERE action = 'performance.explain' ORDER BY occurred_at DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ actor_id: room.adminId, object_id: 'classes.lessons', details: { samples: 1 } }]);
  });

  it('needs an administrator, and a statement that the product knows values for', async () => {
    const wanted = { statement: 'classes.lessons' };
    for (const [who, kind] of [
      [null, 'unauthenticated'],
      [person('INSTRUCTOR', room.instructorId), 'not-found'],
      [person('STUDENT', room.studentIds[0] ?? randomUUID()), 'not-found'],
    ] as const)
      await expect(explainSampled(who, wanted)).rejects.toMatchObject({ kind });
    for (const statement of ['progress.record', 'SELECT 1', 'nobody.asks'])
      await expect(explainSampled(admin(), { statement })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(explainSampled(admin(), { statement: '' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('waits for nobody: one at a time', async () => {
    await db.owner.query("SELECT pg_advisory_lock(hashtext('syllabase:explain-sampled'))");
    await expect(explainSampled(admin(), { statement: 'classes.lessons' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await db.owner.query('SELECT pg_advisory_unlock_all()');
  });
});
