import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { changeRule } from '@/lib/analytics/rules/mutations';
import { productRules, rulesOf } from '@/lib/analytics/rules/rules';
import { addDays } from '@/lib/days';
import { foldCourseTotals } from '@/lib/progress/fold';
import { requireClass } from '../class-access';
import { getAtRisk } from './at-risk';
import { forgetRiskLists } from './forget-lists';
import { keepRiskLists } from './keep-lists';
import { keepRiskScores, type RiskEvidence } from './keep-scores';
import { readLivePage } from './risk-list';
import { assess } from './score';
import { readStoredPage } from './stored-list';
import { getStudentRisk } from './student-risk';
import { anyHistory, busy, stopped } from './testing/histories';
import { historyOf, type RawHistory } from './testing/history';
import { writeHistories } from './testing/write-histories';
import { productWeights, weightsOf } from './weights';

type Kept = { score: number; evidence: RiskEvidence; version: number; override: number | null };

let db: TestDatabase;
let room: Classroom;
/** The day of the list: yesterday in the institution, the course's 28th. */
let day: string;
const students = 16;

const viewer = (userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: 'Somebody', email: null });
const instructor = () => viewer(room.instructorId, 'INSTRUCTOR');
const asked = (query: { day?: string; limit?: number; cursor?: string } = {}) =>
  getAtRisk(instructor(), room.courseId, { limit: 50, ...query });
const keep = () => keepRiskLists(db.database, new AbortController().signal);
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
const forget = () => db.database.transaction(system, (tx) => forgetRiskLists(tx, [room.courseId]));
const write = (raws: RawHistory[]) => {
  const starts = addDays(day, -27);
  return writeHistories(db.owner, room, { starts, histories: raws.map((raw) => historyOf(raw, starts)) });
};
const crowd = (count: number, raw = busy) => Array.from({ length: count }, () => raw);

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
  await foldCourseTotals(db.database);
  const { rows } = await db.owner.query<{ day: string }>(
    "SELECT ((now() AT TIME ZONE 'Pacific/Auckland')::date - 1)::text AS day",
  );
  day = rows[0]?.day ?? '';
});
afterAll(() => db.close());

describe('a stored list', () => {
  /** Ten who worked, three of whom stopped early: without them there would be no list. And six who did anything. */
  const classes = fc.tuple(
    fc.tuple(...[12, 12, 12, 28, 28, 28, 28, 28, 28, 28].map((max) => fc.integer({ min: max - 8, max }))),
    fc.array(anyHistory, { minLength: 6, maxLength: 6 }),
  );
  const page = { limit: 50, after: null };

  it('is the live one of its day, without those who have left the class since', async () => {
    let listed = 0;
    await fc.assert(
      fc.asyncProperty(classes, async ([stops, others]) => {
        const working = stops.map((stop) => ({
          ...busy,
          activity: busy.activity.filter(({ after }) => after < stop),
        }));
        await write([...working, ...others]);
        await forget();
        expect(await keep()).toMatchObject({ classes: 1 });
        const range = { from: day, to: day, rules: productRules.reference };
        const stored = await readStoredPage(instructor(), room.courseId, range, page);
        const live = await readLivePage(instructor(), room.courseId, day, productWeights, page);
        const gone = new Set(room.studentIds.filter((_, n) => hasLeft([...working, ...others][n])));
        const still = live.students.filter(({ userId }) => !gone.has(userId));
        const kinds = (kind: string) => still.filter(({ change }) => change?.kind === kind).length;
        listed += still.length;
        expect(stored).toEqual({
          ...live,
          workedOutAt: expect.any(String),
          shownAtMost: null,
          students: still,
          totals: { listed: still.length, new: kinds('new'), worse: kinds('worse') },
        });
      }),
      { numRuns: 15 },
    );
    expect(listed).toBeGreaterThan(15);
  });

  const hasLeft = (raw: RawHistory | undefined) =>
    raw !== undefined && ((raw.dropped && raw.ended !== null) || raw.completed !== null);
});

describe('the page', () => {
  beforeEach(async () => {
    await write([...crowd(4, stopped), ...crowd(12)]);
    await forget();
  });

  it('reads it, says when it was made, and works other days out', async () => {
    expect(await asked()).toMatchObject({ asOf: day, workedOutAt: null, totals: { listed: 4 } });
    expect(await keep()).toEqual({ classes: 1, listed: 4 });
    expect(await keep()).toEqual({ classes: 0, listed: 0 });
    const page = await asked();
    expect(page).toMatchObject({ asOf: day, shownAtMost: null, totals: { listed: 4, judged: students } });
    expect(Date.parse(page.workedOutAt ?? '')).toBeLessThanOrEqual(Date.now());
    expect(await asked({ day })).toEqual(page);
    for (const other of [addDays(day, 1), addDays(day, -3), '2999-01-01'])
      expect((await asked({ day: other })).workedOutAt).toBeNull();
    expect((await asked({ day: '2999-01-01' })).asOf).toBe(addDays(day, 1));
  });

  it('turns its pages by key, in the order of the live one', async () => {
    const live = await asked();
    await keep();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await asked({ limit: 1, cursor });
      seen.push(...page.students.map(({ userId }) => userId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(live.students.map(({ userId }) => userId));
  });

  it('shows nobody who has left the class, at once', async () => {
    await keep();
    const [first, second] = room.studentIds;
    const leave = (userId: string | undefined, change: string) =>
      db.owner.query(`UPDATE enrollments SET ${change} WHERE user_id = $1 AND course_id = $2`, [
        userId,
        room.courseId,
      ]);
    await leave(first, "status = 'DROPPED', dropped_at = now()");
    await leave(second, `ends_on = '${day}'`);
    const page = await asked();
    expect(page.totals.listed).toBe(2);
    expect(page.students.map(({ userId }) => userId).toSorted()).toEqual(
      room.studentIds.slice(2, 4).toSorted(),
    );
  });

  it('says of one student what the list says, stored or worked out, and nothing of others', async () => {
    const of = (n: number, who = instructor()) => getStudentRisk(who, course, room.studentIds[n] ?? '');
    const course = await asViewer(instructor(), (tx) => requireClass(tx, instructor(), room.courseId));
    const worked = [await of(0), await of(15)];
    await keep();
    const page = await asked();
    const own = page.students.find(({ userId }) => userId === room.studentIds[0]);
    expect(own?.reasons.length).toBeGreaterThan(1);
    expect([await of(0), await of(15)]).toEqual(
      worked.map((risk) => ({ ...risk, workedOutAt: expect.any(String) })),
    );
    expect(worked).toMatchObject([
      { student: own, left: null, comparedWith: page.comparedWith, isCut: false },
      { student: null, left: null, notEnough: null, listedFrom: productWeights.listedFrom },
    ]);
    const stranger = mintViewer({
      userId: room.studentIds[15] ?? '',
      role: 'STUDENT',
      institutionId: room.institutionId,
      displayName: 'x',
      email: null,
    });
    expect((await of(0, stranger)).student).toBeNull();
  });

  it('tells whose score fell below the list within the week', async () => {
    const pause = (raw: RawHistory) => ({
      ...raw,
      activity: raw.activity.filter(({ after }) => after < 5 || after > 21),
    });
    await write([...crowd(2, pause(busy)), ...crowd(14)]);
    await forget();
    const course = await asViewer(instructor(), (tx) => requireClass(tx, instructor(), room.courseId));
    const of = () => getStudentRisk(instructor(), course, room.studentIds[0] ?? '');
    const worked = await of();
    await keep();
    expect(worked).toMatchObject({ student: null, left: expect.stringMatching(/^From \d+ to \d+\.$/) });
    expect(await of()).toEqual({ ...worked, workedOutAt: expect.any(String) });
  });

  it('serves yesterday’s until the night’s is there, and nothing older', async () => {
    await keep();
    const age = () => db.owner.query('UPDATE risk_lists SET day = day - 1');
    await age();
    expect(await asked()).toMatchObject({ asOf: addDays(day, -1), workedOutAt: expect.any(String) });
    await age();
    expect(await asked()).toMatchObject({ asOf: day, workedOutAt: null });
    expect(await keep()).toMatchObject({ classes: 1 });
    expect(await asked()).toMatchObject({ asOf: day, workedOutAt: expect.any(String) });
  });

  it('follows a changed rule at once, and names it; the night’s list does as well', async () => {
    await keep();
    const change = { rule: 'risk.listedFrom', value: 65, reason: 'we write to very few people' };
    const admin = viewer(room.adminId, 'ADMIN');
    await changeRule(admin, change);
    const page = await asked();
    expect(page).toMatchObject({ workedOutAt: null, totals: { listed: 0 }, weights: { listedFrom: 65 } });
    expect(page.rules.override).not.toBeNull();
    expect(await keep()).toEqual({ classes: 1, listed: 0 });
    expect(await asked()).toEqual({ ...page, workedOutAt: expect.any(String), shownAtMost: null });
    await changeRule(admin, { ...change, value: null });
    expect(await keep()).toEqual({ classes: 1, listed: 4 });
  });

  it('has beside it kept scores that name the institution’s rules, and come out again under them', async () => {
    const changes = { 'risk.listedFrom': 30, 'riskPoints.absence': 40 };
    for (const [rule, value] of Object.entries(changes))
      await changeRule(viewer(room.adminId, 'ADMIN'), { rule, value, reason: 'we look for silence' });
    const { rules } = await asked();
    await keepRiskScores(db.database, new AbortController().signal);
    const { rows } = await db.owner.query<Kept>(
      'SELECT score, evidence, weights_version AS version, rules_override::int AS override FROM risk_snapshots',
    );
    expect(rows.length).toBeGreaterThanOrEqual(4);
    for (const { score, evidence, ...reference } of rows) {
      expect(reference).toEqual(rules);
      const weights = weightsOf(rulesOf(reference.version, changes));
      expect(assess(evidence.student, evidence.usual, weights)?.score).toBe(score);
    }
  });

  it('is read by staff, a row by its student, and written by the product alone', async () => {
    await keep();
    const ask = (userId: string, role: 'STUDENT' | 'INSTRUCTOR', text: string) =>
      db.database.transaction({ userId, role, institutionId: room.institutionId }, (tx) =>
        tx.rows({ name: '', text }),
      );
    const [own = '', , , , classmate = ''] = room.studentIds;
    const rows = 'SELECT user_id FROM risk_list_students';
    expect(await ask(own, 'STUDENT', rows)).toEqual([{ user_id: own }]);
    expect(await ask(classmate, 'STUDENT', rows)).toEqual([]);
    expect(await ask(own, 'STUDENT', 'SELECT 1 FROM risk_lists')).toEqual([]);
    expect((await ask(room.instructorId, 'INSTRUCTOR', rows)).length).toBe(4);
    await expect(
      ask(room.instructorId, 'INSTRUCTOR', 'UPDATE risk_list_students SET score = 0'),
    ).rejects.toMatchObject({ code: '42501' });
    for (const change of [
      'UPDATE risk_lists SET judged = 0 RETURNING 1',
      'DELETE FROM risk_lists RETURNING 1',
      'DELETE FROM risk_list_students RETURNING 1',
    ])
      expect(await ask(room.instructorId, 'INSTRUCTOR', change)).toEqual([]);
  });
});
