import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { observeStatements } from '@/db/observe';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { disclosureQuery, getDisclosures } from './disclosures';
import { exportRecord } from './export/export-record';
import { gateLimit } from './gate-limit';
import { requestAccess } from './request-access';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 2, 'here');
});
/** Whoever asks in a test has asked for nothing before. */
beforeEach(async () => {
  there = await createClassroom(db.owner, 2, `there-${randomUUID()}`);
});
afterAll(() => db.close());

const viewer = (userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId: there.institutionId, displayName: `${role} N`, email: null });
const teacher = () => viewer(there.instructorId, 'INSTRUCTOR');
const student = () => viewer(there.studentIds[0] ?? '', 'STUDENT');
const reason = { purpose: 'advising', justification: 'the student asked for advice' };
const ask = (who: Viewer, studentId = here.studentIds[0], more: object = {}) =>
  requestAccess(who, { studentId, scope: 'academic', ...reason, ...more });
const wordsOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'shown',
    (error: Error) => `${Reflect.get(error, 'status')} ${error.message}`,
  );
const refused = '403 There is no ground on which you may see such a record.';
/** Asks in vain so many times, for students who are there and who are not. */
async function askInVain(who: Viewer, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1)
    expect(await wordsOf(ask(who, n % 2 ? randomUUID() : here.studentIds[0]))).toBe(refused);
}
const told = async (actorId: string) =>
  (
    await db.owner.query(
      `SELECT action, outcome, details->>'refusals' AS refusals, institution_id FROM audit_log
       WHERE actor_id = $1 AND outcome = 'DENIED' ORDER BY occurred_at`,
      [actorId],
    )
  ).rows;
const emergency = {
  threat: 'The student has written of taking their own life.',
  recipients: 'the campus emergency team',
};

it('looks at nothing any more once too much was refused, in the same words, and the trail says so once', async () => {
  const [ownStudent] = there.studentIds;
  expect(await wordsOf(ask(teacher(), ownStudent))).toBe('shown');
  await askInVain(teacher(), gateLimit - 1);
  expect(await wordsOf(ask(teacher(), ownStudent))).toBe('shown');
  await askInVain(teacher(), 3);
  expect(await wordsOf(ask(teacher(), ownStudent))).toBe(refused);
  expect(await wordsOf(exportRecord(teacher(), { studentId: ownStudent, ...reason }))).toBe(refused);
  const events = await told(there.instructorId);
  expect(events.filter(({ action }) => action === 'record.access')).toHaveLength(gateLimit);
  expect(events.filter(({ action }) => action !== 'record.access')).toMatchObject([
    { action: 'record.limited', refusals: String(gateLimit) },
  ]);
});

it('counts each person alone, and what is open is no refusal', async () => {
  await askInVain(teacher(), gateLimit + 1);
  const [one, other] = there.studentIds;
  const admin = viewer(there.adminId, 'ADMIN');
  for (let n = 0; n < gateLimit + 1; n += 1)
    expect(await wordsOf(ask(admin, n % 2 ? one : other))).toBe('shown');
  expect(await told(there.adminId)).toEqual([]);
});

it('leaves the own record open, and what an emergency needs', async () => {
  for (const who of [student(), teacher()]) await askInVain(who, gateLimit + 1);
  expect(await wordsOf(ask(student(), student().userId))).toBe('shown');
  expect(await wordsOf(ask(teacher(), there.studentIds[1], { emergency }))).toBe('shown');
  expect(await wordsOf(ask(teacher(), here.studentIds[1], { emergency }))).toBe(refused);
  const { items } = await getDisclosures(
    mintViewer({
      userId: here.studentIds[1] ?? '',
      role: 'STUDENT',
      institutionId: here.institutionId,
      displayName: 'S',
      email: null,
    }),
    disclosureQuery.parse({}),
  );
  expect(items, 'a flood of emergencies does not fill the trail either').toEqual([]);
});

it('tells how large a flood became, where the records are', async () => {
  for (let n = 0; n < 4 * gateLimit; n += 1) await ask(teacher()).catch(() => undefined);
  const limits = (await told(there.instructorId)).filter(({ action }) => action === 'record.limited');
  expect(limits).toMatchObject(
    [1, 2, 4].map((times) => ({
      refusals: String(times * gateLimit),
      institution_id: here.institutionId,
    })),
  );
});

it('ends after a quarter of an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  await askInVain(teacher(), gateLimit);
  expect(await wordsOf(ask(teacher(), there.studentIds[0]))).toBe(refused);
  vi.setSystemTime(Date.now() + 15 * 60_000);
  expect(await wordsOf(ask(teacher(), there.studentIds[0]))).toBe('shown');
  vi.useRealTimers();
});

it('holds when all come at the same moment: no more are looked at than there are connections', async () => {
  const many = Array.from({ length: 4 * gateLimit }, () => wordsOf(ask(teacher())));
  expect(new Set(await Promise.all(many))).toEqual(new Set([refused]));
  const events = await told(there.instructorId);
  expect(events.filter(({ action }) => action === 'record.access')).toHaveLength(gateLimit);
});

it('does the same work before it refuses, whether or not there is such a student', async () => {
  const workFor = async (studentId: string) => {
    const names: string[] = [];
    observeStatements(({ name }) => {
      names.push(name);
      return undefined;
    });
    expect(await wordsOf(ask(teacher(), studentId))).toBe(refused);
    observeStatements(undefined);
    return names;
  };
  const [elsewhere = ''] = here.studentIds;
  expect(await workFor(elsewhere)).toEqual(await workFor(randomUUID()));
  expect(await workFor(there.adminId)).toEqual(await workFor(randomUUID()));
});
