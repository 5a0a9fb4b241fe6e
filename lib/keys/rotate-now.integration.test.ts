import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { messageBody } from '@/db/sealed-columns';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { provideSecrets } from '@/lib/env';
import { environmentMasterKey } from './environment-master-key';
import { masterKeys } from './master-key';
import { getKeyOverview } from './overview';
import { rewrapKeys } from './rewrap';
import { rotateNow } from './rotate-now';
import { sealer } from './sealed-column';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
  for (const { institutionId, courseId, instructorId } of [north, south]) {
    const seal = await asSystem((tx) => sealer(tx, null, messageBody, institutionId));
    const id = crypto.randomUUID();
    await db.owner.query(
      `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body_sealed, recipients)
       VALUES ($1, $2, $3, 'x', 'ALL', 'x', $4, 1)`,
      [id, courseId, instructorId, seal(id, 'x')],
    );
  }
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const admin = (room: Classroom) => viewer(room, room.adminId, 'ADMIN');
const keys = async (room: Classroom) =>
  (await getKeyOverview(admin(room))).keys.map(({ version, state, rows }) => [version, state, rows]);
const wanted = { keyClass: 'COMMUNICATIONS', version: 1 };

it('is for an administrator and the own institution; a page that is out of date changes nothing', async () => {
  expect(await rotateNow(admin(north), wanted)).toBe(2);
  await expect(rotateNow(admin(north), wanted)).rejects.toMatchObject({ kind: 'conflict' });
  expect(await keys(north)).toEqual([
    [2, 'ACTIVE', 0],
    [1, 'DECRYPT_ONLY', 1],
  ]);
  expect(await keys(south)).toEqual([[1, 'ACTIVE', 1]]);
  const { rows } = await db.owner.query(
    "SELECT actor_id, details FROM audit_log WHERE action = 'key.rotate'",
  );
  expect(rows).toEqual([{ actor_id: north.adminId, details: { class: 'COMMUNICATIONS', version: 2 } }]);
});

it('refuses everybody else, and what is no class or version', async () => {
  for (const [who, kind] of [
    [null, 'unauthenticated'],
    [viewer(north, north.instructorId, 'INSTRUCTOR'), 'not-found'],
    [viewer(north, north.studentIds[0] ?? '', 'STUDENT'), 'not-found'],
  ] as const) {
    await expect(rotateNow(who, { ...wanted, version: 2 })).rejects.toMatchObject({ kind });
    if (who) await expect(getKeyOverview(who)).rejects.toMatchObject({ kind: 'not-found' });
  }
  for (const wrong of [
    { keyClass: 'LOOKUPS', version: 1 },
    { keyClass: 'COMMUNICATIONS', version: 0 },
    { keyClass: 'COMMUNICATIONS' },
    { ...wanted, institutionId: south.institutionId },
  ])
    await expect(rotateNow(admin(north), wrong)).rejects.toMatchObject({ kind: 'invalid' });
  await expect(rotateNow(admin(north), { ...wanted, keyClass: 'ACADEMIC_RECORDS' })).rejects.toMatchObject({
    kind: 'conflict',
  });
});

it('makes no key under a MASTER_KEY that wraps none of those in use, until they are wrapped anew', async () => {
  const { AUTH_SECRET = '', MASTER_KEY = '' } = process.env;
  const stray = randomBytes(32).toString('base64');
  provideSecrets({ AUTH_SECRET, MASTER_KEY: stray, MASTER_KEY_PREVIOUS: [MASTER_KEY] });
  const before = await keys(south);
  await expect(rotateNow(admin(south), wanted)).rejects.toMatchObject({ kind: 'conflict' });
  expect(await keys(south)).toEqual(before);
  const owner = openDatabase(db.ownerUrl, 2);
  await rewrapKeys(owner, environmentMasterKey(stray), masterKeys(), new AbortController().signal);
  await owner.close();
  expect(await rotateNow(admin(south), wanted)).toBe(2);
});
