import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { blockingTrees, waitingIn } from './blocking-tree';
import { endSession } from './end-session';
import { getLive } from './last-live';
import { closeReserved } from './reserved';
import { sessionKey } from './session-key';

let db: TestDatabase;
let room: Classroom;
let foreign: pg.Client;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  foreign = new pg.Client({ connectionString: db.ownerUrl, application_name: 'somebody else' });
  await foreign.connect();
});
afterAll(async () => {
  await foreign.end();
  await closeReserved();
  await db.close();
});

const person = (role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = () => person('ADMIN', room.adminId);
const reason = 'It holds up the class page.';

/** The sessions of this database as an administrator sees them now. */
async function live() {
  const { live: found } = await getLive(admin());
  if (!found) throw new Error('nothing was seen');
  return found;
}
const sessionOf = async (application: string) => {
  const session = (await live()).sessions.find((one) => one.application === application);
  if (!session) throw new Error(`${application} is not there`);
  return session;
};

/** Opens a session as the product's own role that holds a lock, and hands it over. */
async function withHolder(run: (holder: pg.Client) => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: db.url, application_name: 'holder' });
  holder.on('error', () => undefined);
  await holder.connect();
  try {
    await holder.query(
      `BEGIN; SELECT set_config('app.role', 'SYSTEM', true); SELECT 'a secret', pg_advisory_xact_lock(4711)`,
    );
    await run(holder);
  } finally {
    await holder.end().catch(() => undefined);
  }
}

describe('what runs now', () => {
  it('shows who waits for whom, without the values of anybody’s statement', async () => {
    await withHolder(async (holder) => {
      const waiting = foreign.query('SELECT pg_advisory_xact_lock(4711)');
      await expect.poll(async () => blockingTrees((await live()).sessions).map(waitingIn)).toEqual([1]);
      const [tree] = blockingTrees((await live()).sessions);
      expect(tree?.session).toMatchObject({
        application: 'holder',
        state: 'idle in transaction',
        ours: true,
      });
      expect(tree?.session.statement).not.toContain('secret');
      expect(tree?.waiting[0]?.session).toMatchObject({ application: 'somebody else', ours: false });
      await holder.query('ROLLBACK');
      await waiting;
    });
  });

  it('is shown to administrators only, and what was seen earlier is, too', async () => {
    await live();
    for (const [role, userId] of [
      ['INSTRUCTOR', room.instructorId],
      ['STUDENT', room.studentIds[0] ?? ''],
    ] as const)
      await expect(getLive(person(role, userId))).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('ending a session', () => {
  it('ends it, and the trail keeps who did and why', async () => {
    await withHolder(async (holder) => {
      const session = await sessionOf('holder');
      await endSession(admin(), { session: sessionKey(session), how: 'session', reason });
      await expect(holder.query('SELECT 1')).rejects.toThrow();
      const { rows } = await db.owner.query(
        "SELECT actor_id, object_id, justification, details ->> 'application' AS application FROM audit_log WHERE action = 'performance.terminate'",
      );
      expect(rows).toEqual([
        {
          actor_id: room.adminId,
          object_id: String(session.pid),
          justification: reason,
          application: 'holder',
        },
      ]);
    });
  });

  it('stops a statement and leaves its session', async () => {
    await withHolder(async (holder) => {
      const stopped = holder.query('SELECT pg_sleep(30)').catch((error: Error) => error.message);
      await expect.poll(async () => (await sessionOf('holder')).state).toBe('active');
      await endSession(admin(), { session: sessionKey(await sessionOf('holder')), how: 'statement', reason });
      expect(await stopped).toContain('user request');
      await holder.query('ROLLBACK');
      expect((await holder.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
  });

  it('leaves alone another program’s session, one that came later under the same pid, and its own', async () => {
    await foreign.query('BEGIN');
    const session = await sessionOf('somebody else');
    const end = (key: string) => endSession(admin(), { session: key, how: 'session', reason });
    await expect(end(sessionKey(session))).rejects.toMatchObject({ kind: 'conflict' });
    await foreign.query('ROLLBACK');
    await withHolder(async (holder) => {
      const own = await sessionOf('holder');
      await expect(
        end(sessionKey({ ...own, startedAt: '2026-01-01T00:00:00.000000Z' })),
      ).rejects.toMatchObject({ kind: 'conflict' });
      expect((await holder.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
  });

  it('needs an administrator, a reason, and a session', async () => {
    await withHolder(async () => {
      const wanted = { session: sessionKey(await sessionOf('holder')), how: 'session', reason };
      for (const [who, kind] of [
        [null, 'unauthenticated'],
        [person('INSTRUCTOR', room.instructorId), 'not-found'],
        [person('STUDENT', room.studentIds[0] ?? ''), 'not-found'],
      ] as const)
        await expect(endSession(who, wanted)).rejects.toMatchObject({ kind });
      for (const wrong of [
        { reason: 'because' },
        { how: 'server' },
        { session: '1' },
        { session: '1; DROP' },
        { more: 1 },
      ])
        await expect(endSession(admin(), { ...wanted, ...wrong })).rejects.toMatchObject({ kind: 'invalid' });
      expect((await sessionOf('holder')).state).toBe('idle in transaction');
    });
  });
});
