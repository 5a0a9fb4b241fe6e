import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { importActivity } from '@/lib/interop/activity/import-activity';
import { importRoster } from '@/lib/interop/roster/import-roster';
import { importStructure } from '@/lib/interop/structure/import-structure';
import { folderOf } from '@/lib/interop/testing/files';
import { assessClass, type ClassDay } from './assess-class';
import { getAtRisk } from './at-risk';
import { readClassDay } from './read-class-days';
import { dayOf, type OuladCourse, ouladIsThere, readOutcomes, writeOuladFiles } from './testing/oulad';
import { type Judged, precisionAt, rocAuc } from './testing/ranking';
import { productWeights, type SignalName, signalNames, type Weights } from './weights';

const courses: OuladCourse[] = ['AAA_2013J', 'AAA_2014J', 'BBB_2013B'];
const weeks = 4;

let db: TestDatabase;

beforeAll(async () => {
  if (!ouladIsThere) return;
  db = await testDatabase();
  const folder = folderOf({});
  writeOuladFiles(folder, courses, weeks * 7);
  const context = { database: db.database, dataDir: folderOf({}) };
  await importRoster(context, folder);
  await importStructure(context, `${folder}/structure.csv`, null);
  await importActivity(context, `${folder}/early.csv`, null);
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
}, 300_000);
afterAll(() => db?.close());

async function staffOf(course: OuladCourse): Promise<{ viewer: Viewer; courseId: string }> {
  const { rows } = await db.owner.query(
    `SELECT id AS "courseId", instructor_id AS "userId", institution_id AS "institutionId" FROM courses WHERE sourced_id = $1`,
    [course],
  );
  const { courseId, userId, institutionId } = rows[0];
  const viewer = mintViewer({ userId, role: 'INSTRUCTOR', institutionId, displayName: 'Staff', email: null });
  return { viewer, courseId };
}

type Seen = { class: ClassDay; outcomes: Map<string, boolean> };

/** The class on day 28, and the outcomes by user id that nobody could know then. */
async function lookAt(course: OuladCourse): Promise<Seen> {
  const { courseId } = await staffOf(course);
  const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
  const seen = await db.database.transaction(system, (tx) =>
    readClassDay(tx, courseId, dayOf(course, weeks * 7)),
  );
  const { rows } = await db.owner.query<{ id: string; name: string }>(
    'SELECT id, sourced_id AS name FROM users',
  );
  const outcomes = readOutcomes(course);
  return { class: seen, outcomes: new Map(rows.map(({ id, name }) => [id, outcomes.get(name) ?? false])) };
}

/** Everybody's score of day 28 beside the outcome. */
function judge({ class: seen, outcomes }: Seen, weights: Weights): Judged[] {
  const answer = assessClass(seen, weights);
  if (answer.usual === null) throw new Error(answer.notEnough);
  return answer.assessments.map(({ userId, score }) => ({ score, outcome: outcomes.get(userId) ?? false }));
}

const only = (signal: SignalName): Weights => ({
  ...productWeights,
  points: {
    ...productWeights.points,
    ...Object.fromEntries(signalNames.map((s) => [s, s === signal ? 1 : 0])),
  },
});
const without = (signal: SignalName): Weights => ({
  ...productWeights,
  points: { ...productWeights.points, [signal]: 0 },
});
const share = (value: number) => value.toFixed(3);
const lineOf = (signal: SignalName, seen: Seen) =>
  `  ${signal.padEnd(13)} alone ${share(rocAuc(judge(seen, only(signal))).auc)}, all without it ${share(rocAuc(judge(seen, without(signal))).auc)}`;

function headline(course: OuladCourse, judged: Judged[]): string {
  const { auc, low, high } = rocAuc(judged);
  const listed = judged.filter(({ score }) => score >= productWeights.listedFrom);
  return (
    `${course}: ${judged.length} students enrolled on day 28, ${share(baseOf(judged))} withdrew or failed later; ` +
    `ROC AUC ${share(auc)} (95 % ${share(low)}–${share(high)}), precision at 50 ${share(precisionAt(judged, 50))}, ` +
    `at 100 ${share(precisionAt(judged, 100))}; on the list ${listed.length}, of whom ${share(baseOf(listed))}`
  );
}

const baseOf = (judged: Judged[]) => judged.filter(({ outcome }) => outcome).length / judged.length;

describe.skipIf(!ouladIsThere)('the at-risk list on real students (OULAD), first four weeks only', () => {
  it.each(courses)('%s: ranks those who later withdrew or failed above the rest', async (course) => {
    const seen = await lookAt(course);
    const judged = judge(seen, productWeights);
    console.warn([headline(course, judged), ...signalNames.map((signal) => lineOf(signal, seen))].join('\n'));
    expect(judged.length).toBeGreaterThan(300);
    expect(rocAuc(judged).low).toBeGreaterThan(0.55);
    expect(precisionAt(judged, 100)).toBeGreaterThan(1.4 * baseOf(judged));
  });

  it('does so clearly in BBB_2013B', async () => {
    const judged = judge(await lookAt('BBB_2013B'), productWeights);
    expect(judged.length).toBeGreaterThan(1_400);
    expect(rocAuc(judged).low).toBeGreaterThan(0.65);
    expect(precisionAt(judged, 100)).toBeGreaterThan(1.8 * baseOf(judged));
  });

  it('says the same when it is asked on day 28 and when it is asked a year later', async () => {
    const { viewer, courseId } = await staffOf('BBB_2013B');
    const day = dayOf('BBB_2013B', weeks * 7);
    const asked = () => getAtRisk(viewer, courseId, { day, limit: 200 });
    const list = await asked();
    await db.owner.query(
      `UPDATE enrollments SET status = 'ACTIVE', dropped_at = NULL, ends_on = NULL WHERE course_id = $1 AND ends_on > $2`,
      [courseId, day],
    );
    expect(await asked()).toEqual(list);
    expect(list).toMatchObject({ asOf: day, comparedWith: dayOf('BBB_2013B', 21), notEnough: null });
    for (const { reasons, change } of list.students) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { text } of reasons) expect(text).toMatch(/\d.*\.$/);
      expect(change?.text).toMatch(/\.$/);
    }
  });
});
