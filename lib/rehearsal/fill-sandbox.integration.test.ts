import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { checkRollups } from '@/lib/progress/check';
import { fillSandbox } from './fill-sandbox';
import { enrolledIn, readShape, type TermShape } from './shape';

const reach = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8];
const shape: TermShape = {
  institutions: 2,
  instructors: 3,
  students: 40,
  progressRows: 0,
  daysPerSection: 2,
  courses: [
    { students: 33, lessons: 2, sections: 8, reach },
    { students: 11, lessons: 3, sections: 8, reach },
    { students: 0, lessons: 1, sections: 4, reach: [] },
  ],
  growth: [],
};
const factor = 3;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await fillSandbox(db.owner, shape, factor, () => undefined);
  await db.owner.query('SELECT pg_stat_force_next_flush()');
});
afterAll(() => db.close());

it('fills every class with so many times its students, who go as far', async () => {
  const read = await asSystem(readShape, db.database);
  const bySize = read.courses.sort((a, b) => b.students - a.students);
  expect(bySize).toEqual([
    { students: 99, lessons: 2, sections: 8, reach },
    { students: 33, lessons: 3, sections: 8, reach },
    { students: 0, lessons: 1, sections: 4, reach: [] },
  ]);
  expect(read).toMatchObject({ institutions: 2, instructors: 3, students: 120 });
  const begun = reach.reduce((sum, sections) => sum + sections, 0);
  expect(read.progressRows).toBe((begun * (99 + 33)) / reach.length);
  expect(enrolledIn(read)).toEqual({ all: 132, largest: 99 });
});

it('leaves rollups, cards and activity as the product would have made them', async () => {
  expect(await asSystem(checkRollups, db.database)).toMatchObject({
    enrollments: 132,
    differingEnrollments: [],
    differingCourses: [],
    differingActivity: [],
    exact: true,
  });
  const { rows } = await db.owner.query<{ days: number; rows: number }>(
    'SELECT (SELECT count(*)::int FROM activity_days) AS days, (SELECT count(*)::int FROM user_progress) AS rows',
  );
  expect(rows[0]?.days).toBe(2 * (rows[0]?.rows ?? 0));
});

it('knows how the term has grown, by weeks', async () => {
  const { growth } = await asSystem(readShape, db.database);
  expect(growth).toEqual([{ week: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), enrolled: 132 }]);
});
