import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { getNotifications } from '@/lib/notifications/centre';
import { centreQuery } from '@/lib/notifications/schema';
import type { Teller } from '@/lib/notifications/tell-all';
import { tellRecordDecisions } from './decisions';
import { tellConsents, tellEmergencies, tellReviewers } from './opened';
import { tellRecordsWaiting } from './waiting';

let db: TestDatabase;
let room: Classroom;
const person = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: 'x', email: null });
const student = () => person(room.studentIds[0] ?? '', 'STUDENT');
const page = (viewer: Viewer) => getNotifications(viewer, centreQuery.parse({}));
const tellAt = (teller: Teller, at: string) => asSystem((tx) => teller(tx, new Date(at)), db.database);

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  room = await createClassroom(db.owner, 2);
});

describe('the worker tells', () => {
  it('of decisions about records whoever asked, once each, and not what was decided', async () => {
    const [own, other] = room.studentIds;
    const decide = (sql: string, values: unknown[]) => db.owner.query(sql, values);
    const by = [own, room.institutionId];
    await decide(
      `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants, answered_at, answer)
       VALUES ($1, $2, $1, '2026-03-01', 'all', '2026-03-10T10:00:00Z', 'a secret answer')`,
      by,
    );
    await decide(
      `INSERT INTO amendment_requests (student_id, institution_id, requested_by, contested, wanted, reason, state, decided_at,
         heard_at) VALUES ($1, $2, $1, 'a', 'b', 'c', 'UPHELD', '2026-03-09T10:00:00Z', '2026-03-10T10:00:00Z')`,
      by,
    );
    await decide(
      `INSERT INTO amendment_requests (student_id, institution_id, requested_by, contested, wanted, reason, state, decided_at,
         hearing_at, hearing_place, hearing_set_at)
       VALUES ($1, $2, $1, 'a', 'b', 'c', 'HEARING_REQUESTED', '2026-01-09T10:00:00Z', '2026-03-20T10:00:00Z', 'Room 12',
         '2026-03-10T10:00:00Z')`,
      by,
    );
    for (const [state, decidedAt] of [
      ['REFUSED', '2026-03-10T10:00:00Z'],
      ['REFUSED', '2026-02-10T10:00:00Z'],
      ['ERASED', '2026-03-10T10:00:00Z'],
      ['REQUESTED', null],
    ])
      await decide(
        'INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_at) VALUES ($1, $2, $1, $3, $4)',
        [...by, state, decidedAt],
      );
    const ofAnother = `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants, answered_at)
       VALUES ($1, $2, $3, '2026-03-01', 'all', '2026-03-10T10:00:00Z')`;
    await decide(ofAnother, [other, room.institutionId, room.instructorId]);
    expect(await tellAt(tellRecordDecisions, '2026-03-10T10:05:00Z')).toBe(6);
    expect(
      (await page(person(other ?? '', 'STUDENT'))).notifications,
      'asked for by nobody who may',
    ).toMatchObject([{ title: 'Your request to see your record was answered' }]);
    expect(await tellAt(tellRecordDecisions, '2026-03-10T10:15:00Z')).toBe(0);
    await decide(
      "UPDATE amendment_requests SET hearing_set_at = '2026-03-10T10:16:00Z' WHERE student_id = $1 AND state = 'HEARING_REQUESTED'",
      [own],
    );
    expect(await tellAt(tellRecordDecisions, '2026-03-10T10:17:00Z'), 'moved').toBe(1);
    await decide(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by, verified_at)
       VALUES ($1, $2, $3, 'mother', 'passport', $4, '2026-01-01')`,
      [room.instructorId, other, room.institutionId, room.adminId],
    );
    const born = (day: string) =>
      decide(
        `INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET birth_date = excluded.birth_date`,
        [other, day, room.adminId],
      );
    await born('2000-01-01');
    expect(await tellAt(tellRecordDecisions, '2026-03-10T10:25:00Z'), 'the rights have passed').toBe(0);
    await born('2015-01-01');
    expect(await tellAt(tellRecordDecisions, '2026-03-10T10:35:00Z')).toBe(1);
    const told = (await page(student())).notifications;
    expect(told.map(({ title }) => title).sort()).toEqual([
      'The hearing about your record has a day and a place',
      'The hearing about your record has a day and a place',
      'There is a decision after the hearing about your record',
      'Your request to have your record corrected was decided',
      'Your request to have your record erased was decided',
      'Your request to see your record was answered',
    ]);
    expect(JSON.stringify(told)).not.toContain('secret');
    expect((await page(person(room.instructorId, 'INSTRUCTOR'))).notifications).toMatchObject([
      { title: 'Your request to see your child’s record was answered', href: `/guardian/${other}/requests` },
    ]);
  });

  it('of a look in an emergency the student and who holds the rights, and what the review found', async () => {
    const [own, other] = room.studentIds;
    const look = (studentId: string | undefined, openedAt: string) =>
      db.owner.query(
        `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients, opened_at)
         VALUES ($1, $2, $3, 'x', 'full', 'a secret threat', 'y', $4)`,
        [studentId, room.institutionId, room.instructorId, openedAt],
      );
    await look(own, '2026-03-10T10:00:00Z');
    await look(other, '2026-03-10T10:00:00Z');
    await look(own, '2026-02-10T10:00:00Z');
    await db.owner.query(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by, verified_at)
       VALUES ($1, $2, $3, 'mother', 'passport', $4, '2026-01-01')`,
      [room.instructorId, other, room.institutionId, room.adminId],
    );
    expect(await tellAt(tellReviewers, '2026-03-10T10:05:00Z')).toBe(2);
    expect(await tellAt(tellReviewers, '2026-03-10T10:15:00Z')).toBe(0);
    expect(await tellAt(tellEmergencies, '2026-03-10T10:05:00Z'), 'no day of birth: the rights passed').toBe(
      2,
    );
    expect(await tellAt(tellEmergencies, '2026-03-10T10:15:00Z')).toBe(0);
    await db.owner.query(
      "INSERT INTO rights_facts (user_id, birth_date, recorded_by) VALUES ($1, '2015-01-01', $2)",
      [other, room.adminId],
    );
    await db.owner.query(
      `UPDATE emergency_accesses SET reviewed_at = '2026-03-10T11:00:00Z', reviewed_by = $1, justified = false
       WHERE student_id = ANY ($2) AND opened_at > '2026-03-01'`,
      [room.adminId, [own, other]],
    );
    expect(await tellAt(tellEmergencies, '2026-03-10T11:05:00Z'), 'who opened them as well').toBe(6);
    expect(await tellAt(tellEmergencies, '2026-03-10T11:15:00Z')).toBe(0);
    const told = (await page(student())).notifications;
    expect(told.map(({ title }) => title).sort()).toEqual([
      'A review found that there was no emergency when your record was opened',
      'Your record was opened in a health or safety emergency',
    ]);
    expect(JSON.stringify(told)).not.toContain('secret');
    const { notifications: ofGuardian } = await page(person(room.instructorId, 'INSTRUCTOR'));
    expect(ofGuardian.map(({ title, href }) => [title, href]).sort()).toEqual([
      ...Array.from({ length: 2 }, () => [
        'A review found that there was no emergency when you opened a record',
        '/teach',
      ]),
      [
        'A review found that there was no emergency when your child’s record was opened',
        `/guardian/${other}`,
      ],
      ['Your child’s record was opened in a health or safety emergency', `/guardian/${other}`],
    ]);
  });

  it('of a consent the account that it names, when it counts, and when it was taken back', async () => {
    const consent = async (givenBy: string | undefined, partyEmail: string) => {
      const { rows } = await db.owner.query(
        `INSERT INTO consents (student_id, institution_id, given_by, records, purpose, party_name, party_email, signature,
           signed_on, expires_on, created_at) VALUES ($1, $2, $3, 'summary', 'a job', 'x', $4, 'A Secret Name', '2026-03-01',
           '2030-01-01', '2026-03-10T10:00:00Z') RETURNING id`,
        [room.studentIds[0], room.institutionId, givenBy, partyEmail],
      );
      return rows[0].id as string;
    };
    const { rows } = await db.owner.query('SELECT email FROM users WHERE id = $1', [room.instructorId]);
    const id = await consent(room.studentIds[0], rows[0].email);
    await consent(room.studentIds[1], rows[0].email);
    await consent(room.studentIds[0], `${randomUUID()}@nobody.test`);
    expect(await tellAt(tellConsents, '2026-03-10T10:05:00Z'), 'not of one by somebody else').toBe(1);
    expect(await tellAt(tellConsents, '2026-03-10T10:15:00Z')).toBe(0);
    await db.owner.query("UPDATE consents SET revoked_at = '2026-03-11T10:00:00Z' WHERE id = $1", [id]);
    expect(await tellAt(tellConsents, '2026-03-11T10:05:00Z')).toBe(1);
    const told = (await page(person(room.instructorId, 'INSTRUCTOR'))).notifications;
    expect(told.map(({ title, href }) => [title, href]).sort()).toEqual([
      ['A consent to your seeing a record was taken back', '/consented'],
      ['Somebody consented to your seeing a record', '/consented'],
    ]);
    expect(JSON.stringify(told)).not.toContain('Secret');
  });

  it('of what waits about records administrators, in the morning, where it is new or due soon', async () => {
    const admin = person(room.adminId, 'ADMIN');
    const titles = async () => (await page(admin)).notifications.map(({ title, body }) => [title, body]);
    const ask = (at: string) =>
      db.owner.query(
        `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_at, requested_on, wants)
         VALUES ($1, $2, $1, $3::timestamptz, $3::timestamptz::date, 'all')`,
        [room.studentIds[0], room.institutionId, at],
      );
    const look = (accessorId: string) =>
      db.owner.query(
        `INSERT INTO emergency_accesses (student_id, institution_id, accessor_id, accessor_name, level, threat, recipients, opened_at)
         VALUES ($1, $2, $3, 'x', 'full', 'x', 'y', '2026-03-04T12:00:00Z')`,
        [room.studentIds[1], room.institutionId, accessorId],
      );
    await ask('2026-03-02T12:00:00Z');
    expect(await tellAt(tellRecordsWaiting, '2026-03-03T06:59:00Z')).toBe(0);
    expect(await tellAt(tellRecordsWaiting, '2026-03-03T07:00:00Z')).toBe(1);
    expect(await tellAt(tellRecordsWaiting, '2026-03-03T20:00:00Z'), 'once a day').toBe(0);
    expect(await tellAt(tellRecordsWaiting, '2026-03-04T09:00:00Z'), 'nothing is new').toBe(0);
    await look(room.adminId);
    expect(await tellAt(tellReviewers, '2026-03-05T09:00:00Z'), 'somebody else reviews it').toBe(0);
    await look(room.instructorId);
    expect(await tellAt(tellReviewers, '2026-03-05T09:00:00Z')).toBe(1);
    expect(await tellAt(tellRecordsWaiting, '2026-03-05T09:00:00Z'), 'of each at once').toBe(0);
    expect(await tellAt(tellRecordsWaiting, '2026-04-08T09:00:00Z')).toBe(0);
    expect(await tellAt(tellRecordsWaiting, '2026-04-09T09:00:00Z'), 'seven days are left').toBe(1);
    expect(await tellAt(tellRecordsWaiting, '2026-04-16T09:00:00Z')).toBe(1);
    expect(await tellAt(tellRecordsWaiting, '2026-04-17T09:00:00Z')).toBe(1);
    expect(await titles()).toEqual([
      [
        '1 request about records and 1 look in an emergency wait for you',
        'The answer to one was due on 16 Apr 2026.',
      ],
      ['1 request about records and 1 look in an emergency wait for you', 'The answer to one is due today.'],
      [
        '1 request about records and 1 look in an emergency wait for you',
        'The first answer is due on 16 Apr 2026, in 7 days.',
      ],
      [
        'A record was opened in a health or safety emergency',
        'Another administrator than the one who opened it reviews whether there was one.',
      ],
      ['1 request about records waits for you', 'The first answer is due on 16 Apr 2026, in 44 days.'],
    ]);
    await db.owner.query(
      "UPDATE inspection_requests SET answered_at = '2026-04-17T10:00:00Z', answered_on = '2026-04-17' WHERE institution_id = $1",
      [room.institutionId],
    );
    expect(await tellAt(tellRecordsWaiting, '2026-04-18T09:00:00Z')).toBe(0);
  });
});
