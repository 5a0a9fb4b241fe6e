import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { enroll, leave } from '@/lib/enrollment/mutations';
import { rebuildCards, settleCourse } from '@/lib/interop/rollups';
import type { ProgressEvent } from '@/lib/progress/schema';
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

type Step =
  | {
      kind: 'study';
      where: number;
      completion: number;
      seconds: number;
      score?: number;
      rating?: number;
      hoursAgo: number;
    }
  | { kind: 'again'; nth: number }
  | { kind: 'leave' }
  | { kind: 'edit'; section: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('study' as const),
      where: fc.nat(5),
      completion: fc.oneof(
        fc.constant(100),
        fc.nat(10_000).map((n) => n / 100),
      ),
      seconds: fc.nat(3000),
      score: fc.option(
        fc.nat(10_000).map((n) => n / 100),
        { nil: undefined },
      ),
      rating: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      hoursAgo: fc.integer({ min: 0, max: 24 * 45 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), nth: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'leave' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), section: fc.nat(5) }) },
);

/** Plays a history the way the product would; late, repeated and reordered events come from the plan itself. */
async function play(room: Classroom, steps: readonly Step[]): Promise<void> {
  const sent: ProgressEvent[] = [];
  for (const each of steps) {
    if (each.kind === 'study') {
      const event = eventIn(room, each.where < 3 ? 0 : 1, each.where % 3, {
        id: randomUUID(),
        completion: each.completion,
        seconds: each.seconds,
        comprehensionScore: each.score,
        difficultyRating: each.rating,
        at: new Date(now.getTime() - each.hoursAgo * 3_600_000).toISOString(),
      });
      sent.push(event);
      await study(room, 0, [event]);
    } else if (each.kind === 'again') {
      const again = sent[each.nth % Math.max(1, sent.length)];
      if (again) await study(room, 0, [again, again]);
    } else if (each.kind === 'leave') await leaveAndReturn(room, 0);
    else await editCourse(room, each.section);
  }
}

async function leaveAndReturn(room: Classroom, n: number): Promise<void> {
  const student = studentOf(room, n);
  const refused = await leave(student, { courseId: room.courseId }).then(
    () => false,
    () => true,
  );
  if (!refused) await enroll(student, { courseId: room.courseId });
}

/** A new version of the course in which a section is no longer required; who is enrolled moves to it. */
async function editCourse(room: Classroom, section: number): Promise<void> {
  const id = room.lessons[section < 3 ? 0 : 1]?.sectionIds[section % 3];
  await db.owner.query('UPDATE courses SET version = version + 1 WHERE id = $1', [room.courseId]);
  await db.owner.query(
    `UPDATE sections s SET removed_in_version = c.version FROM courses c
     WHERE c.id = s.course_id AND s.id = $1 AND s.removed_in_version IS NULL AND c.version < 4`,
    [id],
  );
  await db.owner.query(
    'UPDATE enrollments e SET course_version = c.version FROM courses c WHERE c.id = e.course_id AND c.id = $1',
    [room.courseId],
  );
  const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
  await db.database.transaction(system, async (tx) => {
    await settleCourse(tx, room.courseId);
    await rebuildCards(tx, [room.courseId]);
  });
}

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
        await play(room, steps);
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
        const { line, recentDays } = await getCourseOutlook(student, course, now);
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
