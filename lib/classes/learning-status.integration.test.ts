import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { changeRule } from '@/lib/analytics/rules/mutations';
import { type LearningStatus, learningStatuses } from '@/lib/analytics/standing';
import { getStudentProgress } from '@/lib/analytics/student-progress';
import { eventIn, personOf, studentOf, study } from '@/lib/analytics/testing/study';
import { exportClass } from './export';
import { getRoster } from './roster';
import type { ListedStudent, RosterQuery } from './schema';
import { rosterStatuses } from './status-filter';

const students = 25;
let db: TestDatabase;
let room: Classroom;

const instructor = () => personOf(room, room.instructorId, 'INSTRUCTOR');
const list = (query: Partial<RosterQuery>) =>
  getRoster(instructor(), room.courseId, { limit: 200, ...query });

type Figures = {
  average: number;
  sections: number;
  seconds: number;
  status: 'ACTIVE' | 'COMPLETED' | 'DROPPED';
};

/** Sets figures as progress would, then leaves some of the class's changes waiting for its card. */
async function arrange(figures: readonly Figures[], waiting: readonly number[]): Promise<void> {
  await db.owner.query(
    `UPDATE enrollments e SET completion_sum = f.average * sections_required, progress_rows = f.sections, time_spent = f.seconds,
       status = f.status::enrollment_status_enum
     FROM unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[]) f(id, average, sections, seconds, status)
     WHERE e.user_id = f.id AND e.course_id = $1`,
    [
      room.courseId,
      room.studentIds,
      ...(['average', 'sections', 'seconds', 'status'] as const).map((key) =>
        figures.map((each) => each[key]),
      ),
    ],
  );
  await db.owner.query('SELECT rebuild_course_cards(ARRAY[$1::uuid])', [room.courseId]);
  for (const n of waiting) {
    if (figures[n]?.status === 'ACTIVE')
      await study(room, n, [eventIn(room, 0, 0, { completion: 31 * (n % 4) })]);
  }
}

/** The status as each student reads it on the own dashboard; null for none. */
async function statusesAsTold(): Promise<Map<string, LearningStatus | null>> {
  const told = new Map<string, LearningStatus | null>();
  for (const [n, id] of room.studentIds.entries()) {
    const [course] = await getStudentProgress(studentOf(room, n), room.courseId);
    told.set(id, course?.learningStatus.value ?? null);
  }
  return told;
}

const idsOf = (page: { students: ListedStudent[] }) => page.students.map(({ userId }) => userId);

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, students);
});
afterAll(() => db.close());

const figures: fc.Arbitrary<Figures> = fc.record({
  average: fc.oneof(fc.nat(10_000), fc.constantFrom(0, 2000, 5000, 10_000)),
  sections: fc.constantFrom(0, 2, 3, 6),
  seconds: fc.constantFrom(0, 599, 600, 9000),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'COMPLETED', 'DROPPED'),
});

describe('the learning status in the class list', () => {
  it('is what each student’s own dashboard says, and the filter lets exactly those through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(figures, { minLength: students, maxLength: students }),
        fc.uniqueArray(fc.nat(students - 1), { maxLength: 4 }),
        async (all, waiting) => {
          await arrange(all, waiting);
          const told = await statusesAsTold();
          const everybody = await list({});
          expect(new Map(everybody.students.map((each) => [each.userId, each.learningStatus]))).toEqual(told);
          for (const learning of learningStatuses) {
            const expected = idsOf(everybody).filter((id) => told.get(id) === learning);
            const found = await list({ status: { learning } });
            expect(idsOf(found)).toEqual(expected);
            expect(found.total).toBe(expected.length);
          }
        },
      ),
      { numRuns: 6 },
    );
  });

  it('asks for no minutes while no time of the class is measured, here and on the dashboard', async () => {
    await arrange(
      spread().map((each) => ({ ...each, seconds: 0 })),
      [],
    );
    const statuses = async () => {
      const told = [...(await statusesAsTold()).values()];
      const listed = new Map((await list({})).students.map((each) => [each.userId, each.learningStatus]));
      expect(room.studentIds.map((id) => listed.get(id))).toEqual(told);
      return new Set(told);
    };
    expect(await statuses()).toEqual(new Set(learningStatuses));
    await study(room, 3, [eventIn(room, 0, 1)]);
    expect(await statuses()).toEqual(new Set([null]));
  });

  it('follows the rules of the institution at once, as the dashboard does', async () => {
    await arrange(spread(), []);
    expect((await list({ status: { learning: 'ACCELERATED' } })).total).toBe(7);
    const admin = personOf(room, room.adminId, 'ADMIN');
    await changeRule(admin, { rule: 'status.aheadOfShare', value: 0.5, reason: 'to see whether it shows' });
    const told = await statusesAsTold();
    const { total } = await list({ status: { learning: 'ACCELERATED' } });
    expect(total).toBe([...told.values()].filter((status) => status === 'ACCELERATED').length);
    expect(total).toBeGreaterThan(7);
  });

  it('goes page by page and back, in every order, with a name and a state beside it', async () => {
    await arrange(spread(), [3]);
    const status = { enrollment: 'ACTIVE', learning: 'ON_TRACK' } as const;
    for (const sort of ['completion', 'name', 'learning'] as const) {
      const whole = await list({ status, sort });
      const first = await list({ status, sort, limit: 2 });
      const second = await list({ status, sort, limit: 2, cursor: first.nextCursor ?? '' });
      expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(whole).slice(0, 4));
      expect(idsOf(await list({ status, sort, limit: 2, cursor: second.previousCursor ?? '' }))).toEqual(
        idsOf(first),
      );
      expect([first.total, second.total]).toEqual([whole.students.length, whole.students.length]);
    }
    const [one] = (await list({ status })).students;
    const named = await list({ status, q: one?.name });
    expect([named.total, idsOf(named)]).toEqual([1, [one?.userId]]);
    expect((await list({ status: { enrollment: 'DROPPED', learning: 'ON_TRACK' } })).total).toBe(0);
  });

  it('is counted beside every state and name as the list then shows, on one page or several', async () => {
    const figures = spread().map((each, n) => ({
      ...each,
      status: n % 7 === 0 ? ('DROPPED' as const) : n % 3 === 0 ? ('COMPLETED' as const) : ('ACTIVE' as const),
    }));
    await arrange(figures, []);
    const [one] = (await list({ status: { learning: 'ON_TRACK' } })).students;
    for (const learning of [undefined, ...learningStatuses]) {
      for (const q of [undefined, one?.name, 'nobody of that name']) {
        if (!learning && !q) continue;
        const states = (await list({ status: { learning }, q })).students.map(({ status }) => status);
        for (const limit of [2, 200]) {
          const { matching, total } = await list({ status: { learning, enrollment: 'ACTIVE' }, q, limit });
          expect(total).toBe(matching?.ACTIVE);
          for (const state of rosterStatuses)
            expect(matching?.[state]).toBe(states.filter((status) => status === state).length);
        }
      }
    }
    expect((await list({})).matching).toBeNull();
  });

  it('stands in the file, which can hold these students alone', async () => {
    await arrange(spread(), []);
    const lines = async (filter?: Parameters<typeof exportClass>[2]) =>
      (await exportClass(instructor(), room.courseId, filter)).csv.trimEnd().split('\r\n').slice(1);
    const all = await lines();
    const behind = await lines({ status: { learning: 'NEEDS_SUPPORT' } });
    expect(behind.length).toBeGreaterThan(0);
    expect(behind).toEqual(all.filter((line) => line.split(',').includes('NEEDS_SUPPORT')));
    expect((await lines({ status: { learning: 'NEEDS_SUPPORT' }, q: 'nobody' })).length).toBe(0);
  });

  it('is nobody’s in a class too small to compare', async () => {
    const small = await createClassroom(db.owner, 10);
    await db.owner.query('UPDATE enrollments SET progress_rows = 6, time_spent = 9000 WHERE course_id = $1', [
      small.courseId,
    ]);
    const teacher = personOf(small, small.instructorId, 'INSTRUCTOR');
    const { students: listed } = await getRoster(teacher, small.courseId, { limit: 20 });
    expect(listed.map(({ learningStatus }) => learningStatus)).toEqual(
      Array.from({ length: 10 }, () => null),
    );
    const none = await getRoster(teacher, small.courseId, { limit: 20, status: { learning: 'ON_TRACK' } });
    expect(none).toMatchObject({ students: [], total: 0 });
  });
});

/** Everybody has done enough to be compared; nobody is level with anybody. */
const spread = (): Figures[] =>
  Array.from({ length: students }, (_, n) => ({
    average: n * 400,
    sections: 6,
    seconds: 9000,
    status: 'ACTIVE',
  }));
