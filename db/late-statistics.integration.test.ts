import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProgress } from './testing/load-progress';
import { type TestDatabase, testDatabase } from './testing/test-database';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await loadProgress(db.owner, 30_000);
});
afterAll(() => db.close());

async function planOfLookUp(): Promise<string> {
  const { rows } = await db.owner.query(`EXPLAIN (GENERIC_PLAN, COSTS OFF) SELECT * FROM user_progress
    WHERE user_id = $1 AND course_id = $2 AND lesson_id = $3 AND section_id = $4`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

it('a student’s row of a section is found by the student, not through everybody in the section', async () => {
  expect(await planOfLookUp()).toContain('user_progress_user_id_course_id_lesson_id_section_id_pk');
});

it('which the planner only does because it knows that a section is of one lesson', async () => {
  await db.owner.query('BEGIN; DROP STATISTICS user_progress_place');
  expect(await planOfLookUp()).toContain('user_progress_section_idx');
  await db.owner.query('ROLLBACK');
});
