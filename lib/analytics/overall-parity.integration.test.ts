import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { play, step } from '@/lib/interop/testing/history';
import { addDays, localDay } from './calendar-day';
import { getCourseOutlook } from './course-outlook';
import { overallOf } from './overall';
import { getOverallOutlook } from './overall-outlook';
import { getStudyRuns, streakOn } from './streak';
import { getStudentProgress } from './student-progress';
import { overallReferenceOf } from './testing/overall-reference';
import { readRaw } from './testing/reference';
import { eventIn, studentOf, study } from './testing/study';

let db: TestDatabase;
const now = new Date();
/** Days of the two courses are never the same for an hour or more. */
const zones = ['Pacific/Auckland', 'America/Los_Angeles'] as const;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A class of twelve, and a small one elsewhere whose course its first student takes as well. */
async function createTwoCourses(): Promise<[Classroom, Classroom]> {
  const large = await createClassroom(db.owner, 12);
  const small = await createClassroom(db.owner, 1);
  for (const [n, { institutionId }] of [large, small].entries())
    await db.owner.query('UPDATE institutions SET time_zone = $1 WHERE id = $2', [zones[n], institutionId]);
  const studentId = large.studentIds[0] ?? '';
  await db.owner.query('SELECT enroll_student($1, $2)', [studentId, small.courseId]);
  return [large, { ...small, institutionId: large.institutionId, studentIds: [studentId] }];
}

const history = fc.array(step, { maxLength: 20 });

it('all courses together equal what plain TypeScript makes of the raw rows', async () => {
  await fc.assert(
    fc.asyncProperty(history, history, fc.nat(5), async (inLarge, inSmall, done) => {
      const [large, small] = await createTwoCourses();
      for (let n = 1; n < 12; n++)
        await study(large, n, [eventIn(large, 0, done % 3, { completion: 9 * n })]);
      await play({ db, room: large, now }, 0, inLarge);
      await play({ db, room: small, now }, 0, inSmall);
      const student = studentOf(large, 0);
      const today = localDay(now, zones[0]);
      const truth = overallReferenceOf(
        [
          { raw: await readRaw(db.owner, student.userId, large.courseId), timeZone: zones[0] },
          { raw: await readRaw(db.owner, student.userId, small.courseId), timeZone: zones[1] },
        ],
        now,
        today,
      );
      const courses = await getStudentProgress(student, undefined, now);
      const overall = overallOf(courses);
      expect(overall).toMatchObject(truth.figures);
      expect(overall.comparison).toMatchObject({
        withheld: truth.places.filter((one) => one === null).length,
      });
      if (overall.comparison.ahead > 0) expect(truth.places).toContain(1);
      if (overall.comparison.behind > 0) expect(truth.places).toContain(-1);
      expect(streakOn(today, await getStudyRuns(student))).toEqual(truth.streak);

      const outlook = await getOverallOutlook(student, courses, now, today);
      for (const { day, sections, finished } of outlook.line)
        expect({ day, sections, finished }).toEqual({ day, ...truth.finishedBy(day) });
      expect(outlook.recentDays.map(({ day, seconds }) => [day, seconds])).toEqual(
        Array.from({ length: 28 }, (_, n) => addDays(today, n - 27)).map((day) => [
          day,
          truth.secondsOn(day),
        ]),
      );
      const underWay = courses.filter(({ status }) => status === 'ACTIVE');
      const own = await Promise.all(underWay.map((course) => getCourseOutlook(student, course, now)));
      for (const [n, { courseId }] of underWay.entries())
        expect(outlook.forecast.courses.find((one) => one.courseId === courseId)?.forecast).toEqual(
          own[n]?.forecast,
        );
    }),
    { numRuns: 8 },
  );
});
