import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Classroom } from '@/db/testing/fixtures';
import type { TestDatabase } from '@/db/testing/test-database';
import { eventIn, studentOf, study } from '@/lib/analytics/testing/study';
import { enroll, leave } from '@/lib/enrollment/mutations';
import type { ProgressEvent } from '@/lib/progress/schema';
import { rebuildCards, settleCourse } from '../rollups';

/** One thing that happens to a student of a test's classroom, or to the course. */
export type Step =
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

export const step: fc.Arbitrary<Step> = fc.oneof(
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

type Stage = { db: TestDatabase; room: Classroom; now: Date };

/**
 * Plays the history of the n-th student the way the product would; late, repeated and reordered events come from the
 * plan itself.
 */
export async function play({ db, room, now }: Stage, n: number, steps: readonly Step[]): Promise<void> {
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
      await study(room, n, [event]);
    } else if (each.kind === 'again') {
      const again = sent[each.nth % Math.max(1, sent.length)];
      if (again) await study(room, n, [again, again]);
    } else if (each.kind === 'leave') await leaveAndReturn(room, n);
    else await editCourse(db, room, each.section);
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
async function editCourse(db: TestDatabase, room: Classroom, section: number): Promise<void> {
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
