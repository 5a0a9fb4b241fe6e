import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { readWindow } from './read-window';
import { setWindow } from './set-window';

let db: TestDatabase;
let north: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  north = await createClassroom(db.owner, 1);
  await db.owner.query("UPDATE institutions SET time_zone = 'Europe/Berlin'");
});
afterAll(() => db.close());

const person = (role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: north.institutionId, displayName: 'x', email: null });
const admin = () => person('ADMIN', north.adminId);
const present = () => asAdministrator(admin(), (tx) => readWindow(tx));
const wanted = {
  from: '23:30',
  until: '01:00',
  timeZone: 'America/New_York',
  reason: 'exams end at ten here',
};

it('is from two to five by the clocks of the institution, unless somebody chooses otherwise', async () => {
  expect(await present()).toEqual({
    fromMinute: 120,
    untilMinute: 300,
    timeZone: 'Europe/Berlin',
    setAt: null,
  });
  await setWindow(admin(), wanted);
  expect(await present()).toMatchObject({ fromMinute: 1410, untilMinute: 60, timeZone: 'America/New_York' });
  await setWindow(admin(), { ...wanted, until: '02:00' });
  expect(await present()).toMatchObject({ untilMinute: 120 });
  const { rows } = await db.owner.query(
    "SELECT actor_id, justification, details FROM audit_log WHERE action = 'optimizer.window' ORDER BY occurred_at",
  );
  expect(rows).toMatchObject([
    {
      actor_id: north.adminId,
      justification: wanted.reason,
      details: { before: '02:00–05:00 (Europe/Berlin)', after: '23:30–01:00 (America/New_York)' },
    },
    {},
  ]);
});

it('needs an administrator, an hour, a time zone that there is, and a reason', async () => {
  for (const wrong of [
    { from: '24:00' },
    { from: '2 am' },
    { until: '23:30' },
    { until: '00:29' },
    { timeZone: 'Mars/Olympus' },
    { timeZone: "UTC'; DROP TABLE users; --" },
    { reason: 'short' },
    { more: 'x' },
  ])
    await expect(setWindow(admin(), { ...wanted, ...wrong })).rejects.toMatchObject({ kind: 'invalid' });
  const [student = ''] = north.studentIds;
  for (const other of [person('INSTRUCTOR', north.instructorId), person('STUDENT', student)])
    await expect(setWindow(other, wanted)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(setWindow(null, wanted)).rejects.toMatchObject({ kind: 'unauthenticated' });
});
