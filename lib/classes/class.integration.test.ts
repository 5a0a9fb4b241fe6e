import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asViewer } from '@/lib/access/transaction';
import { mintViewer, type Viewer } from '@/lib/access/viewer';
import { learningStatuses } from '@/lib/analytics/standing';
import { Refusal } from '@/lib/errors';
import { getClassActivity } from './activity';
import { exportClass } from './export';
import { getLessonFunnel } from './lessons';
import { getRoster } from './roster';
import { type ListedStudent, type RosterPage, type RosterSort, rosterOrders, rosterSorts } from './schema';
import { getClassScores } from './scores';
import { distributionBands, getClassSummary } from './summary';
import { compareTerms, getOtherTerms } from './terms';

let db: TestDatabase;
let room: Classroom;
const students = 60;

const viewer = (userId: string, role: Viewer['role'], institutionId = room.institutionId) =>
  mintViewer({ userId, role, institutionId, displayName: 'Somebody', email: null });
const instructor = () => viewer(room.instructorId, 'INSTRUCTOR');

/** Sets averages directly (hundredths of a percent), as progress on every section would. */
async function setAverages(averages: number[], { studentIds, courseId } = room): Promise<void> {
  await db.owner.query(
    `UPDATE enrollments e SET completion_sum = a.average * e.sections_required
     FROM unnest($1::uuid[], $2::int[]) a (student, average) WHERE e.user_id = a.student AND e.course_id = $3`,
    [studentIds.slice(0, averages.length), averages, courseId],
  );
  await db.owner.query('SELECT rebuild_course_cards(ARRAY[$1::uuid])', [courseId]);
}

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
});
afterAll(() => db.close());

describe('the median of a class', () => {
  const middle = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return ((sorted[(values.length - 1) >> 1] ?? 0) + (sorted[values.length >> 1] ?? 0)) / 2;
  };

  it('equals a plain sort, for the class and for the classmates of each student', async () => {
    const average = fc.oneof(fc.constantFrom(0, 10000, 5000, 5001, 99, 100), fc.nat(10000));
    await fc.assert(
      fc.asyncProperty(fc.array(average, { minLength: students, maxLength: students }), async (averages) => {
        await setAverages(averages);
        const { rows } = await db.owner.query(
          `SELECT p.* FROM unnest($2::uuid[]) WITH ORDINALITY s(id, n), class_position($1, s.id) p ORDER BY n`,
          [room.courseId, [...room.studentIds, null]],
        );
        const expected = averages.map((own, n) => {
          const others = averages.filter((_, other) => other !== n);
          return { classmates: others.length, median: middle(others), own };
        });
        expect(rows.slice(0, -1).map((r) => Number(r.median))).toEqual(expected.map((e) => e.median));
        expect(Number(rows.at(-1)?.median)).toBe(middle(averages));
        expect(rows.slice(0, -1).every((r) => r.below + r.above <= r.classmates)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('equals a plain sort where most of a class are within one percent, or all the same', async () => {
    const crowd = 90;
    const full = await createClassroom(db.owner, crowd);
    const near = fc.integer({ min: 7000, max: 7099 });
    const within = fc.oneof(
      fc.constant(fc.constant(7050)),
      fc.constant(near),
      fc.constant(fc.constantFrom(7000, 7099)),
      fc.constant(fc.oneof({ arbitrary: near, weight: 5 }, fc.nat(10000))),
    );
    const classes = within.chain((average) => fc.array(average, { minLength: crowd, maxLength: crowd }));
    await fc.assert(
      fc.asyncProperty(classes, async (averages) => {
        await setAverages(averages, full);
        const { rows } = await db.owner.query('SELECT middle FROM course_cards WHERE course_id = $1', [
          full.courseId,
        ]);
        const sorted = averages.toSorted((a, b) => a - b);
        expect(rows[0].middle).toEqual(sorted.slice((crowd - 2) / 2, (crowd - 2) / 2 + 3));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same while deltas wait as after they are folded', async () => {
    await setAverages(Array.from({ length: students }, (_, n) => n * 160));
    const position = async () =>
      (await db.owner.query('SELECT * FROM class_position($1, $2)', [room.courseId, room.studentIds[7]]))
        .rows[0];
    await db.owner.query('SELECT drop_student($1, $2)', [room.studentIds[40], room.courseId]);
    await db.owner.query('SELECT drop_student($1, $2)', [room.studentIds[41], room.courseId]);
    const waiting = await position();
    await db.owner.query('SELECT fold_course_deltas(1000)');
    expect(await position()).toEqual(waiting);
    const plain = await db.owner.query(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY avg_completion) AS m FROM enrollments WHERE course_id = $1 AND status <> 'DROPPED' AND user_id <> $2`,
      [room.courseId, room.studentIds[7]],
    );
    expect(Number(waiting.median)).toBe(plain.rows[0].m);
    for (const n of [40, 41])
      await db.owner.query('SELECT enroll_student($1, $2)', [room.studentIds[n], room.courseId]);
  });

  it('is told with a student’s own place to whom the enrolment is shown, and to nobody else', async () => {
    await setAverages(Array.from({ length: students }, (_, n) => n * 160));
    const place = statement('test.place', 'SELECT below, above FROM class_position($1, $2)');
    const told = async (by: Viewer) =>
      (await asViewer(by, (tx) => tx.rows(place, [room.courseId, room.studentIds[7]])))[0];
    const [self = '', classmate = ''] = [room.studentIds[7], room.studentIds[8]];
    for (const by of [viewer(self, 'STUDENT'), instructor()])
      expect(await told(by)).toEqual({ below: 7, above: students - 8 });
    for (const by of [viewer(classmate, 'STUDENT'), viewer(randomUUID(), 'ADMIN', randomUUID())])
      expect(await told(by)).toEqual({ below: null, above: null });
  });

  it('is withheld below ten classmates', async () => {
    const small = await createClassroom(db.owner, 10);
    const { rows } = await db.owner.query('SELECT * FROM class_position($1, $2)', [
      small.courseId,
      small.studentIds[0],
    ]);
    expect(rows[0]).toMatchObject({ classmates: 9, median: null, below: null, above: null });
  });
});

describe('the class list', () => {
  /** Some figures missing, many equal: what orders get wrong. */
  async function setFigures(): Promise<void> {
    await db.owner.query(
      `UPDATE enrollments e SET completion_sum = (n % 7) * 1500 * sections_required, time_spent = (n % 5) * 299, interactions = n % 4,
         sections_completed = n % 3, progress_rows = n % 6, velocity_count = n % 3, velocity_sum = (n % 3) * 133 * (n % 4), difficulty_count = n % 2,
         difficulty_sum = (n % 2) * (1 + n % 5), comprehension_count = n % 4, comprehension_sum = (n % 4) * 777 * (n % 5),
         enrolled_at = timestamptz '2026-01-01' + (n % 6) * interval '1 microsecond',
         last_activity_at = CASE WHEN n % 3 > 0 THEN timestamptz '2026-02-01' + (n % 8) * interval '1 microsecond' END
       FROM unnest($2::uuid[]) WITH ORDINALITY s(id, n) WHERE e.user_id = s.id AND e.course_id = $1`,
      [room.courseId, room.studentIds],
    );
    await db.owner.query('SELECT rebuild_course_cards(ARRAY[$1::uuid])', [room.courseId]);
  }

  const figureOf = (sort: RosterSort, student: ListedStudent) =>
    ({
      completion: student.completion,
      name: student.name,
      status: student.status,
      learning: student.learningStatus && learningStatuses.indexOf(student.learningStatus),
      sections: student.sectionsCompleted,
      time: student.timeSpent,
      interactions: student.interactions,
      velocity: student.velocity,
      difficulty: student.difficulty,
      comprehension: student.comprehension,
      enrolled: student.enrolledAt,
      activity: student.lastActivityAt,
    })[sort];

  it('shows every student once in every order, there page by page and back again, who has no figure last', async () => {
    await setFigures();
    for (const sort of rosterSorts) {
      for (const order of rosterOrders) {
        const pages: RosterPage[] = [];
        const ask = (cursor?: string | null) =>
          getRoster(instructor(), room.courseId, { sort, order, limit: 17, cursor: cursor ?? undefined });
        let cursor: string | null | undefined;
        do {
          const page = await ask(cursor);
          expect(page.total).toBe(students);
          pages.push(page);
          cursor = page.nextCursor;
        } while (cursor);
        const seen = pages.flatMap((page) => page.students);
        expect(new Set(seen.map(({ userId }) => userId)).size).toBe(students);
        expect(seen).toHaveLength(students);
        const figures = seen.map((student) => figureOf(sort, student));
        const known = figures.filter((figure) => figure !== null);
        expect(figures.slice(known.length).every((figure) => figure === null)).toBe(true);
        if (sort !== 'name') {
          const rising = known.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
          expect([sort, order, known]).toEqual([sort, order, order === 'asc' ? rising : rising.toReversed()]);
        }
        expect(pages[0]?.previousCursor).toBeNull();
        for (let n = pages.length - 1; n > 0; n--) {
          const back = await ask(pages[n]?.previousCursor);
          expect(back.students.map(({ userId }) => userId)).toEqual(
            pages[n - 1]?.students.map(({ userId }) => userId),
          );
          expect(back.nextCursor).not.toBeNull();
          expect(back.previousCursor === null).toBe(n === 1);
        }
      }
    }
  });

  it('searches by name without taking % or _ for a wildcard, and filters by status', async () => {
    const find = async (q: string) => (await getRoster(instructor(), room.courseId, { q, limit: 100 })).total;
    expect(await find('student12 of')).toBe(1);
    expect(await find('%')).toBe(0);
    expect(await find("'; DROP TABLE users; --")).toBe(0);
    const dropped = await getRoster(instructor(), room.courseId, {
      status: { enrollment: 'DROPPED' },
      limit: 100,
    });
    expect(dropped.total).toBe(dropped.students.length);
  });

  it('is refused alike to everybody else, whether the class exists or not', async () => {
    const other = await createClassroom(db.owner, 1);
    const strangers = [
      viewer(other.instructorId, 'INSTRUCTOR', other.institutionId),
      viewer(other.adminId, 'ADMIN', other.institutionId),
      viewer(room.studentIds[0] ?? '', 'STUDENT'),
    ];
    for (const stranger of strangers) {
      for (const courseId of [room.courseId, randomUUID()]) {
        for (const read of [
          () => getRoster(stranger, courseId, { limit: 10 }),
          () => getClassSummary(stranger, courseId),
          () => getLessonFunnel(stranger, courseId),
          () => getClassActivity(stranger, courseId, {}),
          () => getClassScores(stranger, courseId),
          () => getOtherTerms(stranger, courseId),
          () => compareTerms(stranger, courseId, courseId),
          () => exportClass(stranger, courseId),
        ]) {
          const refusal = await read().catch((error: unknown) => error);
          expect(refusal).toBeInstanceOf(Refusal);
          expect(String(refusal)).toBe('Error: There is nothing here that you can see.');
        }
      }
    }
    expect((await getRoster(viewer(room.adminId, 'ADMIN'), room.courseId, { limit: 1 })).total).toBe(
      students,
    );
  });

  it('leaves an entry in the trail when it is exported, with the notice on it', async () => {
    const { csv } = await exportClass(instructor(), room.courseId);
    expect(csv.split('\r\n')).toHaveLength(students + 2);
    const [header = '', ...rows] = csv.trimEnd().split('\r\n');
    const width = header.split(',').length;
    expect(width).toBe(20);
    expect(rows.every((row) => row.includes('34 CFR 99.33'))).toBe(true);
    expect(rows.every((row) => row.split(',').length === width)).toBe(true);
    const trail = await db.owner.query(
      "SELECT details FROM audit_log WHERE action = 'class.export' AND object_id = $1",
      [room.courseId],
    );
    expect(trail.rows).toMatchObject([{ details: { students } }]);
    const looks = await db.owner.query(
      "SELECT count(*)::int AS n FROM audit_log WHERE action = 'class.view' AND actor_id = $1",
      [room.instructorId],
    );
    expect(looks.rows[0].n).toBeGreaterThan(0);
  });

  it('is exported with every figure, and a name cannot become a formula', async () => {
    const [student] = room.studentIds;
    await db.owner.query("UPDATE users SET display_name = '=HYPERLINK(1)' WHERE id = $1", [student]);
    await db.owner.query(
      `UPDATE enrollments SET completion_sum = 5050 * sections_required, velocity_sum = 250, velocity_count = 2, difficulty_sum = 7,
         difficulty_count = 2, comprehension_sum = 15550, comprehension_count = 2, time_spent = 120, interactions = 9
       WHERE user_id = $1 AND course_id = $2`,
      [student, room.courseId],
    );
    await db.owner.query(
      'INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)',
      [student],
    );
    const { csv } = await exportClass(instructor(), room.courseId);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines[1]).toContain(`exported for ${instructor().displayName}`);
    expect(lines.filter((line) => line.includes(',yes,Education record'))).toHaveLength(1);
    const header = lines[0]?.split(',') ?? [];
    const cells = lines.find((line) => line.includes('HYPERLINK'))?.split(',') ?? [];
    const row = Object.fromEntries(header.map((name, n) => [name, cells[n]]));
    expect(row).toMatchObject({
      name: "'=HYPERLINK(1)",
      completion_percent: '50.5',
      minutes: '2',
      interactions: '9',
      sections_per_hour: '1.25',
      perceived_difficulty_1_to_5: '3.5',
      mean_score_percent: '77.75',
      withdrawn: '',
      learning_status: '',
      name_is_private: 'yes',
    });
  });
});

describe('the summary', () => {
  it('adds up to the current students', async () => {
    await setAverages(Array.from({ length: students }, (_, n) => (n < 5 ? 0 : n < 10 ? 10000 : n * 100)));
    const { summary } = await getClassSummary(instructor(), room.courseId);
    expect(summary).toMatchObject({ registered: students, active: students, dropped: 0, completed: 0 });
    expect(summary.distribution.reduce((sum, band) => sum + band.students, 0)).toBe(students);
    expect(summary.distribution[0]).toEqual({ label: '0 %', students: 5 });
    expect(summary.distribution.at(-1)).toEqual({ label: '100 %', students: 5 });
  });

  it('puts each bucket into one band', () => {
    const bands = distributionBands(Array.from({ length: 102 }, () => 1));
    expect(bands.map((band) => band.students)).toEqual([1, ...Array.from({ length: 10 }, () => 10), 1]);
  });
});

describe('the scores of a class', () => {
  it('equal plain counting of the current students’ means, boundaries belonging to the band above', async () => {
    const score = fc.oneof(fc.constantFrom(0, 10000, 1000, 999, 9999), fc.nat(10000));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(score), { minLength: 1, maxLength: 12 }), async (scores) => {
        await db.owner.query(
          `UPDATE enrollments e SET comprehension_count = CASE WHEN s.score IS NULL THEN 0 ELSE 2 END,
             comprehension_sum = coalesce(2 * s.score, 0)
           FROM enrollments o LEFT JOIN unnest($2::uuid[], $3::int[]) s(id, score) ON s.id = o.user_id
           WHERE o.id = e.id AND e.course_id = $1`,
          [room.courseId, room.studentIds.slice(0, scores.length), scores],
        );
        const known = scores.filter((value) => value !== null).toSorted((a, b) => a - b);
        const {
          students: sample,
          mean,
          median,
          distribution,
        } = await getClassScores(instructor(), room.courseId);
        expect(sample).toBe(known.length);
        expect(distribution.map((band) => band.students)).toEqual(
          Array.from(
            { length: 10 },
            (_, n) => known.filter((value) => Math.min(Math.floor(value / 1000), 9) === n).length,
          ),
        );
        if (known.length === 0) expect([mean, median]).toEqual([null, null]);
        else {
          expect(mean).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / known.length / 100, 1);
          const [low = 0, high = 0] = [known[(known.length - 1) >> 1], known[known.length >> 1]];
          expect(median).toBeCloseTo((low + high) / 200, 1);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('two terms of a course', () => {
  /** A second class of the same people, a year later. */
  async function secondTerm(): Promise<Classroom> {
    const next = await createClassroom(db.owner, 12);
    await db.owner.query(
      "UPDATE courses SET code = 'DUO_2025J', instructor_id = $2, institution_id = $3, starts_on = '2025-10-01' WHERE id = $1",
      [next.courseId, room.instructorId, room.institutionId],
    );
    await db.owner.query("UPDATE courses SET code = 'DUO_2024J', starts_on = '2024-10-01' WHERE id = $1", [
      room.courseId,
    ]);
    return next;
  }

  it('are found by their code, and only where the viewer answers for both', async () => {
    const next = await secondTerm();
    expect((await getOtherTerms(instructor(), room.courseId)).map(({ id }) => id)).toEqual([next.courseId]);
    const stranger = viewer(next.instructorId, 'INSTRUCTOR', next.institutionId);
    for (const pair of [
      [room.courseId, next.courseId],
      [next.courseId, room.courseId],
    ] as const) {
      expect(await compareTerms(stranger, ...pair).catch((error: unknown) => error)).toBeInstanceOf(Refusal);
      expect(await compareTerms(instructor(), ...pair)).toHaveLength(2);
    }
  });

  it('are counted from their start: who was active on each day, who had left by then', async () => {
    const next = await secondTerm();
    const [one, two, three] = next.studentIds;
    for (const [student, at] of [
      [one, '2025-09-30T10:00:00Z'],
      [one, '2025-10-03T10:00:00Z'],
      [two, '2025-10-03T11:00:00Z'],
    ]) {
      const event = { id: `${student} ${at}`, course: next.courseId, seconds: 60, completion: 100, at };
      const where = { lesson: next.lessons[0]?.id, section: next.lessons[0]?.sectionIds[0] };
      await db.owner.query('SELECT record_progress($1, $2)', [
        student,
        JSON.stringify([{ ...event, ...where }]),
      ]);
    }
    await db.owner.query(
      "UPDATE enrollments SET status = 'DROPPED', dropped_at = '2025-10-01T12:00:00Z' WHERE user_id = $1",
      [three],
    );
    const [term] = await compareTerms(instructor(), next.courseId, room.courseId);
    expect(term.start).toBe('2025-10-01');
    expect(term.days).toEqual([
      { day: -1, active: 1, left: 0, completed: 0 },
      { day: 0, active: 0, left: 1, completed: 0 },
      { day: 1, active: 0, left: 1, completed: 0 },
      { day: 2, active: 2, left: 1, completed: 0 },
    ]);
  });
});
