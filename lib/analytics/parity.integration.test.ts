import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { play, step } from '@/lib/interop/testing/history';
import { addDays, localDay } from './calendar-day';
import { toldMedian } from './class-place';
import { getCourseOutlook } from './course-outlook';
import { getLessonWork } from './lesson-work';
import { getStudyRuns, streakOn } from './streak';
import { getStudentProgress } from './student-progress';
import { readRaw, referenceOf } from './testing/reference';
import { eventIn, studentOf, study } from './testing/study';

let db: TestDatabase;
const now = new Date();
const zone = 'Pacific/Auckland';

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it('every figure on the dashboard equals what plain TypeScript makes of the raw rows', async () => {
  const history = fc.array(step, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.array(fc.nat(5), { minLength: 11, maxLength: 11 }),
      async (steps, others) => {
        const room = await createClassroom(db.owner, 12);
        await db.owner.query('UPDATE institutions SET time_zone = $1 WHERE id = $2', [
          zone,
          room.institutionId,
        ]);
        for (const [n, done] of others.entries())
          await study(room, n + 1, [eventIn(room, done < 3 ? 0 : 1, done % 3, { completion: 17 * done })]);
        await play({ db, room, now }, 0, steps);
        const student = studentOf(room, 0);
        const raw = await readRaw(db.owner, student.userId, room.courseId);
        const truth = referenceOf(raw, zone, now);
        const [course] = await getStudentProgress(student, room.courseId, now);
        if (!course) throw new Error('the course is missing');
        expect(course).toMatchObject(truth.course);
        expect(course.medianClassProgress).toBe(
          truth.classMedian === null ? null : toldMedian(truth.classMedian, 11),
        );
        const today = localDay(now, zone);
        expect(streakOn(today, await getStudyRuns(student))).toEqual(truth.streak);
        const { line, recentDays, streak } = await getCourseOutlook(student, course, now);
        expect(streak).toEqual(truth.streak);
        expect(line.find(({ day }) => day === today)?.finished).toBe(truth.finishedToday);
        expect(recentDays.map(({ day, seconds }) => [day, seconds])).toEqual(
          Array.from({ length: 28 }, (_, n) => addDays(today, n - 27)).map((day) => [
            day,
            truth.secondsOn(day),
          ]),
        );
        const lessons = await getLessonWork(student, room.courseId);
        expect(
          lessons.map(({ seconds, required, started, finished, comprehension }) => ({
            seconds,
            required,
            started,
            finished,
            comprehension,
          })),
        ).toEqual(truth.lessons);
      },
    ),
    { numRuns: 12 },
  );
});
