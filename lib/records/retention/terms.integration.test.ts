import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { askErasure, decideErasure } from '../erasure/mutations';
import { openHolds, placeHold, releaseHold } from './holds';
import { pruneRecords } from './prune';
import { pruneMessages } from './prune-messages';
import { retentionSchedule } from './schedule';
import { setTerm } from './set-term';
import { getTerms } from './terms';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
const reason = 'The records schedule of the district, of 2026.';
const signal = new AbortController().signal;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  here = await createClassroom(db.owner, 1);
  there = await createClassroom(db.owner, 1);
});

const person = ({ institutionId }: Classroom, userId: string, role: Role): Viewer =>
  mintViewer({ userId, role, institutionId, displayName: role, email: null });
const admin = (room = here) => person(room, room.adminId, 'ADMIN');
const student = (room = here) => person(room, room.studentIds[0] ?? '', 'STUDENT');
const keptFor = async (kind: string, room = here) =>
  (await getTerms(admin(room))).find((kept) => kept.kind === kind);
/** As if what was said had been said so many days earlier. */
const later = (days: number) =>
  db.owner.query(
    `UPDATE retention_terms SET set_at = set_at - make_interval(days => $1), counts_from = counts_from - make_interval(days => $1)`,
    [days],
  );
const scoreOf = ({ studentIds, courseId }: Classroom, daysAgo: number) =>
  db.owner.query(
    `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
     VALUES ($1, $2, current_date - $3::int, 1, '[]', '{}', 1)`,
    [studentIds[0], courseId, daysAgo],
  );
const agesOf = async ({ studentIds }: Classroom) =>
  (
    await db.owner.query(
      'SELECT current_date - day AS age FROM risk_snapshots WHERE user_id = $1 ORDER BY day DESC',
      [studentIds[0]],
    )
  ).rows.map(({ age }) => age);
const prune = () => pruneRecords(db.database, signal);

describe('how long an institution keeps something', () => {
  it('is the product’s schedule until it says otherwise, for itself alone and with a reason', async () => {
    expect(await keptFor('riskScores')).toMatchObject({ days: 730, term: null, coming: null });
    await setTerm(admin(), { kind: 'riskScores', days: '1000', reason });
    expect(await keptFor('riskScores')).toMatchObject({ days: 1000, term: { days: 1000, reason } });
    expect(await keptFor('riskScores', there)).toMatchObject({ days: 730, term: null });
    await setTerm(admin(), { kind: 'riskScores', days: '', reason });
    await later(7);
    expect(await keptFor('riskScores')).toMatchObject({ days: 730, term: { days: null } });
    const { rows } = await db.owner.query(
      `SELECT actor_id, object_id, justification, details FROM audit_log
       WHERE action = 'retention.set' AND institution_id = $1 ORDER BY occurred_at`,
      [here.institutionId],
    );
    const said = { actor_id: here.adminId, object_id: 'riskScores', justification: reason };
    expect(rows).toEqual([
      { ...said, details: { days: 1000, before: 730, own: true, countsInDays: 0 } },
      { ...said, details: { days: 730, before: 1000, own: false, countsInDays: 7 } },
    ]);
  });

  it('counts at once where it is longer and in a week where it is shorter, unless it is taken back', async () => {
    await setTerm(admin(), { kind: 'riskScores', days: '100', reason });
    expect(await keptFor('riskScores')).toMatchObject({ days: 730, term: null, coming: { days: 100 } });
    await later(6);
    expect(await keptFor('riskScores')).toMatchObject({ days: 730 });
    await later(1);
    expect(await keptFor('riskScores')).toMatchObject({ days: 100, coming: null });
    await setTerm(admin(), { kind: 'riskScores', days: '90', reason });
    await setTerm(admin(), { kind: 'riskScores', days: '800', reason });
    await later(30);
    expect(await keptFor('riskScores')).toMatchObject({ days: 800, coming: null });
  });

  it('is said once: the same again is no other event', async () => {
    for (let n = 0; n < 2; n++) await setTerm(admin(), { kind: 'notes', days: '400', reason });
    const { rowCount } = await db.owner.query('SELECT 1 FROM retention_terms WHERE institution_id = $1', [
      here.institutionId,
    ]);
    expect(rowCount).toBe(1);
  });

  it.each([
    ['too short', { kind: 'riskScores', days: '89' }],
    ['too long', { kind: 'riskScores', days: '3651' }],
    ['not whole', { kind: 'riskScores', days: '99.5' }],
    ['no number', { kind: 'riskScores', days: 'for ever' }],
    ['the trail', { kind: 'trail', days: '400' }],
    ['the record of disclosures', { kind: 'disclosures', days: '400' }],
    ['without a reason', { kind: 'riskScores', days: '400', reason: 'so' }],
    ['another institution’s', { kind: 'riskScores', days: '400', institutionId: crypto.randomUUID() }],
  ])('is refused in words: %s', async (_what, input) => {
    await expect(setTerm(admin(), { reason, ...input })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is for administrators to say and to see', async () => {
    for (const viewer of [student(), person(here, here.instructorId, 'INSTRUCTOR')]) {
      await expect(setTerm(viewer, { kind: 'notes', days: '400', reason })).rejects.toMatchObject({
        kind: 'not-found',
      });
      await expect(getTerms(viewer)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });

  it('is held by the database: own institution, own name, nothing dated back, changed or removed', async () => {
    await setTerm(admin(), { kind: 'notes', days: '400', reason });
    const forge = (sql: string, values: unknown[] = []) =>
      asViewer(admin(), (tx) => tx.rows({ name: '', text: sql }, values));
    const insert = `INSERT INTO retention_terms (institution_id, kind, days, reason, set_by, setter_name, counts_from)
      VALUES ($1, 'notes', 1, 'x', $2, 'x', now() - $3::interval)`;
    for (const values of [
      [there.institutionId, here.adminId, '0'],
      [here.institutionId, there.adminId, '0'],
      [here.institutionId, here.adminId, '1 day'],
    ])
      await expect(forge(insert, values)).rejects.toMatchObject({ code: '42501' });
    for (const sql of ['UPDATE retention_terms SET days = 1', 'DELETE FROM retention_terms'])
      await expect(forge(sql)).rejects.toMatchObject({ code: '42501' });
    const seen = 'SELECT institution_id FROM retention_terms WHERE institution_id = $1';
    expect(
      await asViewer(admin(there), (tx) => tx.rows({ name: '', text: seen }, [here.institutionId])),
    ).toEqual([]);
  });
});

describe('what is deleted', () => {
  it('is what each institution no longer keeps, and none of what others still do', async () => {
    const usual = await createClassroom(db.owner, 1);
    for (const room of [here, there, usual]) for (const age of [50, 200, 800, 1200]) await scoreOf(room, age);
    await setTerm(admin(here), { kind: 'riskScores', days: '100', reason });
    await setTerm(admin(there), { kind: 'riskScores', days: '1000', reason });
    expect(await prune()).toMatchObject({ riskScores: 5 });
    expect(await agesOf(here)).toEqual([50, 200]);
    expect(await agesOf(there)).toEqual([50, 200, 800]);
    expect(await agesOf(usual)).toEqual([50, 200]);
    await later(7);
    expect(await prune()).toMatchObject({ riskScores: 1 });
    expect([await agesOf(here), await agesOf(there), await agesOf(usual)]).toEqual([
      [50],
      [50, 200, 800],
      [50, 200],
    ]);
  });

  it('is not what a hold protects, however short the term', async () => {
    await scoreOf(here, 200);
    await setTerm(admin(), { kind: 'riskScores', days: '100', reason });
    await later(7);
    await placeHold(admin(), { studentId: here.studentIds[0], reason: 'a case before the county court' });
    await prune();
    expect(await agesOf(here)).toEqual([200]);
  });

  it('goes by the product’s schedule for whoever has no institution', async () => {
    await scoreOf(here, 200);
    await scoreOf(here, 800);
    await db.owner.query('UPDATE users SET institution_id = NULL WHERE id = $1', [here.studentIds[0]]);
    await setTerm(admin(), { kind: 'riskScores', days: '100', reason });
    await later(7);
    await prune();
    expect(await agesOf(here)).toEqual([200]);
  });
});

it('an erasure waits for as long as the institution keeps proof of studies, and says for how long', async () => {
  const ask = async () => {
    await askErasure(student(), {});
    const { rows } = await db.owner.query(
      "SELECT id FROM erasure_requests WHERE student_id = $1 AND state = 'REQUESTED'",
      [here.studentIds[0]],
    );
    const decision = await decideErasure(admin(), { id: rows[0].id });
    const { rows: decided } = await db.owner.query('SELECT ground FROM erasure_requests WHERE id = $1', [
      rows[0].id,
    ]);
    return [decision, decided[0].ground];
  };
  await db.owner.query(
    "UPDATE enrollments SET status = 'DROPPED', dropped_at = now(), last_activity_at = now() - interval '1000 days' WHERE user_id = $1",
    [here.studentIds[0]],
  );
  expect(retentionSchedule.academicRecord.keptFor).toBe(5 * 365);
  expect(await ask()).toEqual(['REFUSED', expect.stringContaining('for 5 years after')]);
  await setTerm(admin(), { kind: 'academicRecord', days: '1500', reason });
  await later(7);
  expect(await ask()).toEqual(['REFUSED', expect.stringContaining('for 1,500 days after')]);
  await setTerm(admin(), { kind: 'academicRecord', days: '730', reason });
  await later(7);
  expect(await ask()).toEqual(['APPROVED', null]);
});

it('lets messages go after their days, unless somebody whom one reached is protected', async () => {
  here = await createClassroom(db.owner, 2);
  const { keptFor: days } = retentionSchedule.messages;
  const send = async (age: number, students: readonly string[]) => {
    const { rows } = await db.owner.query<{ id: string }>(
      `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'x', 'ALL', 'a subject', 'a body', $3, now() - make_interval(days => $4)) RETURNING id`,
      [here.courseId, here.instructorId, students.length, age],
    );
    for (const id of students)
      await db.owner.query(
        'INSERT INTO message_recipients (message_id, student_id, course_id) VALUES ($1, $2, $3)',
        [rows[0]?.id, id, here.courseId],
      );
    return rows[0]?.id ?? '';
  };
  const [first = '', second = ''] = here.studentIds;
  const young = await send(days - 1, [first, second]);
  await send(days + 1, [first]);
  const shared = await send(days + 1, [first, second]);
  const kept = async () => {
    const { rows } = await db.owner.query<{ id: string }>(
      `SELECT m.id FROM messages m WHERE m.course_id = $1
         AND m.recipients = (SELECT count(*) FROM message_recipients r WHERE r.message_id = m.id)`,
      [here.courseId],
    );
    return rows.map(({ id }) => id).sort();
  };
  await placeHold(admin(), { studentId: second, reason: 'a case before the county court' });
  expect(await pruneMessages(db.database, signal)).toBe(1);
  expect(await kept()).toEqual([young, shared].sort());
  const [hold] = await openHolds(admin());
  await releaseHold(admin(), { id: hold?.id, reason: 'the case is closed' });
  expect(await pruneMessages(db.database, signal)).toBe(1);
  expect(await kept()).toEqual([young]);
  expect(await pruneMessages(db.database, signal)).toBe(0);
  const { rows } = await db.owner.query(
    "SELECT details FROM audit_log WHERE action = 'retention.prune' AND object_id = 'messages'",
  );
  expect(rows).toEqual(Array.from({ length: 2 }, () => ({ details: { rows: 1, olderThanDays: days } })));
});

it('deletes nothing that a hold protects which is placed while something is deleted', async () => {
  const { keptFor: days } = retentionSchedule.messages;
  const studentId = here.studentIds[0] ?? '';
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO messages (id, course_id, sender_id, sender_name, audience, subject, body, recipients, created_at)
     SELECT gen_random_uuid(), $1, $2, 'x', 'ALL', 'a subject', 'a body', 1, now() - make_interval(days => $3)
     FROM generate_series(1, 3) RETURNING id`,
    [here.courseId, here.instructorId, days + 1],
  );
  for (const { id } of rows)
    await db.owner.query(
      'INSERT INTO message_recipients (message_id, student_id, course_id) VALUES ($1, $2, $3)',
      [id, studentId, here.courseId],
    );
  const placing = new pg.Client({ connectionString: db.ownerUrl });
  await placing.connect();
  await placing.query('BEGIN');
  await placing.query(
    `INSERT INTO legal_holds (institution_id, student_id, reason, placed_by, placer_name) VALUES ($1, $2, 'a case', $3, 'x')`,
    [here.institutionId, studentId, here.adminId],
  );
  const pruning = pruneMessages(db.database, signal);
  await vi.waitFor(async () => {
    const waiting = await db.owner.query(
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
    );
    expect(waiting.rows.length).toBeGreaterThan(0);
  });
  await placing.query('COMMIT');
  await placing.end();
  expect(await pruning).toBe(0);
});
