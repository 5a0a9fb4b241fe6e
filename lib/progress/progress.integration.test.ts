import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { checkRollups } from './check';
import { recordProgress } from './mutations';
import type { ProgressEvent } from './schema';

let db: TestDatabase;
let room: Classroom;
const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
const student = (n: number): Identity => ({
  userId: room.studentIds[n] ?? '',
  role: 'STUDENT',
  institutionId: room.institutionId,
});

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 5);
});
afterAll(() => db.close());

function event(lesson: number, section: number, change: Partial<ProgressEvent> = {}): ProgressEvent {
  const target = room.lessons[lesson];
  return {
    id: randomUUID(),
    courseId: room.courseId,
    lessonId: target?.id ?? '',
    sectionId: target?.sectionIds[section] ?? '',
    seconds: 60,
    completion: 0,
    at: '2026-03-02T10:00:00Z',
    ...change,
  };
}

const send = (n: number, events: ProgressEvent[]) =>
  db.database.transaction(student(n), (tx) => recordProgress(tx, room.studentIds[n] ?? '', events));
const check = () => db.database.transaction(system, checkRollups);
const enrollment = async (n: number) =>
  (await db.owner.query('SELECT * FROM enrollments WHERE user_id = $1', [room.studentIds[n]])).rows[0];

describe('recording progress', () => {
  it('counts an event once however often it is sent', async () => {
    const once = event(0, 0, { completion: 100 });
    expect(await send(0, [once, once])).toEqual({ accepted: 1, duplicates: 1, rejected: [] });
    expect(await send(0, [once])).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect(await enrollment(0)).toMatchObject({
      time_spent: '60',
      sections_completed: 1,
      avg_completion: 1666,
    });
    expect((await check()).exact).toBe(true);
  });

  it('refuses what is not the student’s, and says which event and why', async () => {
    const events = [
      event(0, 1, { courseId: randomUUID() }),
      event(0, 1, { sectionId: room.lessons[1]?.sectionIds[0] }),
      event(0, 1, { at: '2999-01-01T00:00:00Z' }),
      event(0, 1),
    ];
    const receipt = await send(0, events);
    expect(receipt.accepted).toBe(1);
    expect(new Set(receipt.rejected.map(({ reason }) => reason))).toEqual(
      new Set(['not enrolled', 'unknown section', 'time lies in the future']),
    );
  });

  it('completes the course when every required section is complete, and keeps it', async () => {
    const all = room.lessons.flatMap((_, l) => [0, 1, 2].map((s) => event(l, s, { completion: 100 })));
    await send(1, all);
    expect(await enrollment(1)).toMatchObject({
      status: 'COMPLETED',
      avg_completion: 10000,
      lessons_completed: 2,
    });
    await send(1, [event(0, 0, { completion: 10 })]);
    expect(await enrollment(1)).toMatchObject({ status: 'COMPLETED', avg_completion: 10000 });
    expect((await check()).exact).toBe(true);
  });

  it('says when the course was finished, whatever the order in which a batch tells it', async () => {
    const all = room.lessons.flatMap(({ sectionIds }, lesson) =>
      sectionIds.map((_, section) => event(lesson, section, { completion: 100, at: '2026-03-02T10:00:00Z' })),
    );
    const late = all.map((one) => ({ ...one, id: randomUUID(), at: '2026-03-02T12:00:00Z' }));
    await send(4, [...late, ...all]);
    expect(await enrollment(4)).toMatchObject({
      status: 'COMPLETED',
      completed_at: new Date('2026-03-02T10:00:00Z'),
    });
    expect((await check()).exact).toBe(true);
  });

  it('drops what waits for a course that is gone, and folds the rest', async () => {
    await db.owner.query(
      "INSERT INTO course_deltas (course_id, time, day, interactions, new_on_day, new_in_week) VALUES (gen_random_uuid(), 5, '2026-03-02', 1, 1, 1)",
    );
    await db.owner.query('SELECT fold_course_deltas(1000)');
    const { rows } = await db.owner.query('SELECT count(*)::int AS waiting FROM course_deltas');
    expect(rows).toEqual([{ waiting: 0 }]);
  });

  it('gives the same result for any order, duplication and batching of the same events', async () => {
    const sections = room.lessons.flatMap((_, l) => [0, 1, 2].map((s) => [l, s] as const));
    const anEvent = fc.record({
      where: fc.constantFrom(...sections),
      seconds: fc.integer({ min: 0, max: 4000 }),
      completion: fc.oneof(
        fc.constant(100),
        fc.integer({ min: 0, max: 10000 }).map((n) => n / 100),
      ),
      difficultyRating: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      comprehensionScore: fc.option(
        fc.integer({ min: 0, max: 10000 }).map((n) => n / 100),
        { nil: undefined },
      ),
      minute: fc.integer({ min: 0, max: 5000 }),
    });
    const pick = `SELECT completion_sum, sections_completed, time_spent, interactions, lessons_attempted, lessons_completed,
      velocity_sum, velocity_count, difficulty_sum, difficulty_count, comprehension_sum, comprehension_count,
      first_activity_at, last_activity_at, status FROM enrollments WHERE user_id = $1`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEvent, { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.nat(9)),
        async (plan, dice) => {
          const [a, b] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
          const build = (target: Classroom): ProgressEvent[] =>
            plan.map(({ where: [l, s], minute, ...rest }, n) => ({
              ...rest,
              id: `event-${n}`,
              courseId: target.courseId,
              lessonId: target.lessons[l]?.id ?? '',
              sectionId: target.lessons[l]?.sectionIds[s] ?? '',
              at: new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString(),
            }));
          const as = (target: Classroom, events: ProgressEvent[]) => {
            const userId = target.studentIds[0] ?? '';
            return db.database.transaction(
              { userId, role: 'STUDENT', institutionId: target.institutionId },
              (tx) => recordProgress(tx, userId, events),
            );
          };
          await as(a, build(a));
          const mixed = build(b)
            .map((e) => ({ e, key: dice.next().value }))
            .sort((x, y) => x.key - y.key)
            .map(({ e }) => e);
          for (const e of mixed) await as(b, dice.next().value < 3 ? [e, e] : [e]);
          await as(b, mixed.slice(0, 5));
          const [left, right] = await Promise.all(
            [a, b].map(async (target) => (await db.owner.query(pick, [target.studentIds[0]])).rows[0]),
          );
          expect(right).toEqual(left);
        },
      ),
      { numRuns: 25 },
    );
    expect((await check()).exact).toBe(true);
  });

  it('stays exact, without deadlock, under concurrent writers and folding', async () => {
    const writers = Array.from({ length: 8 }, async (_, w) => {
      for (let n = 0; n < 15; n++) {
        await send(2 + (w % 2), [
          event(n % 2, n % 3, { completion: (n * 7) % 101, seconds: n }),
          event((n + 1) % 2, w % 3),
        ]);
      }
    });
    const folder = (async () => {
      for (let n = 0; n < 20; n++) await db.owner.query('SELECT fold_course_deltas(7)');
    })();
    await Promise.all([...writers, folder]);
    expect((await check()).exact).toBe(true);
    await db.owner.query('SELECT fold_course_deltas(100000)');
    const result = await check();
    expect(result).toMatchObject({ exact: true, waitingDeltas: 0 });
  });

  it('counts no more than a day has, whatever the events say', async () => {
    const long = Array.from({ length: 4 }, () =>
      event(1, 2, { seconds: 86_400, at: '2026-04-01T10:00:00Z' }),
    );
    const before = (await enrollment(3)).time_spent;
    expect((await send(3, long)).accepted).toBe(4);
    expect(Number((await enrollment(3)).time_spent) - Number(before)).toBe(86_400);
    expect((await check()).exact).toBe(true);
  });

  it('notices a rollup that is off by one', async () => {
    await db.owner.query('UPDATE enrollments SET time_spent = time_spent + 1 WHERE user_id = $1', [
      room.studentIds[3],
    ]);
    const off = await check();
    expect(off.exact).toBe(false);
    expect(off.differingEnrollments).toHaveLength(1);
    await db.owner.query('UPDATE enrollments SET time_spent = time_spent - 1 WHERE user_id = $1', [
      room.studentIds[3],
    ]);
  });

  it('shows and changes nothing without an identity', async () => {
    const nobody: Identity = { userId: null, role: null, institutionId: null };
    const receipt = await db.database.transaction(nobody, (tx) =>
      recordProgress(tx, room.studentIds[0] ?? '', [event(0, 0)]),
    );
    expect(receipt.rejected).toMatchObject([{ reason: 'not enrolled' }]);
    const another = await db.database.transaction(student(2), (tx) =>
      recordProgress(tx, room.studentIds[0] ?? '', [event(0, 0)]),
    );
    expect(another.rejected).toMatchObject([{ reason: 'not enrolled' }]);
  });
});
