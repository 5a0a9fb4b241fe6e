import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { systemStatements } from '@/lib/access/transaction';
import { checkRollups } from './check';
import { recordProgress, recordTogether } from './mutations';
import type { ProgressEvent } from './schema';
import { recordOne } from './together';

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

  it('reads what waits no more than a few times, even where a vacuum has called it empty', async () => {
    const courses = await Promise.all(Array.from({ length: 5 }, () => createClassroom(db.owner, 1)));
    const waiting = 1_000;
    // What other tests have left behind would be read as well, and what this connection read a moment ago is counted still.
    const entriesRead = async (): Promise<number> => {
      const { rows } = await db.owner.query(
        `SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))::int AS entries FROM pg_index
         WHERE indrelid = 'course_deltas'::regclass`,
      );
      return rows[0].entries;
    };
    await db.owner.query('SELECT fold_course_deltas(100000)');
    await db.owner.query('VACUUM course_deltas');
    await db.owner.query('BEGIN');
    try {
      await db.owner.query(
        `INSERT INTO course_deltas (course_id, time, bucket_from, bucket_to, day, interactions, new_on_day, new_in_week)
         SELECT unnest($1::uuid[]), 1, 1, 1, '2026-03-02', 1, 0, 0 FROM generate_series(1, $2)`,
        [courses.map(({ courseId }) => courseId), waiting / courses.length],
      );
      await db.owner.query(
        "UPDATE pg_class SET relpages = 50, reltuples = 0 WHERE oid = 'course_deltas'::regclass",
      );
      const before = await entriesRead();
      await db.owner.query('SELECT fold_course_deltas($1)', [waiting / 2]);
      const entries = (await entriesRead()) - before;
      const { rows } = await db.owner.query(
        'SELECT count(*)::int AS left FROM course_deltas WHERE course_id = ANY ($1)',
        [courses.map(({ courseId }) => courseId)],
      );
      expect(rows[0].left).toBe(waiting / 2);
      expect(entries).toBeGreaterThan(waiting / 2);
      expect(entries).toBeLessThan(10 * waiting);
    } finally {
      await db.owner.query('ROLLBACK');
    }
  });

  it('asks for the other days of a student only where the section has nothing on that day yet', async () => {
    const { courseId, studentIds, lessons } = await createClassroom(db.owner, 1);
    const sectionIds = lessons.flatMap((lesson) => lesson.sectionIds);
    const entriesRead = async (sectionId: string): Promise<number> => {
      const { rows: before } = await db.owner.query(read);
      const lessonId = lessons.find((lesson) => lesson.sectionIds.includes(sectionId))?.id;
      const { rows: told } = await db.owner.query('SELECT outcome FROM record_progress_together($1)', [
        JSON.stringify([
          {
            student: studentIds[0],
            id: randomUUID(),
            course: courseId,
            lesson: lessonId,
            section: sectionId,
            seconds: 15,
            completion: 0,
            at: '2026-03-04T10:00:00Z',
          },
        ]),
      ]);
      expect(told).toEqual([{ outcome: 'accepted' }]);
      const { rows: after } = await db.owner.query(read);
      return after[0].entries - before[0].entries;
    };
    const read = `SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid))::int AS entries FROM pg_index
      WHERE indrelid = 'activity_days'::regclass`;
    const [fresh = '', again = '', ...others] = sectionIds;
    await db.owner.query('BEGIN');
    try {
      await db.owner.query("SELECT set_config('app.role', 'SYSTEM', true)");
      await db.owner.query(
        `INSERT INTO activity_days (user_id, course_id, section_id, day, seconds, interactions)
         SELECT $1, $2, section, day, 60, 1 FROM unnest($3::uuid[]) AS section, generate_series(date '2026-03-02', '2026-03-08', '1 day') AS day`,
        [studentIds[0], courseId, [again, ...others]],
      );
      const days = 7 * (sectionIds.length - 1);
      expect(await entriesRead(fresh)).toBeGreaterThanOrEqual(days);
      expect(await entriesRead(again)).toBeLessThan(7);
    } finally {
      await db.owner.query('ROLLBACK');
    }
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

  it('counts what several students report together as if each had come alone', async () => {
    const anEvent = fc.record({
      lesson: fc.nat(1),
      section: fc.nat(2),
      seconds: fc.constantFrom(0, 15, 50_000),
      completion: fc.constantFrom(0, 33.33, 100, 100, 100),
      difficultyRating: fc.constantFrom(undefined, 1, 5),
      comprehensionScore: fc.constantFrom(undefined, 0, 87.5),
      minute: fc.nat(20_000),
      isKnown: fc.boolean(),
      again: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anEvent, anEvent, anEvent), { minLength: 1, maxLength: 16 }),
        async (rounds) => {
          const [alone, together] = [await createClassroom(db.owner, 3), await createClassroom(db.owner, 3)];
          const eventsOf = (target: Classroom) =>
            rounds.map((round, r) =>
              round.map(({ lesson, section, minute, isKnown, again, ...rest }, n) => ({
                studentId: target.studentIds[n] ?? '',
                again,
                event: {
                  ...rest,
                  id: `event-${r}`,
                  courseId: target.courseId,
                  lessonId: target.lessons[lesson]?.id ?? '',
                  sectionId: isKnown ? (target.lessons[lesson]?.sectionIds[section] ?? '') : target.courseId,
                  at: new Date(Date.UTC(2026, 1, 25) + minute * 60_000).toISOString(),
                },
              })),
            );
          const system = systemStatements(db.database);
          for (const reports of eventsOf(alone))
            for (const { studentId, event, again } of reports)
              for (let n = 0; n <= Number(again); n++) await recordProgress(system, studentId, [event]);
          for (const reports of eventsOf(together)) {
            const known = (report: (typeof reports)[number]) => report.event.sectionId !== together.courseId;
            const receipts = await recordTogether(system, reports);
            expect(receipts.map((receipt) => receipt?.accepted === 1)).toEqual(reports.map(known));
            const second = await recordTogether(
              system,
              reports.filter(({ again }) => again),
            );
            expect(second.map((receipt) => receipt?.accepted)).not.toContain(1);
          }
          const kept = async ({ courseId, studentIds }: Classroom) => {
            const all = (table: string, columns: string, order: string) =>
              db.owner.query(
                `SELECT array_position($2::uuid[], t.user_id) AS n, ${columns} FROM ${table} t
                 LEFT JOIN sections s ON to_jsonb(t) ->> 'section_id' = s.id::text LEFT JOIN lessons l ON l.id = s.lesson_id
                 WHERE t.course_id = $1 AND t.user_id = ANY ($2::uuid[]) ORDER BY n, ${order}`,
                [courseId, studentIds],
              );
            const place = 'l.lesson_order, s.section_order';
            const tables = [
              await all(
                'enrollments',
                "to_jsonb(t) - '{id,user_id,course_id,updated_at,created_at,enrolled_at,person_name}'::text[] AS row",
                'n',
              ),
              await all(
                'user_progress',
                `${place}, to_jsonb(t) - '{id,user_id,course_id,lesson_id,section_id,updated_at,created_at}'::text[] AS row`,
                place,
              ),
              await all('activity_days', `${place}, day::text, seconds, interactions`, `${place}, day`),
            ];
            const { rows: deltas } = await db.owner.query(
              `SELECT day::text, sum(completed) AS completed, sum(completion) AS completion, sum(time) AS time,
                 sum(interactions) AS interactions, sum(new_on_day) AS on_day, sum(new_in_week) AS in_week
               FROM course_deltas WHERE course_id = $1 AND day IS NOT NULL GROUP BY day ORDER BY day`,
              [courseId],
            );
            return [...tables.map(({ rows }) => rows), deltas];
          };
          expect(await kept(together)).toEqual(await kept(alone));
        },
      ),
      { numRuns: 25 },
    );
    expect((await check()).exact).toBe(true);
  });

  it('completes the course of each of several students, with the last section or a later one', async () => {
    const two = await createClassroom(db.owner, 2);
    const places = two.lessons.flatMap(({ id, sectionIds }) =>
      sectionIds.map((sectionId) => ({ lessonId: id, sectionId })),
    );
    const system = systemStatements(db.database);
    for (const [n, place] of places.entries())
      await recordTogether(
        system,
        two.studentIds.map((studentId, who) => ({
          studentId,
          event: {
            ...event(0, 0, { completion: 100, at: `2026-03-0${who === 0 ? n + 1 : 9 - n}T10:00:00Z` }),
            ...place,
            courseId: two.courseId,
          },
        })),
      );
    const { rows } = await db.owner.query(
      `SELECT status, avg_completion, lessons_completed, sections_completed, completed_at FROM enrollments
       WHERE course_id = $1 AND role = 'STUDENT' ORDER BY completed_at`,
      [two.courseId],
    );
    const done = {
      status: 'COMPLETED',
      avg_completion: 10000,
      lessons_completed: 2,
      sections_completed: 6,
    };
    expect(rows).toEqual([
      { ...done, completed_at: new Date('2026-03-06T10:00:00Z') },
      { ...done, completed_at: new Date('2026-03-09T10:00:00Z') },
    ]);
    expect((await check()).exact).toBe(true);
  });

  it('stays exact, without deadlock, where some report together and others alone', async () => {
    const class6 = await createClassroom(db.owner, 6);
    const system = systemStatements(db.database);
    const eventIn = (n: number, w: number): ProgressEvent => ({
      ...event(0, 0, { completion: (n * 13) % 101, seconds: n }),
      courseId: class6.courseId,
      lessonId: class6.lessons[(n + w) % 2]?.id ?? '',
      sectionId: class6.lessons[(n + w) % 2]?.sectionIds[n % 3] ?? '',
    });
    const writers = Array.from({ length: 6 }, async (_, w) => {
      for (let n = 0; n < 15; n++) {
        const who = w % 2 === 0 ? class6.studentIds : [...class6.studentIds].reverse();
        if (w < 4)
          await recordTogether(
            system,
            who.map((studentId) => ({ studentId, event: eventIn(n, w) })),
          );
        else await recordProgress(system, who[n % 6] ?? '', [eventIn(n, w), eventIn(n + 1, w)]);
      }
    });
    const folder = (async () => {
      for (let n = 0; n < 20; n++) await db.owner.query('SELECT fold_course_deltas(7)');
    })();
    await Promise.all([...writers, folder]);
    expect((await check()).exact).toBe(true);
  });

  it('tells each of several students what became of the own report', async () => {
    const system = systemStatements(db.database);
    const stranger = randomUUID();
    const known = event(0, 1);
    await send(0, [known]);
    const reports = [
      { studentId: room.studentIds[0] ?? '', event: known },
      { studentId: stranger, event: event(0, 1) },
      {
        studentId: room.studentIds[1] ?? '',
        event: event(0, 1, { sectionId: room.lessons[1]?.sectionIds[0] }),
      },
      { studentId: room.studentIds[2] ?? '', event: event(0, 1, { at: '2999-01-01T00:00:00Z' }) },
      { studentId: room.studentIds[3] ?? '', event: event(0, 1) },
    ];
    const receipts = await recordTogether(system, reports);
    expect(receipts).toMatchObject([
      { accepted: 0, duplicates: 1, rejected: [] },
      { accepted: 0, rejected: [{ id: reports[1]?.event.id, reason: 'not enrolled' }] },
      { accepted: 0, rejected: [{ reason: 'unknown section' }] },
      { accepted: 0, rejected: [{ reason: 'time lies in the future' }] },
      { accepted: 1, rejected: [] },
    ]);
    const [first] = reports;
    await expect(recordTogether(system, [...reports, ...(first ? [first] : [])])).rejects.toThrow(
      'two reports of one student',
    );
    expect((await check()).exact).toBe(true);
  });

  it('locks all enrolments of a batch before it writes, so that two of one student with one id end without deadlock', async () => {
    const { studentIds } = await createClassroom(db.owner, 1);
    const studentId = studentIds[0] ?? '';
    const rooms = await Promise.all(Array.from({ length: 14 }, () => createClassroom(db.owner, 1)));
    const events = rooms
      .toSorted((a, b) => (a.courseId < b.courseId ? -1 : 1))
      .map(({ courseId, lessons: [lesson] }) => ({
        ...event(0, 0),
        courseId,
        lessonId: lesson?.id ?? '',
        sectionId: lesson?.sectionIds[0] ?? '',
      }));
    for (const { courseId } of rooms)
      await db.owner.query('SELECT enroll_student($1, $2)', [studentId, courseId]);
    const system = systemStatements(db.database);
    for (let time = 0; time < 5; time++) {
      const fresh = events.map((one) => ({ ...one, id: randomUUID() }));
      const last = fresh.slice(-1).map((one) => ({ ...one, id: fresh[0]?.id ?? '' }));
      const receipts = await Promise.all([
        recordProgress(system, studentId, fresh),
        recordProgress(system, studentId, last),
      ]);
      expect(receipts.map(({ accepted, duplicates }) => accepted + duplicates)).toEqual([14, 1]);
    }
    expect((await check()).exact).toBe(true);
  });

  it('lets nobody wait for an enrolment that somebody else holds', async () => {
    const [held, free] = [room.studentIds[2] ?? '', room.studentIds[3] ?? ''];
    const reports = () => [held, free].map((studentId) => ({ studentId, event: event(1, 1) }));
    await db.owner.query('BEGIN');
    await db.owner.query('SELECT 1 FROM enrollments WHERE user_id = $1 FOR UPDATE', [held]);
    const receipts = await recordTogether(systemStatements(db.database), reports());
    const both = Promise.all(reports().map((report) => recordOne(report, db.database)));
    const third = await recordOne({ studentId: free, event: event(1, 1) }, db.database);
    await db.owner.query('COMMIT');
    expect(receipts).toEqual([null, { accepted: 1, duplicates: 0, rejected: [] }]);
    expect([third, ...(await both)].map(({ accepted }) => accepted)).toEqual([1, 1, 1]);
    expect((await check()).exact).toBe(true);
  });

  it('lets nobody wait for the id of an event that its student reports elsewhere', async () => {
    const [busy, free] = [room.studentIds[2] ?? '', room.studentIds[3] ?? ''];
    const elsewhere = await createClassroom(db.owner, 1);
    await db.owner.query('SELECT enroll_student($1, $2)', [busy, elsewhere.courseId]);
    const [lesson] = elsewhere.lessons;
    const underWay = event(1, 1);
    await db.database.transaction(system, async (tx) => {
      await recordProgress(tx, busy, [underWay]);
      const receipts = await recordTogether(systemStatements(db.database), [
        {
          studentId: busy,
          event: {
            ...underWay,
            courseId: elsewhere.courseId,
            lessonId: lesson?.id ?? '',
            sectionId: lesson?.sectionIds[0] ?? '',
          },
        },
        { studentId: free, event: event(1, 1) },
      ]);
      expect(receipts).toEqual([null, { accepted: 1, duplicates: 0, rejected: [] }]);
    });
    expect((await check()).exact).toBe(true);
  });

  it('records several students’ reports for the product alone', async () => {
    const before = await enrollment(3);
    for (const identity of [student(3), { userId: null, role: null, institutionId: null } as const]) {
      const [receipt] = await db.database.transaction(identity, (tx) =>
        recordTogether(tx, [{ studentId: room.studentIds[3] ?? '', event: event(0, 0) }]),
      );
      expect(receipt?.rejected).toMatchObject([{ reason: 'not enrolled' }]);
    }
    expect(await enrollment(3)).toEqual(before);
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
