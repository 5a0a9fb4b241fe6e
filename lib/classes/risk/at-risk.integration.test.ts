import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { rulesOf } from '@/lib/analytics/rules/rules';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { Refusal } from '@/lib/errors';
import { getAtRisk } from './at-risk';
import { keepRiskScores, type RiskEvidence } from './keep-scores';
import { readClassWeek } from './read-class-days';
import { recheckScores } from './recheck-scores';
import { assess } from './score';
import { anyHistory, busy, stopped } from './testing/histories';
import { type History, historyOf, type RawHistory, referenceFacts } from './testing/history';
import { writeHistories } from './testing/write-histories';
import { weekBefore } from './week-before';
import { productWeights, weightsOf } from './weights';

let db: TestDatabase;
let room: Classroom;
const students = 14;
const day = '2026-03-29';
const starts = '2026-03-02';

const viewer = (userId: string, role: Viewer['role'], institutionId = room.institutionId) =>
  mintViewer({ userId, role, institutionId, displayName: 'Somebody', email: null });
const instructor = () => viewer(room.instructorId, 'INSTRUCTOR');

const write = (histories: History[], optional: number | null = null) =>
  writeHistories(db.owner, room, { starts, histories, optional });

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
const readWeek = () => db.database.transaction(system, (tx) => readClassWeek(tx, room.courseId, day));

const arrange = () =>
  write([stopped, ...Array.from({ length: students - 1 }, () => busy)].map((raw) => historyOf(raw, starts)));

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
});
afterAll(() => db.close());

describe('what a class did', () => {
  const classHistory = fc.array(anyHistory, { minLength: students, maxLength: students });

  it('is on any day what counting the raw rows one by one gives', async () => {
    await fc.assert(
      fc.asyncProperty(classHistory, fc.option(fc.integer({ min: 0, max: 5 })), async (raw, optional) => {
        const histories = raw.map((one) => historyOf(one, starts));
        await write(histories, optional);
        const { now, before } = await readWeek();
        for (const [seen, on] of [
          [now, day],
          [before, weekBefore(day)],
        ] as const) {
          const expected = histories.flatMap((one, n) => {
            const facts = referenceFacts(one, { day: on, starts, optional, timeZone: 'Pacific/Auckland' });
            return facts ? [{ userId: room.studentIds[n], ...facts }] : [];
          });
          const byUser = (a: { userId?: string }, b: { userId?: string }) =>
            (a.userId ?? '') < (b.userId ?? '') ? -1 : 1;
          expect(seen.students.toSorted(byUser)).toEqual(expected.toSorted(byUser));
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('the at-risk list', () => {
  it('names who stopped, with reasons and numbers, and what the week did', async () => {
    await arrange();
    const page = await getAtRisk(instructor(), room.courseId, { day, limit: 50 });
    expect(page).toMatchObject({
      asOf: day,
      comparedWith: '2026-03-22',
      notEnough: null,
      totals: { judged: students, listed: 1, new: 1, worse: 0 },
      left: [],
    });
    const [student] = page.students;
    expect(student).toMatchObject({ userId: room.studentIds[0], change: { kind: 'new' } });
    expect(student?.reasons.map(({ text }) => text)).toContain(
      'No activity for 12 days; the class’s median is 0 days.',
    );
    expect(student?.change?.text).toMatch(/^New from \d+\. Most of it: /);
  });

  it('says why there is none in the first days, and in a small class', async () => {
    await arrange();
    const early = await getAtRisk(instructor(), room.courseId, { day: '2026-03-05', limit: 50 });
    expect(early).toMatchObject({
      notEnough: 'the course is in its first 7 days',
      students: [],
      usual: null,
    });
    const later = await getAtRisk(instructor(), room.courseId, { day: '2026-03-10', limit: 50 });
    expect(later).toMatchObject({ notEnough: null, comparedWith: null });
    const small = await createClassroom(db.owner, 3);
    const teacher = viewer(small.instructorId, 'INSTRUCTOR', small.institutionId);
    expect((await getAtRisk(teacher, small.courseId, { limit: 50 })).notEnough).toContain(
      'needs 10 students',
    );
  });

  it('shows a finished course as of its last day with activity, and no day to come', async () => {
    await arrange();
    await db.owner.query(
      `UPDATE enrollments e SET last_activity_at = (SELECT max(a.day) FROM activity_days a WHERE a.user_id = e.user_id)
       WHERE e.course_id = $1`,
      [room.courseId],
    );
    await db.owner.query("UPDATE courses SET ends_on = '2026-04-10' WHERE id = $1", [room.courseId]);
    for (const asked of [undefined, '2999-01-01']) {
      expect((await getAtRisk(instructor(), room.courseId, { day: asked, limit: 50 })).asOf).toBe(day);
    }
  });

  it('shows everybody once, page by page', async () => {
    const few = Array.from({ length: 6 }, () => ({ ...stopped, progress: [] }));
    await write([...few, ...Array.from({ length: 8 }, () => busy)].map((raw) => historyOf(raw, starts)));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await getAtRisk(instructor(), room.courseId, { day, limit: 4, cursor });
      seen.push(...page.students.map(({ userId }) => userId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(room.studentIds.slice(0, 6).toSorted());
    const kinds = async (show: 'new' | 'worse') =>
      (await getAtRisk(instructor(), room.courseId, { day, show, limit: 9 })).students.map(
        ({ change }) => change?.kind,
      );
    expect(await kinds('worse')).toEqual(Array.from({ length: 6 }, () => 'worse'));
    expect(await kinds('new')).toEqual([]);
    await expect(getAtRisk(instructor(), room.courseId, { limit: 4, cursor: 'x' })).rejects.toThrow(
      'page link',
    );
  });

  it('is refused alike to everybody else, whether the class exists or not, and every look is in the trail', async () => {
    const other = await createClassroom(db.owner, 1);
    for (const stranger of [
      viewer(other.instructorId, 'INSTRUCTOR', other.institutionId),
      viewer(other.adminId, 'ADMIN', other.institutionId),
      viewer(room.studentIds[0] ?? '', 'STUDENT'),
    ]) {
      for (const courseId of [room.courseId, randomUUID()]) {
        const refusal = await getAtRisk(stranger, courseId, { limit: 5 }).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(Refusal);
        expect(String(refusal)).toBe('Error: There is nothing here that you can see.');
      }
    }
    const looks = async () =>
      (await db.owner.query("SELECT actor_id FROM audit_log WHERE action = 'class.risk.view'")).rows;
    const before = (await looks()).length;
    await getAtRisk(viewer(room.adminId, 'ADMIN'), room.courseId, { day, limit: 5 });
    expect((await looks()).slice(before)).toEqual([{ actor_id: room.adminId }]);
  });
});

describe('kept scores', () => {
  /** The class as it would be with its day 28 yesterday; `first` is what the first student did. */
  async function arrangeNow(first: RawHistory): Promise<void> {
    const { rows } = await db.owner.query<{ begun: string }>(
      "SELECT ((now() AT TIME ZONE 'Pacific/Auckland')::date - 28)::text AS begun",
    );
    const begun = rows[0]?.begun ?? '';
    const all = [first, ...Array.from({ length: students - 1 }, () => busy)];
    await write(all.map((raw) => historyOf(raw, begun)));
    await db.owner.query('UPDATE courses SET starts_on = $2, ends_on = $2::date + 60 WHERE id = $1', [
      room.courseId,
      begun,
    ]);
  }
  const keep = () => keepRiskScores(db.database, new AbortController().signal);
  const kept = async () =>
    (
      await db.owner.query<{
        userId: string;
        score: number;
        reasons: unknown;
        evidence: RiskEvidence;
        version: number;
      }>(
        `SELECT user_id AS "userId", score, reasons, evidence, weights_version AS version FROM risk_snapshots ORDER BY day, user_id`,
      )
    ).rows;

  it('are those of the list alone, written once, and come out again under their version', async () => {
    await arrangeNow(stopped);
    expect(await keep()).toMatchObject({ kept: 1 });
    expect(await keep()).toMatchObject({ kept: 0 });
    const rows = await kept();
    expect(rows.map(({ userId }) => userId)).toEqual([room.studentIds[0]]);
    for (const { evidence, version, score, reasons } of rows) {
      expect(version).toBe(currentVersion);
      expect(assess(evidence.student, evidence.usual, weightsOf(rulesOf(version)))).toMatchObject({
        score,
        reasons,
      });
    }
    const check = () => recheckScores(db.database, new AbortController().signal);
    expect(await check()).toEqual({ checked: 1, differing: 0, withoutEvidence: 0 });
    await db.owner.query('UPDATE risk_snapshots SET score = score - 1');
    expect(await check()).toMatchObject({ differing: 1 });
    await db.owner.query('UPDATE risk_snapshots SET score = score + 1');
  });

  it('follow who left the list, and nobody else', async () => {
    await db.owner.query('UPDATE risk_snapshots SET day = day - 7');
    await arrangeNow(busy);
    expect(await keep()).toMatchObject({ kept: 1 });
    expect((await kept()).map(({ userId, score }) => [userId, score >= productWeights.listedFrom])).toEqual([
      [room.studentIds[0], true],
      [room.studentIds[0], false],
    ]);
  });

  it('can be changed by nobody, and be read by the student and the staff alone', async () => {
    const as = (userId: string, role: 'STUDENT' | 'INSTRUCTOR') => ({
      userId,
      role,
      institutionId: room.institutionId,
    });
    const ask = (userId: string, role: 'STUDENT' | 'INSTRUCTOR', text: string) =>
      db.database.transaction(as(userId, role), (tx) => tx.rows({ name: '', text }));
    const [own = '', classmate = ''] = room.studentIds;
    const all = 'SELECT score FROM risk_snapshots';
    expect((await ask(own, 'STUDENT', all)).length).toBe(2);
    expect((await ask(room.instructorId, 'INSTRUCTOR', all)).length).toBe(2);
    expect(await ask(classmate, 'STUDENT', all)).toEqual([]);
    for (const change of [
      'UPDATE risk_snapshots SET score = 0',
      `INSERT INTO risk_snapshots SELECT user_id, course_id, day - 1, 0, reasons, evidence, 1 FROM risk_snapshots`,
    ]) {
      await expect(ask(room.instructorId, 'INSTRUCTOR', change)).rejects.toMatchObject({ code: '42501' });
    }
    // Only the retention schedule deletes.
    await ask(room.instructorId, 'INSTRUCTOR', 'DELETE FROM risk_snapshots');
    await ask(own, 'STUDENT', 'DELETE FROM risk_snapshots');
    expect((await ask(room.instructorId, 'INSTRUCTOR', all)).length).toBe(2);
  });
});
