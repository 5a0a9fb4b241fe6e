import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { expectActivityAsInFile } from './testing/activity-parity';
import { folderOf, rowVersions } from './testing/files';
import { ended, importProcess, letCommandsIn } from './testing/import-process';
import { importOulad, oulad, ouladTool } from './testing/oulad';

let test: TestDatabase;
let folder: string;
const dataDir = folderOf({});

const unfinished = async (kind: string) =>
  (await test.owner.query("SELECT 1 FROM imports WHERE kind = $1 AND status = 'RUNNING'", [kind])).rowCount;

/** Starts the command and kills it `delay` ms after its run has begun. Returns whether it was cut off. */
async function killed(delay: number, kind: string, path: string): Promise<boolean> {
  const child = importProcess(test, dataDir, [kind, path]);
  const end = ended(child);
  let over = false;
  end.then(() => {
    over = true;
  });
  while (!over && !(await unfinished(kind))) await sleep(20);
  await sleep(delay);
  child.kill('SIGKILL');
  return (await end).status === null;
}

async function numbers(sql: string): Promise<Record<string, unknown> | undefined> {
  return (await test.owner.query(sql)).rows[0];
}

describe.skipIf(!existsSync(ouladTool))('one real class (OULAD AAA_2013J)', () => {
  beforeAll(async () => {
    test = await testDatabase();
    await letCommandsIn(test);
    await test.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
    folder = oulad('AAA_2013J');
  });
  afterAll(() => test?.close());

  it('comes out whole and exact, killed on the way or not, and the same when imported again', async () => {
    let cuts = 0;
    const context = { database: database(), dataDir };
    for (const { kind, path, run } of importOulad(folder)) {
      for (const delay of [0, 100, 300, 600]) cuts += Number(await killed(delay, kind, path));
      await run(context);
    }
    expect(cuts).toBeGreaterThan(3);

    const lines = (file: string) => readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n').slice(1);
    const activity = lines('activity.csv').map((line) => line.split(','));
    expect(
      await numbers(`SELECT (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM enrollments)::int AS enrollments,
        (SELECT count(*) FROM sections)::int AS sections, (SELECT count(*) FROM activity_days)::int AS days,
        (SELECT sum(interactions) FROM activity_days)::int AS interactions`),
    ).toEqual({
      users: lines('users.csv').length,
      enrollments: lines('enrollments.csv').length,
      sections: lines('structure.csv').length,
      days: new Set(activity.map((cells) => cells.slice(0, 4).join())).size,
      interactions: activity.reduce((sum, cells) => sum + Number(cells[4]), 0),
    });
    expect(
      await numbers(`SELECT
        (SELECT count(*) FROM enrollments e JOIN enrollment_rollups r USING (id) WHERE
          (e.sections_required, e.sections_completed, e.completion_sum, e.progress_rows, e.interactions, e.lessons_completed) IS DISTINCT FROM
          (r.sections_required, r.sections_completed, r.completion_sum, r.progress_rows, r.interactions, r.lessons_completed))::int AS rollups,
        (SELECT count(*) FROM course_cards c JOIN course_totals t USING (course_id) WHERE
          (c.enrolled, c.completed, c.dropped, c.completion_total, c.histogram) IS DISTINCT FROM
          (t.enrolled, t.completed, t.dropped, t.completion_total, t.histogram))::int AS cards,
        (SELECT count(*) FROM import_activity)::int + (SELECT count(*) FROM import_rows)::int AS staged`),
    ).toEqual({ rollups: 0, cards: 0, staged: 0 });
    await expectActivityAsInFile(test.owner, folder, 'AAA_2013J');

    const before = await rowVersions(test.owner);
    for (const { run } of importOulad(folder)) await run(context);
    expect(await rowVersions(test.owner)).toEqual(before);
  }, 300_000);
});
