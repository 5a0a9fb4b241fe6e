import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer } from '@/lib/access/viewer';
import { importActivity } from '@/lib/interop/activity/import-activity';
import { activityHead, folderOf } from '@/lib/interop/testing/files';
import { checkRollups } from '@/lib/progress/check';
import { countClassActivity } from '@/lib/progress/count-class-activity';
import { recordProgress } from '@/lib/progress/mutations';
import { getClassActivity } from './activity';

const window = { from: '2026-02-16', to: '2026-03-15' };
const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };

let db: TestDatabase;
const dataDir = folderOf({});

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A class whose people and sections have names that an activity file can use; in a zone a day ahead of UTC’s evening. */
async function createNamedClass(students: number): Promise<Classroom> {
  const room = await createClassroom(db.owner, students);
  await db.owner.query("UPDATE institutions SET time_zone = 'Pacific/Auckland' WHERE id = $1", [
    room.institutionId,
  ]);
  await db.owner.query('UPDATE courses SET sourced_id = id::text WHERE id = $1', [room.courseId]);
  await db.owner.query('UPDATE sections SET sourced_id = id::text WHERE course_id = $1', [room.courseId]);
  await db.owner.query('UPDATE users SET sourced_id = id::text WHERE institution_id = $1', [
    room.institutionId,
  ]);
  return room;
}

const activityOf = (room: Classroom) =>
  getClassActivity(
    mintViewer({
      userId: room.instructorId,
      role: 'INSTRUCTOR',
      institutionId: room.institutionId,
      displayName: 'Somebody',
      email: null,
    }),
    room.courseId,
    window,
  );

/** The same figures by plain counting of the rows of what each student did on each day. */
async function plainly(room: Classroom) {
  const { rows } = await db.owner.query<Record<'day' | 'user' | 'seconds' | 'interactions', string>>(
    `SELECT a.day::text, a.user_id AS user, a.seconds::text, a.interactions::text FROM activity_days a
     JOIN enrollments e ON e.user_id = a.user_id AND e.course_id = a.course_id
     WHERE a.course_id = $1 AND e.role = 'STUDENT' AND a.seconds + a.interactions > 0`,
    [room.courseId],
  );
  const gather = (keyOf: (day: string) => string) => {
    const found = new Map<string, { people: Set<string>; seconds: number; interactions: number }>();
    for (const row of rows) {
      const key = keyOf(row.day);
      const entry = found.get(key) ?? { people: new Set(), seconds: 0, interactions: 0 };
      entry.people.add(row.user);
      entry.seconds += Number(row.seconds);
      entry.interactions += Number(row.interactions);
      found.set(key, entry);
    }
    return [...found]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([key, { people, seconds, interactions }]) => [key, people.size, seconds, interactions]);
  };
  const monday = (day: string) => {
    const date = new Date(`${day}T12:00:00Z`);
    while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
    return date.toISOString().slice(0, 10);
  };
  return { days: gather((day) => day), weeks: gather(monday) };
}

async function shown(room: Classroom) {
  const { days, weeks } = await activityOf(room);
  const some = <T extends { students: number; seconds: number; interactions: number }>(list: T[]) =>
    list.filter(({ students, seconds, interactions }) => students + seconds + interactions > 0);
  return {
    days: some(days).map(({ day, students, seconds, interactions }) => [
      day,
      students,
      seconds,
      interactions,
    ]),
    weeks: some(weeks).map(({ week, students, seconds, interactions }) => [
      week,
      students,
      seconds,
      interactions,
    ]),
  };
}

const sectionIds = (room: Classroom) => room.lessons.flatMap((lesson) => lesson.sectionIds);

async function live(
  room: Classroom,
  student: number,
  moments: { section: number; hour: number; id: string }[],
) {
  const userId = room.studentIds[student] ?? '';
  const events = moments.map(({ section, hour, id }) => ({
    id,
    courseId: room.courseId,
    lessonId: room.lessons[section < 3 ? 0 : 1]?.id ?? '',
    sectionId: sectionIds(room)[section] ?? '',
    seconds: hour % 3 === 0 ? 0 : 45,
    completion: 10,
    at: new Date(Date.UTC(2026, 1, 17) + hour * 3_600_000).toISOString(),
  }));
  await db.database.transaction({ userId, role: 'STUDENT', institutionId: room.institutionId }, (tx) =>
    recordProgress(tx, userId, events, new Date('2027-01-01')),
  );
}

async function imported(
  room: Classroom,
  rows: { student: number; section: number; day: number; n: number }[],
) {
  const lines = rows.map(({ student, section, day, n }) =>
    [
      room.studentIds[student],
      room.courseId,
      sectionIds(room)[section],
      new Date(Date.UTC(2026, 1, 17 + day)).toISOString().slice(0, 10),
      n,
      n * 7,
    ].join(),
  );
  const text = `${activityHead},seconds\n${lines.join('\n')}\n`;
  await importActivity({ database: db.database, dataDir }, `${folderOf({ 'a.csv': text })}/a.csv`, null);
}

describe('the activity of a class', () => {
  const students = 4;
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('live' as const),
        student: fc.nat(students - 1),
        moments: fc.array(
          fc.record({ section: fc.nat(5), hour: fc.nat(480), id: fc.nat(40).map((n) => `event-${n}`) }),
          { minLength: 1, maxLength: 6 },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('import' as const),
        rows: fc.array(fc.record({ student: fc.nat(1), section: fc.nat(1), day: fc.nat(9), n: fc.nat(3) }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('fold' as const), batch: fc.nat(4) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('leave' as const, 'enrol' as const),
        student: fc.nat(students - 1),
      }),
    },
  );

  it('equals plain counting after any history: late, twice, out of order, corrected, imported again, enrolled again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (history) => {
        const room = await createNamedClass(students);
        for (const act of history) {
          if (act.kind === 'live') await live(room, act.student, act.moments);
          else if (act.kind === 'import') await imported(room, act.rows);
          else if (act.kind === 'fold') await db.owner.query('SELECT fold_course_deltas($1)', [act.batch]);
          else
            await db.owner.query(
              `SELECT ${act.kind === 'leave' ? 'drop_student' : 'enroll_student'}($1, $2)`,
              [room.studentIds[act.student], room.courseId],
            );
        }
        expect(await shown(room)).toEqual(await plainly(room));
        await db.owner.query('SELECT fold_course_deltas(100000)');
        expect(await shown(room)).toEqual(await plainly(room));
      }),
      { numRuns: 25 },
    );
    expect(await db.database.transaction(system, checkRollups)).toMatchObject({ exact: true });
  });

  it('stays exact while students write, an import runs and deltas are folded at once', async () => {
    const room = await createNamedClass(students);
    const writers = [0, 1, 2, 3].map(async (student) => {
      for (let n = 0; n < 12; n++)
        await live(room, student, [
          { section: n % 6, hour: (n * 37) % 480, id: randomUUID() },
          { section: (n + 1) % 6, hour: (n * 53) % 480, id: randomUUID() },
        ]);
    });
    const folder = (async () => {
      for (let n = 0; n < 20; n++) await db.owner.query('SELECT fold_course_deltas(5)');
    })();
    const rows = [0, 1, 2, 3].map((student) => ({ student, section: student, day: 3 * student, n: 2 }));
    await Promise.all([...writers, folder, imported(room, rows)]);
    expect(await shown(room)).toEqual(await plainly(room));
  });

  it('forgets a day that a correction empties, and counts nobody who teaches', async () => {
    const room = await createNamedClass(2);
    await imported(room, [
      { student: 0, section: 0, day: 0, n: 3 },
      { student: 1, section: 0, day: 0, n: 1 },
    ]);
    expect((await shown(room)).days).toEqual([['2026-02-17', 2, 28, 4]]);
    await imported(room, [{ student: 0, section: 0, day: 0, n: 0 }]);
    expect((await shown(room)).days).toEqual([['2026-02-17', 1, 7, 1]]);
    await live(room, 0, [{ section: 0, hour: 1, id: 'again' }]);
    expect((await shown(room)).days).toEqual([['2026-02-17', 2, 52, 2]]);
    await db.owner.query("UPDATE enrollments SET role = 'INSTRUCTOR' WHERE user_id = $1", [
      room.studentIds[1],
    ]);
    await db.owner.query('SELECT rebuild_course_cards(ARRAY[$1::uuid])', [room.courseId]);
    expect((await shown(room)).days).toEqual([['2026-02-17', 1, 45, 1]]);
  });

  it('counts a class that is older than the table of it, once', async () => {
    const room = await createNamedClass(2);
    await imported(room, [{ student: 0, section: 0, day: 0, n: 3 }]);
    const counted = await shown(room);
    await db.owner.query('DELETE FROM class_days WHERE course_id = $1', [room.courseId]);
    await db.owner.query('DELETE FROM class_weeks WHERE course_id = $1', [room.courseId]);
    await db.owner.query('UPDATE course_cards SET activity_counted = false WHERE course_id = $1', [
      room.courseId,
    ]);
    expect((await activityOf(room)).counted).toBe(false);
    const signal = new AbortController().signal;
    expect(await countClassActivity(db.database, signal)).toBe(1);
    expect(await countClassActivity(db.database, signal)).toBe(0);
    expect(await shown(room)).toEqual(counted);
    expect((await activityOf(room)).counted).toBe(true);
  });

  it('is noticed by the check when it is off by one', async () => {
    const room = await createNamedClass(1);
    await live(room, 0, [{ section: 0, hour: 1, id: 'one' }]);
    await db.owner.query('SELECT fold_course_deltas(100000)');
    for (const change of ['class_days SET students = students', 'class_weeks SET students = students']) {
      await db.owner.query(`UPDATE ${change} + 1 WHERE course_id = $1`, [room.courseId]);
      expect(await db.database.transaction(system, checkRollups)).toMatchObject({
        exact: false,
        differingActivity: [room.courseId],
      });
      await db.owner.query(`UPDATE ${change} - 1 WHERE course_id = $1`, [room.courseId]);
    }
  });
});
