import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import type { Viewer } from '@/lib/access/viewer';
import { dismissRecommendation } from './dismiss';
import { refreshLessonNorms } from './lesson-norms';
import { getLessonWork } from './lesson-work';
import { getGroundedRecommendations, getRecommendations } from './own-recommendations';
import { recheckRecommendations } from './recheck-recommendations';
import { measureRecommendations, noteShown } from './recommendation-events';
import { getRecommendationRates } from './recommendation-rates';
import { type Kept, recommendAgain } from './recommendations';
import { changeRule } from './rules/mutations';
import { productRules, type RuleChanges, rulesOf } from './rules/rules';
import { currentVersion } from './rules/versions';
import { eventIn, personOf, studentOf, study } from './testing/study';

let db: TestDatabase;
let room: Classroom;
const never = new AbortController().signal;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const show = async (who: Viewer, now = new Date()) => {
  const shown = await getGroundedRecommendations(who, now);
  await noteShown(who, shown, now);
  return shown.map(({ recommendation }) => recommendation);
};
const events = async (kind: string) =>
  (await db.owner.query('SELECT user_id, rule FROM recommendation_events WHERE kind = $1', [kind])).rows;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 14);
  for (let n = 1; n < 12; n++) {
    const done = { seconds: 100 + n, comprehensionScore: 70 + n, at: hoursAgo(30) };
    await study(
      room,
      n,
      [0, 1, 2].map((section) => eventIn(room, 0, section, done)),
    );
  }
  const weak = { seconds: 300, comprehensionScore: 55, at: hoursAgo(30) };
  await study(room, 0, [
    eventIn(room, 0, 0, weak),
    eventIn(room, 0, 1, { ...weak, comprehensionScore: 41 }),
    eventIn(room, 0, 2, weak),
  ]);
});
afterAll(() => db.close());

describe('what lessons take the class', () => {
  it('is worked out where something changed, and kept where nothing did', async () => {
    expect(await refreshLessonNorms(db.database, never)).toBe(1);
    expect(await refreshLessonNorms(db.database, never)).toBe(0);
    const [first, second] = await getLessonWork(studentOf(room, 0));
    // Twelve finished: 303 … 333 seconds and 900; the lower middle one is 318, told as 300 among so few. Scores: 50.3 and 71 … 81.
    expect(first).toMatchObject({
      seconds: 900,
      classSeconds: 300,
      classComprehension: 75,
      finished: 3,
      required: 3,
    });
    expect(first?.weakest).toMatchObject({ title: 'Section 1.2', place: 2, score: 41 });
    expect(second).toMatchObject({ seconds: 0, classSeconds: null, classComprehension: null, finished: 0 });
  });

  it('is withheld below eleven', async () => {
    const small = await createClassroom(db.owner, 10);
    for (let n = 0; n < 10; n++)
      await study(
        small,
        n,
        [0, 1, 2].map((section) => eventIn(small, 0, section)),
      );
    await refreshLessonNorms(db.database, never);
    expect((await getLessonWork(studentOf(small, 0)))[0]).toMatchObject({ classSeconds: null });
    const { rows } = await db.owner.query(
      'SELECT students, median_seconds FROM lesson_norms WHERE course_id = $1 ORDER BY students DESC',
      [small.courseId],
    );
    expect(rows[0]).toEqual({ students: 10, median_seconds: null });
  });
});

describe('a recommendation', () => {
  it('points to what was slow and weak', async () => {
    const [first] = await getRecommendations(studentOf(room, 0));
    expect(first).toMatchObject({
      rule: 'slow-and-weak',
      sectionId: room.lessons[0]?.sectionIds[1],
      text: expect.stringContaining('3.0 times the class’s time'),
    });
    expect(await getRecommendations(personOf(room, room.instructorId, 'INSTRUCTOR'))).toEqual([]);
  });

  it('is written down as shown once a week', async () => {
    const student = studentOf(room, 0);
    const shown = await getGroundedRecommendations(student);
    for (let n = 0; n < 2; n++) await noteShown(student, shown, new Date());
    expect(await events('SHOWN')).toHaveLength(shown.length);
  });

  it('stays away once it is dismissed, for its section alone', async () => {
    const student = studentOf(room, 0);
    const { courseId } = room;
    const sectionId = room.lessons[0]?.sectionIds[1];
    for (let n = 0; n < 2; n++)
      await dismissRecommendation(student, { courseId, sectionId, rule: 'slow-and-weak' });
    expect(await events('DISMISSED')).toHaveLength(1);
    const { rows } = await db.owner.query(
      "SELECT actor_id, object_id, details FROM audit_log WHERE action = 'recommendation.dismiss'",
    );
    expect(rows).toEqual([
      { actor_id: student.userId, object_id: sectionId, details: { courseId, rule: 'slow-and-weak' } },
    ]);
    const rules = (await getRecommendations(student)).map(({ rule }) => rule);
    expect(rules).not.toContain('slow-and-weak');
    const later = new Date(Date.now() + 31 * 86_400_000);
    expect((await getRecommendations(student, later)).map(({ rule }) => rule)).toContain('slow-and-weak');
  });

  it('can be dismissed by its student alone', async () => {
    const own = { courseId: room.courseId, sectionId: room.lessons[0]?.sectionIds[0], rule: 'continue' };
    const stranger = studentOf(await createClassroom(db.owner, 1), 0);
    for (const who of [stranger, personOf(room, room.instructorId, 'INSTRUCTOR')])
      await expect(dismissRecommendation(who, own)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(dismissRecommendation(null, own)).rejects.toMatchObject({ kind: 'unauthenticated' });
    const student = studentOf(room, 0);
    await expect(dismissRecommendation(student, { ...own, sectionId: randomUUID() })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(dismissRecommendation(student, { ...own, rule: 'mine' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('counts as followed once the student worked where it pointed, within the week', async () => {
    const [follower, late] = [studentOf(room, 3), studentOf(room, 4)];
    for (const who of [follower, late]) await show(who);
    await db.owner.query(
      "UPDATE recommendation_events SET at = at - interval '8 days', day = day - 8 WHERE user_id = $1",
      [late.userId],
    );
    for (const n of [3, 4]) await study(room, n, [eventIn(room, 1, 0)]);
    expect(await measureRecommendations(db.database)).toBe(1);
    expect(await measureRecommendations(db.database)).toBe(0);
    expect(await events('FOLLOWED')).toEqual([{ user_id: follower.userId, rule: 'continue' }]);
  });
});

describe('what is on record of recommendations', () => {
  type Recorded = Kept & { kind: string; version: number; override: string | null };
  const recorded = async (userId: string) =>
    (
      await db.owner.query<Recorded>(
        `SELECT course_id AS "courseId", rule, kind, evidence, rules_version AS version, rules_override AS override
         FROM recommendation_events WHERE user_id = $1 ORDER BY at, rule, kind`,
        [userId],
      )
    ).rows;
  const admin = () => personOf(room, room.adminId, 'ADMIN');
  const change = (rule: string, value: number | null) =>
    changeRule(admin(), { rule, value, reason: 'to see what becomes of history' });
  const again = async (event: Recorded, version = event.version) => {
    const { rows } = await db.owner.query<{ changes: RuleChanges }>(
      'SELECT changes FROM analytics_rules WHERE id = $1',
      [event.override],
    );
    const override = event.override === null ? null : Number(event.override);
    return recommendAgain(event, rulesOf(version, rows[0]?.changes, override));
  };

  it('comes out again under the rules of its day, whatever the institution changed since', async () => {
    const student = studentOf(room, 5);
    await study(room, 5, [eventIn(room, 1, 0, { comprehensionScore: 40 })]);
    const first = await show(student);
    expect(first.map(({ rule }) => rule)).toContain('weak-section');
    await change('recommendations.weakScore', 30);
    await change('recommendations.nearlyDoneSections', 2);
    const second = await show(student);
    expect(second.map(({ rule }) => rule)).toContain('nearly-done');
    expect(second.map(({ rule }) => rule)).not.toContain('weak-section');
    await change('recommendations.weakScore', null);
    await change('recommendations.nearlyDoneSections', null);
    const events = await recorded(student.userId);
    const shown = [...first, ...second];
    expect(events.map(({ override }) => override === null)).toContain(false);
    expect(events).toHaveLength(shown.length);
    for (const event of events) expect(shown).toContainEqual(await again(event));
    const weak = events.filter(({ rule }) => rule === 'weak-section');
    const nearly = events.filter(({ rule }) => rule === 'nearly-done');
    expect(nearly.map((event) => recommendAgain(event, productRules))).toEqual([null]);
    const strict = rulesOf(currentVersion, { 'recommendations.weakScore': 30 });
    expect(weak.map((event) => recommendAgain(event, strict))).toEqual([null]);
  });

  it('is checked as a whole: what does not come out again, or was not kept, is counted', async () => {
    const check = () => recheckRecommendations(db.database, never);
    const { rowCount } = await db.owner.query('SELECT 1 FROM recommendation_events');
    expect(await check()).toEqual({ checked: rowCount, differing: 0, withoutEvidence: 0 });
    const own = "WHERE user_id = $1 AND rule = 'weak-section'";
    const change = (to: string) =>
      db.owner.query(`UPDATE recommendation_events SET evidence = ${to} ${own}`, [room.studentIds[5]]);
    const { rows } = await db.owner.query(`SELECT evidence FROM recommendation_events ${own}`, [
      room.studentIds[5],
    ]);
    await change(`evidence || '{"score": 61}'`);
    expect(await check()).toMatchObject({ checked: rowCount, differing: 1 });
    await change(`evidence - 'score'`);
    expect(await check()).toMatchObject({ checked: rowCount, differing: 1 });
    await change('NULL');
    expect(await check()).toMatchObject({ differing: 0, withoutEvidence: 1 });
    await change(`'${JSON.stringify(rows[0]?.evidence).replaceAll("'", "''")}'`);
  });

  it('keeps with an answer the rules and the evidence of the showing that it answers', async () => {
    const student = studentOf(room, 6);
    await change('recommendations.streakDays', 9);
    const [shown] = await show(student);
    await change('recommendations.streakDays', null);
    const { courseId, rule, sectionId } = shown ?? {};
    await dismissRecommendation(student, { courseId, rule, sectionId });
    await study(room, 6, [eventIn(room, 1, 0)]);
    expect(await measureRecommendations(db.database)).toBe(1);
    const events = (await recorded(student.userId)).filter((event) => event.rule === rule);
    expect(events.map(({ kind }) => kind).toSorted()).toEqual(['DISMISSED', 'FOLLOWED', 'SHOWN']);
    expect(new Set(events.map(({ override }) => override)).size).toBe(1);
    expect(events[0]?.override).not.toBeNull();
    for (const event of events) expect(await again(event)).toEqual(shown);
  });

  it('holds an answer without a showing by the rules of now, and without evidence', async () => {
    const student = studentOf(room, 7);
    const sectionId = room.lessons[0]?.sectionIds[0];
    await dismissRecommendation(student, { courseId: room.courseId, sectionId, rule: 'continue' });
    expect(await recorded(student.userId)).toMatchObject([
      { kind: 'DISMISSED', version: currentVersion, override: null, evidence: null },
    ]);
  });

  it('counts as followed within the days that the institution’s rules gave when it was shown', async () => {
    const [patient, late] = [studentOf(room, 8), studentOf(room, 9)];
    await show(late);
    await change('recommendations.followedDays', 14);
    await show(patient);
    await change('recommendations.followedDays', null);
    await db.owner.query(
      "UPDATE recommendation_events SET at = at - interval '10 days', day = day - 10 WHERE user_id = ANY ($1)",
      [[patient.userId, late.userId]],
    );
    for (const n of [8, 9]) await study(room, n, [eventIn(room, 1, 0)]);
    expect(await measureRecommendations(db.database)).toBe(1);
    expect((await recorded(late.userId)).map(({ kind }) => kind)).toEqual(['SHOWN']);
    expect((await recorded(patient.userId)).map(({ kind }) => kind)).toEqual(['SHOWN', 'FOLLOWED']);
  });
});

describe('the rate of a rule', () => {
  const rates = () => getRecommendationRates(personOf(room, room.adminId, 'ADMIN'));
  const put = (n: number, kind: string, daysAgo: number) =>
    db.owner.query(
      `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, at)
       VALUES ($1, $2, 'paused', $3, $4, current_date - $5::int, 2, now() - make_interval(days => $5::int))`,
      [room.studentIds[n], room.courseId, room.lessons[1]?.sectionIds[0], kind, daysAgo],
    );

  it('is withheld below ten students, and of the own institution', async () => {
    for (let n = 0; n < 9; n++) await put(n, 'SHOWN', 8);
    await put(12, 'SHOWN', 6);
    expect(await rates()).toEqual([]);
    await put(9, 'SHOWN', 9);
    for (const n of [0, 1, 2]) await put(n, 'FOLLOWED', 5);
    await put(3, 'DISMISSED', 5);
    expect(await rates()).toEqual([{ rule: 'paused', students: 10, shown: 10, dismissed: 1, followed: 3 }]);
    const { rows } = await db.owner.query<{ id: string }>(
      `INSERT INTO analytics_rules (institution_id, base_version, changes, reason, created_by)
       VALUES ($1, 4, '{"recommendations.followedDays": 9}', 'a longer time', $2) RETURNING id`,
      [room.institutionId, room.adminId],
    );
    const shown =
      "UPDATE recommendation_events SET rules_override = $1 WHERE rule = 'paused' AND user_id = $2";
    await db.owner.query(shown, [rows[0]?.id, room.studentIds[0]]);
    expect(await rates()).toEqual([]);
    const other = await createClassroom(db.owner, 1);
    expect(await getRecommendationRates(personOf(other, other.adminId, 'ADMIN'))).toEqual([]);
    await expect(getRecommendationRates(studentOf(room, 0))).rejects.toMatchObject({ kind: 'not-found' });
  });
});
