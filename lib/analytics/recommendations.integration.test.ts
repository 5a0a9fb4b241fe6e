import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { dismissRecommendation } from './dismiss';
import { refreshLessonNorms } from './lesson-norms';
import { getLessonWork } from './lesson-work';
import { getRecommendations } from './own-recommendations';
import { measureRecommendations, noteShown } from './recommendation-events';
import { getRecommendationRates } from './recommendation-rates';
import { eventIn, personOf, studentOf, study } from './testing/study';

let db: TestDatabase;
let room: Classroom;
const never = new AbortController().signal;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
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
    const shown = await getRecommendations(student);
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
    for (const who of [follower, late]) await noteShown(who, await getRecommendations(who), new Date());
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

describe('the rate of a rule', () => {
  const rates = () => getRecommendationRates(personOf(room, room.adminId, 'ADMIN'));
  const show = (n: number, kind: string, daysAgo: number) =>
    db.owner.query(
      `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, at)
       VALUES ($1, $2, 'paused', $3, $4, current_date - $5::int, 2, now() - make_interval(days => $5::int))`,
      [room.studentIds[n], room.courseId, room.lessons[1]?.sectionIds[0], kind, daysAgo],
    );

  it('is withheld below ten students, and of the own institution', async () => {
    for (let n = 0; n < 9; n++) await show(n, 'SHOWN', 8);
    await show(12, 'SHOWN', 6);
    expect(await rates()).toEqual([]);
    await show(9, 'SHOWN', 9);
    for (const n of [0, 1, 2]) await show(n, 'FOLLOWED', 5);
    await show(3, 'DISMISSED', 5);
    expect(await rates()).toEqual([{ rule: 'paused', students: 10, shown: 10, dismissed: 1, followed: 3 }]);
    const other = await createClassroom(db.owner, 1);
    expect(await getRecommendationRates(personOf(other, other.adminId, 'ADMIN'))).toEqual([]);
    await expect(getRecommendationRates(studentOf(room, 0))).rejects.toMatchObject({ kind: 'not-found' });
  });
});
