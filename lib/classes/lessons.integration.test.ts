import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { personOf, studentOf } from '@/lib/analytics/testing/study';
import { leave } from '@/lib/enrollment/mutations';
import { play, step } from '@/lib/interop/testing/history';
import { changeFrom, timesEstimate, unfinishedShare } from './drop-off';
import { getLessonFunnel } from './lessons';
import { funnelReference, readRawFunnel } from './testing/funnel-reference';

let db: TestDatabase;
const now = new Date();

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const minutes = fc.option(fc.integer({ min: 1, max: 90 }));
const course = fc.record({
  lessonMinutes: fc.array(minutes, { minLength: 2, maxLength: 2 }),
  sectionMinutes: fc.array(minutes, { minLength: 6, maxLength: 6 }),
  optional: fc.subarray([0, 1, 2, 3, 4, 5]),
});
const histories = fc.array(fc.array(step, { maxLength: 10 }), { minLength: 4, maxLength: 4 });
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));

it('every column of the table of lessons equals what plain TypeScript makes of the raw rows', async () => {
  await fc.assert(
    fc.asyncProperty(course, histories, fc.boolean(), async (plan, steps, leaves) => {
      const room = await createClassroom(db.owner, 5);
      const sections = room.lessons.flatMap(({ sectionIds }) => sectionIds);
      await db.owner.query(
        `UPDATE lessons l SET estimated_duration = p.minutes FROM unnest($1::uuid[], $2::int[]) p(id, minutes) WHERE l.id = p.id`,
        [room.lessons.map(({ id }) => id), plan.lessonMinutes],
      );
      await db.owner.query(
        `UPDATE sections s SET estimated_duration = p.minutes, required = NOT p.optional
         FROM unnest($1::uuid[], $2::int[], $3::boolean[]) p(id, minutes, optional) WHERE s.id = p.id`,
        [sections, plan.sectionMinutes, sections.map((_, n) => plan.optional.includes(n))],
      );
      for (const [n, history] of steps.entries()) await play({ db, room, now }, n, history);
      if (leaves) await leave(studentOf(room, 3), { courseId: room.courseId }).catch(() => undefined);
      const truth = funnelReference(await readRawFunnel(db.owner, room.courseId));
      const found = await getLessonFunnel(personOf(room, room.instructorId, 'INSTRUCTOR'), room.courseId);
      expect(
        found.map((lesson, n) => ({
          ...lesson,
          change: n > 0 && found[n - 1] ? changeFrom(found[n - 1] ?? lesson, lesson) : null,
          unfinished: unfinishedShare(lesson),
          timesEstimate: timesEstimate(lesson),
        })),
      ).toMatchObject(
        truth.map((lesson) => ({
          ...lesson,
          change: lesson.change && { ...lesson.change, percent: close(lesson.change.percent) },
          unfinished: close(lesson.unfinished),
          timesEstimate: close(lesson.timesEstimate),
        })),
      );
    }),
    { numRuns: 20 },
  );
});
