import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { getRoster } from '@/lib/classes/roster';
import { rosterQuery } from '@/lib/classes/schema';
import { writeDetails } from '@/lib/confidential/write';
import { openTimeline, timelineQuery } from '@/lib/oversight/timeline';
import { disclosureQuery, getDisclosures } from './disclosures';
import { requestAccess } from './request-access';

let db: TestDatabase;
let here: Classroom;
let there: Classroom;
let adminId: string;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 3);
  there = await createClassroom(db.owner, 1);
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO users (email, role, institution_id, display_name) VALUES ('admin@x.test', 'ADMIN', $1, 'Ada Admin') RETURNING id`,
    [here.institutionId],
  );
  adminId = rows[0]?.id ?? '';
});
afterAll(() => db.close());

const viewer = (room: Classroom, userId: string, role: Role): Viewer =>
  mintViewer({
    userId,
    role,
    institutionId: room.institutionId,
    displayName: `${role} ${userId}`,
    email: null,
  });
const student = (n: number) => viewer(here, here.studentIds[n] ?? '', 'STUDENT');
const teacher = () => viewer(here, here.instructorId, 'INSTRUCTOR');
const admin = () => viewer(here, adminId, 'ADMIN');
const ask = (who: Viewer | null, more: object = {}) =>
  requestAccess(who, {
    studentId: here.studentIds[0],
    scope: 'full',
    purpose: 'advising',
    justification: 'the student asked for advice',
    ...more,
  });
const lastEvent = async () =>
  (await db.owner.query('SELECT * FROM audit_log ORDER BY occurred_at DESC, id LIMIT 1')).rows[0];

describe('what outsiders do about a record', () => {
  it('is filed where the record is, for its administrators', async () => {
    const outsider = viewer(there, there.instructorId, 'INSTRUCTOR');
    await expect(ask(outsider)).rejects.toMatchObject({ kind: 'forbidden' });
    const told = { actor_id: there.instructorId, outcome: 'DENIED', student_id: here.studentIds[0] };
    expect(await lastEvent()).toMatchObject({ ...told, institution_id: here.institutionId });
    await expect(ask(outsider, { studentId: randomUUID() })).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await lastEvent()).toMatchObject({ institution_id: there.institutionId });
    const { entries } = await openTimeline(admin(), here.studentIds[0] ?? '', timelineQuery.parse({}));
    expect(entries).toContainEqual(
      expect.objectContaining({ actorId: there.instructorId, outcome: 'DENIED' }),
    );
  });
});

describe('the gate', () => {
  it('shows a student the own record in full', async () => {
    const { level, ground, record } = await ask(student(0));
    expect({ level, ground }).toEqual({ level: 'full', ground: 'OWN_RECORD' });
    expect(record.student.id).toBe(here.studentIds[0]);
    expect(record.courses).toHaveLength(1);
    expect(record.person).toBeDefined();
  });

  it('takes an id in capitals for the same one, also where a justification is no whole text', async () => {
    const capitals = {
      studentId: here.studentIds[0]?.toUpperCase(),
      justification: 'half a sign \ud83d only',
    };
    expect(await ask(student(0), capitals)).toMatchObject({ ground: 'OWN_RECORD' });
    expect(await lastEvent()).toMatchObject({
      student_id: here.studentIds[0],
      object_id: here.studentIds[0],
      justification: 'half a sign \ufffd only',
    });
  });

  it('shows an instructor the academic part of the classes taught, whatever is asked for', async () => {
    const answer = await ask(teacher());
    expect(answer).toMatchObject({ level: 'academic', courseIds: [here.courseId] });
    expect(answer.record.courses?.[0]?.academic).toBeDefined();
    expect(answer.record).not.toHaveProperty('person');
    expect(answer.record).not.toHaveProperty('activity');
    expect(answer.notice).toContain('only for the purpose it was asked for');
  });

  it('shows confidential details at the full level only', async () => {
    await writeDetails(admin(), {
      studentId: here.studentIds[0],
      version: 0,
      purpose: 'enrolment form',
      ssn: '123-45-6789',
    });
    expect((await ask(admin())).record.confidential).toMatchObject({ ssn: '123-45-6789' });
    expect((await ask(student(0))).record.confidential).toMatchObject({ ssn: '123-45-6789' });
    for (const answer of [await ask(admin(), { scope: 'academic' }), await ask(teacher())])
      expect(JSON.stringify(answer)).not.toContain('123-45');
  });

  it('leaves out what is beyond the level', async () => {
    const summary = await ask(admin(), { scope: 'summary' });
    expect(summary.record.courses?.[0]).not.toHaveProperty('academic');
    expect(Object.keys((await ask(admin(), { scope: 'DIRECTORY' })).record)).toEqual(['student']);
    expect((await ask(admin())).record.person?.email).toMatch(/@/);
  });

  it('refuses everybody else alike, and the trail has it with purpose and justification', async () => {
    const strangers: [Viewer, object][] = [
      [student(1), {}],
      [viewer(there, there.instructorId, 'INSTRUCTOR'), {}],
      [viewer(there, adminId, 'ADMIN'), {}],
      [admin(), { studentId: there.studentIds[0] }],
      [admin(), { studentId: here.instructorId }],
      [admin(), { studentId: randomUUID() }],
    ];
    const refusals = new Set<string>();
    for (const [who, more] of strangers) {
      const refusal = await ask(who, more).catch((error: Error & { status: number }) => error);
      refusals.add(`${Reflect.get(refusal, 'status')} ${Reflect.get(refusal, 'message')}`);
      expect(await lastEvent()).toMatchObject({
        action: 'record.access',
        outcome: 'DENIED',
        actor_id: who.userId,
        purpose: 'advising',
        justification: 'the student asked for advice',
      });
    }
    expect([...refusals]).toEqual(['403 There is no ground on which you may see such a record.']);
  });

  it('closes when the student leaves the class', async () => {
    const target = { studentId: here.studentIds[2] };
    expect((await ask(teacher(), target)).level).toBe('academic');
    await db.owner.query('SELECT drop_student($1, $2)', [here.studentIds[2], here.courseId]);
    await expect(ask(teacher(), target)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('wants a purpose and a justification, and nothing that it does not know', async () => {
    for (const more of [
      { purpose: '' },
      { purpose: undefined },
      { justification: 'short' },
      { scope: 'everything' },
      { studentId: 'me' },
      { level: 'full' },
    ])
      await expect(ask(admin(), more), JSON.stringify(more)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(ask(null)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('shows nothing when the trail cannot be written', async () => {
    await db.owner.query(
      "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END'",
    );
    await db.owner.query(
      'CREATE TRIGGER full_disk BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION fail()',
    );
    await expect(ask(student(0))).rejects.toThrow();
    await db.owner.query('DROP TRIGGER full_disk ON audit_log');
  });
});

describe('who looked at my record', () => {
  it('tells a student of every look and try, with reason, and of the class lists; of nobody else’s', async () => {
    await getRoster(teacher(), here.courseId, rosterQuery.parse({}));
    await ask(teacher(), { studentId: here.studentIds[1], purpose: 'grade review' });
    await ask(student(0), { studentId: here.studentIds[1] }).catch(() => undefined);
    const { items } = await getDisclosures(student(1), disclosureQuery.parse({}));
    expect(
      items.map(({ action, outcome, purpose, level, course }) => ({
        action,
        outcome,
        purpose,
        level,
        course,
      })),
    ).toEqual([
      { action: 'record.access', outcome: 'DENIED', purpose: 'advising', level: 'none', course: null },
      {
        action: 'record.access',
        outcome: 'ALLOWED',
        purpose: 'grade review',
        level: 'academic',
        course: null,
      },
      { action: 'class.view', outcome: 'ALLOWED', purpose: null, level: null, course: expect.any(String) },
    ]);
    const others = await getDisclosures(
      viewer(there, there.studentIds[0] ?? '', 'STUDENT'),
      disclosureQuery.parse({}),
    );
    expect(others.items.every(({ action }) => action === 'record.access')).toBe(true);
    const tries = await getDisclosures(teacher(), disclosureQuery.parse({}));
    expect(tries.items.map(({ outcome }) => outcome)).toEqual(['DENIED']);
  });

  it('tells of class lists also after the student has left the class, which go on naming who left', async () => {
    const self = student(2);
    const looks = async () =>
      (await getDisclosures(self, disclosureQuery.parse({}))).items.filter(
        ({ action }) => action === 'class.view',
      ).length;
    await db.owner.query(
      "UPDATE enrollments SET status = 'DROPPED', dropped_at = now() WHERE user_id = $1 AND course_id = $2",
      [self.userId, here.courseId],
    );
    const before = await looks();
    const query = rosterQuery.parse({ status: 'DROPPED' });
    const { students: named } = await getRoster(teacher(), here.courseId, query);
    expect(named.map(({ userId }) => userId)).toContain(self.userId);
    expect(await looks()).toBe(before + 1);
    await db.owner.query(
      "UPDATE enrollments SET status = 'ACTIVE', dropped_at = NULL WHERE user_id = $1 AND course_id = $2",
      [self.userId, here.courseId],
    );
  });

  it('comes in pages that neither repeat nor skip, also of events that one transaction wrote', async () => {
    await asViewer(admin(), async (tx) => {
      for (let n = 0; n < 5; n += 1)
        await appendAudit(tx, admin(), {
          action: 'record.access',
          objectType: 'education record',
          ...{ objectId: student(0).userId, studentId: student(0).userId },
        });
    });
    const all = await getDisclosures(student(0), disclosureQuery.parse({}));
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await getDisclosures(
        student(0),
        disclosureQuery.parse({ limit: 2, cursor: cursor ?? undefined }),
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(3);
  });
});
