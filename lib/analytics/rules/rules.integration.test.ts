import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { rulesFor } from './institution-rules';
import { changeRule } from './mutations';
import { getRuleGroups } from './rule-changes';
import { productRules } from './rules';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
const person = (room: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => person(room, room.adminId, 'ADMIN');
const change = (value: number | null, reason = 'our classes are far apart') => ({
  rule: 'status.aheadRatio',
  value,
  reason,
});
const shown = async (room: Classroom) =>
  (await getRuleGroups(admin(room)))
    .flatMap(({ rules }) => rules)
    .find(({ key }) => key === 'status.aheadRatio');

beforeAll(async () => {
  db = await testDatabase();
  north = await createClassroom(db.owner, 1);
  south = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

describe('an institution’s rules', () => {
  it('are the product’s until an administrator changes one, then its own alone', async () => {
    expect(await rulesFor(north.institutionId)).toEqual(productRules);
    expect(await changeRule(admin(north), change(1.5))).toMatchObject({ old: 1.2, new: 1.5 });
    const rules = await rulesFor(north.institutionId);
    expect(rules.status).toEqual({ ...productRules.status, aheadRatio: 1.5 });
    expect(rules.reference.override).not.toBeNull();
    expect(await rulesFor(south.institutionId)).toEqual(productRules);
  });

  it('say who changed them, when and why, and go back', async () => {
    expect(await shown(north)).toMatchObject({
      value: 1.5,
      usual: 1.2,
      lastChange: { by: expect.stringContaining('admin'), reason: 'our classes are far apart' },
    });
    expect(await shown(south)).toMatchObject({ value: 1.2, lastChange: null });
    await changeRule(admin(north), change(null, 'that was not a good idea'));
    expect(await shown(north)).toMatchObject({
      value: 1.2,
      lastChange: { reason: 'that was not a good idea' },
    });
    expect((await rulesFor(north.institutionId)).status).toEqual(productRules.status);
  });

  it('leave old and new in the trail, and nothing where nothing changed', async () => {
    await changeRule(admin(north), change(1.2));
    const { rows } = await db.owner.query(
      "SELECT details, justification FROM audit_log WHERE action = 'rules.change' ORDER BY occurred_at",
    );
    expect(rows).toEqual([
      {
        details: { rule: 'status.aheadRatio', old: 1.2, new: 1.5 },
        justification: 'our classes are far apart',
      },
      {
        details: { rule: 'status.aheadRatio', old: 1.5, new: 1.2 },
        justification: 'that was not a good idea',
      },
    ]);
  });

  it('are for administrators to change, and never contradict each other', async () => {
    for (const who of [
      person(north, north.studentIds[0] ?? '', 'STUDENT'),
      person(north, north.instructorId, 'INSTRUCTOR'),
    ])
      await expect(changeRule(who, change(1.5))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(changeRule(null, change(1.5))).rejects.toMatchObject({ kind: 'unauthenticated' });
    const disorder = { rule: 'outlook.minimumWeeks', value: 8, reason: 'a longer look is needed' };
    await expect(changeRule(admin(north), disorder)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('keep both of two changes at once', async () => {
    await Promise.all([
      changeRule(admin(south), change(1.4)),
      changeRule(admin(south), { rule: 'style.efficientPace', value: 2, reason: 'most of ours are fast' }),
    ]);
    const { status, style } = await rulesFor(south.institutionId);
    expect([status.aheadRatio, style.efficientPace]).toEqual([1.4, 2]);
  });

  it('are only ever added to, and cannot be written for another institution', async () => {
    const as = { userId: north.adminId, role: 'ADMIN', institutionId: north.institutionId } as const;
    const run = (text: string, values: unknown[] = []) =>
      db.database.transaction(as, (tx) => tx.rows({ name: '', text }, values));
    await expect(run("UPDATE analytics_rules SET changes = '{}'")).rejects.toMatchObject({ code: '42501' });
    await expect(run('DELETE FROM analytics_rules')).rejects.toMatchObject({ code: '42501' });
    const insert = `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by)
      VALUES ($1, 1, '{}', 'forged', $2)`;
    await expect(run(insert, [south.institutionId, north.adminId])).rejects.toMatchObject({ code: '42501' });
    await expect(run(insert, [north.institutionId, south.adminId])).rejects.toMatchObject({ code: '42501' });
    expect(
      await run('SELECT 1 FROM analytics_rules WHERE institution_id = $1', [south.institutionId]),
    ).toEqual([]);
  });
});
