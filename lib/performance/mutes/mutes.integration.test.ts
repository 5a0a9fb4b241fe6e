import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator, asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { readCheckReport } from '../checks/report';
import { liftMute, muteFinding } from './mutations';
import { readMutes } from './mutes';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
  await db.owner.query('CREATE TABLE public.no_key (id int)');
});
afterAll(() => db.close());
beforeEach(() => db.owner.query('DELETE FROM performance_mutes'));

const person = (room: Classroom, role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: `${role} x`, email: null });
const admin = (room: Classroom) => person(room, 'ADMIN', room.adminId);
const mutesOf = (room: Classroom) => asAdministrator(admin(room), readMutes);
const wanted = {
  check: 'primary-key',
  object: 'public.no_key',
  reason: 'It is a list of one row.',
  days: '7',
};
/** Whether the finding is on the page of an administrator. */
const shown = async (room: Classroom) =>
  (await readCheckReport(admin(room))).toDo.some(({ findings }) =>
    findings.some(({ object }) => object === 'public.no_key'),
  );

describe('a mute', () => {
  it('hides one finding from the administrators of one institution, and is lifted', async () => {
    expect([await shown(north), await shown(south)]).toEqual([true, true]);
    await muteFinding(admin(north), wanted);
    expect([await shown(north), await shown(south)]).toEqual([false, true]);
    const { muted } = await readCheckReport(admin(north));
    expect(muted).toMatchObject([
      {
        title: 'Tables without a primary key',
        mute: { reason: wanted.reason },
        findings: [{ object: 'public.no_key' }],
      },
    ]);
    expect(await mutesOf(south)).toEqual([]);
    await liftMute(admin(north), { id: muted[0]?.mute.id });
    expect(await shown(north)).toBe(true);
    await expect(liftMute(admin(north), { id: muted[0]?.mute.id })).rejects.toMatchObject({
      kind: 'conflict',
    });
    const { rows } = await db.owner.query(
      "SELECT action, actor_id, justification FROM audit_log WHERE action LIKE 'performance.%' ORDER BY occurred_at",
    );
    expect(rows).toEqual([
      { action: 'performance.mute', actor_id: north.adminId, justification: wanted.reason },
      { action: 'performance.unmute', actor_id: north.adminId, justification: null },
    ]);
  });

  it('ends by itself', async () => {
    await muteFinding(admin(north), wanted);
    await db.owner.query(
      "UPDATE performance_mutes SET muted_at = now() - interval '8 days', expires_at = now() - interval '1 day'",
    );
    expect([await mutesOf(north), await shown(north)]).toEqual([[], true]);
  });

  it('of another institution cannot be seen or lifted, nor written in another’s name', async () => {
    await muteFinding(admin(north), wanted);
    const [mute] = await mutesOf(north);
    await expect(liftMute(admin(south), { id: mute?.id })).rejects.toMatchObject({ kind: 'conflict' });
    const forged = `INSERT INTO performance_mutes (institution_id, check_name, object, reason, muted_by, muter_name, expires_at)
      VALUES ($1, 'spill', '', 'forged by somebody', $2, 'x', now() + interval '1 day')`;
    for (const values of [
      [south.institutionId, south.adminId],
      [north.institutionId, south.adminId],
      [south.institutionId, north.adminId],
    ])
      await expect(
        asViewer(admin(north), (tx) => tx.rows({ name: '', text: forged }, values)),
      ).rejects.toMatchObject({ code: '42501' });
    expect(await mutesOf(north)).toHaveLength(1);
  });

  it('needs an administrator, a reason, a period and a check that there is', async () => {
    for (const [who, kind] of [
      [null, 'unauthenticated'],
      [person(north, 'INSTRUCTOR', north.instructorId), 'not-found'],
      [person(north, 'STUDENT', north.studentIds[0] ?? ''), 'not-found'],
    ] as const) {
      await expect(muteFinding(who, wanted)).rejects.toMatchObject({ kind });
      await expect(liftMute(who, { id: crypto.randomUUID() })).rejects.toMatchObject({ kind });
      if (who) await expect(readCheckReport(who)).rejects.toMatchObject({ kind: 'not-found' });
    }
    for (const wrong of [{ reason: 'short' }, { days: '3650' }, { days: 'ever' }, { check: 'x; y' }])
      await expect(muteFinding(admin(north), { ...wanted, ...wrong })).rejects.toMatchObject({
        kind: 'invalid',
      });
    await expect(muteFinding(admin(north), { ...wanted, check: 'no-such-check' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(await mutesOf(north)).toEqual([]);
  });
});
