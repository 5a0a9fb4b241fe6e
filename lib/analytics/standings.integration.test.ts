import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { recheckStandings } from './recheck-standings';
import { recordStandings } from './record-standings';
import { changeRule } from './rules/mutations';
import { type RuleChanges, rulesOf } from './rules/rules';
import { judge, type Standing } from './standing';
import { getStandingHistory, statusSpans } from './standing-history';
import { getStudentProgress } from './student-progress';
import { eventIn, personOf, studentOf, study } from './testing/study';

type Recorded = {
  user_id: string;
  day: string;
  evidence: Standing;
  status: string | null;
  status_confidence: string | null;
  style: string | null;
  style_confidence: string | null;
  rules_version: number;
  rules_override: string | null;
};

let db: TestDatabase;
let room: Classroom;
const never = new AbortController().signal;
const record = () => recordStandings(db.database, never);
const recorded = async () =>
  (await db.owner.query<Recorded>('SELECT * FROM standings ORDER BY day, user_id')).rows;
/** A night passes: everything so far becomes a day older. */
async function sleep(): Promise<void> {
  await db.owner.query("UPDATE standings SET day = day + 1000, recorded_at = recorded_at - interval '1 day'");
  await db.owner.query('UPDATE standings SET day = day - 1001');
}

const ownRows = async (n: number) =>
  (await recorded()).filter(({ user_id }) => user_id === room.studentIds[n]);
/** What is on record last is what the dashboard says now, for everybody who has begun. */
async function expectLatestToAgree(): Promise<void> {
  for (let n = 0; n < 12; n++) {
    const last = (await ownRows(n)).at(-1);
    const [now] = await getStudentProgress(studentOf(room, n));
    expect([last?.status, last?.style], `student ${n}`).toEqual([
      now?.learningStatus.value,
      now?.learningStyle.value,
    ]);
  }
}

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 13);
  for (let n = 0; n < 12; n++) await study(room, n, sections(n % 5, 400));
});
afterAll(() => db.close());

/** The first sections of the course up to `last`, done. */
const sections = (last: number, seconds: number) =>
  Array.from({ length: last + 1 }, (_, n) => eventIn(room, Math.floor(n / 3), n % 3, { seconds }));

describe('the nightly record', () => {
  it('holds every student who has begun, once', async () => {
    expect(await record()).toBe(12);
    expect(await record()).toBe(0);
    const rows = await recorded();
    expect(rows.map(({ user_id }) => user_id).sort()).toEqual(room.studentIds.slice(0, 12).sort());
    expect(rows.some(({ status }) => status !== null) && rows.some(({ status }) => status === null)).toBe(
      true,
    );
  });

  it('adds a row only where the result changed, and not twice a day', async () => {
    await sleep();
    await study(room, 4, [eventIn(room, 0, 0, { seconds: 5 })]);
    expect(await record()).toBe(0);
    await study(room, 1, sections(2, 400));
    await record();
    expect(await ownRows(1)).toHaveLength(2);
    await expectLatestToAgree();
    await study(room, 1, sections(4, 400));
    await record();
    expect(await ownRows(1)).toHaveLength(2);
    await sleep();
    await record();
    expect(await ownRows(1)).toHaveLength(3);
    await expectLatestToAgree();
  });

  it('follows whoever does nothing while the class goes on', async () => {
    await sleep();
    const before = await ownRows(2);
    expect(before.at(-1)?.status).toBe('ON_TRACK');
    for (let n = 0; n < 12; n++) if (n !== 2) await study(room, n, sections(4, 400));
    await record();
    const after = await ownRows(2);
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.status).toBe('NEEDS_SUPPORT');
    await expectLatestToAgree();
  });

  it('stops between batches when told to, and goes on later', async () => {
    await sleep();
    await study(room, 2, sections(4, 400));
    expect(await recordStandings(db.database, AbortSignal.abort())).toBe(0);
    await record();
    await expectLatestToAgree();
  });

  it('comes out again under the rules of its day, whatever the rules became', async () => {
    const admin = personOf(room, room.adminId, 'ADMIN');
    for (const [rule, value] of [
      ['status.minimumSections', 1],
      ['confidence.mediumClassmates', 10],
      ['style.efficientPace', 3],
    ] as const) {
      await sleep();
      await changeRule(admin, { rule, value, reason: 'to see what becomes of history' });
      for (let n = 0; n < 5; n++) await study(room, n, sections((n * value) % 5, 20));
      expect(await record()).toBe(12);
      await expectLatestToAgree();
    }
    const { rows: changes } = await db.owner.query<{ id: string; changes: RuleChanges }>(
      'SELECT id, changes FROM analytics_rules',
    );
    const rows = await recorded();
    expect(new Set(rows.map(({ rules_override }) => rules_override)).size).toBe(4);
    for (const row of rows) {
      const own = changes.find(({ id }) => id === row.rules_override);
      expect(judge(row.evidence, rulesOf(row.rules_version, own?.changes))).toEqual({
        status: row.status,
        statusConfidence: row.status_confidence,
        style: row.style,
        styleConfidence: row.style_confidence,
      });
    }
    expect(await recheckStandings(db.database, never)).toEqual({
      checked: rows.length,
      differing: 0,
      withoutEvidence: 0,
    });
  });

  it('is checked as a whole: what does not come out again is counted', async () => {
    const forge =
      "UPDATE standings SET status = 'ACCELERATED' WHERE user_id = $1 AND status = 'NEEDS_SUPPORT'";
    const { rowCount } = await db.owner.query(forge, [room.studentIds[2]]);
    expect(rowCount).toBeGreaterThan(0);
    expect(await recheckStandings(db.database, never)).toMatchObject({ differing: rowCount });
    await db.owner.query(
      "UPDATE standings SET status = 'NEEDS_SUPPORT' WHERE user_id = $1 AND status = 'ACCELERATED'",
      [room.studentIds[2]],
    );
  });

  it('is shown to the student as the changes of status', async () => {
    const history = await getStandingHistory(studentOf(room, 1), room.courseId);
    expect(history.length).toBe((await ownRows(1)).length);
    expect(statusSpans(history).length).toBeLessThan(history.length);
    expect(await getStandingHistory(studentOf(room, 12), room.courseId)).toEqual([]);
  });
});

describe('the changes of status', () => {
  it('are one span as long as the status stays', () => {
    const on = (day: string, status: 'ON_TRACK' | 'ACCELERATED' | null) => ({
      day,
      status,
      statusConfidence: null,
      style: null,
      rulesVersion: 2,
    });
    const history = [on('2026-03-05', 'ON_TRACK'), on('2026-03-03', 'ON_TRACK'), on('2026-03-01', null)];
    expect(statusSpans(history).map(({ status, from }) => [status, from])).toEqual([
      ['ON_TRACK', '2026-03-03'],
      [null, '2026-03-01'],
    ]);
  });
});
