import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { growsWithEvents, heartbeatTables } from './heartbeat';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type Row = Record<string, unknown>;
const rowOf = async (table: string, student: string | undefined) =>
  (
    await db.owner.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE user_id = $1`, [
      student,
    ])
  ).rows[0]?.row ?? {};
const count = async (table: string) =>
  Number((await db.owner.query(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
const counts = async () => [await count('progress_events'), await count('course_deltas')];

it('names exactly the columns that a heartbeat changes, and the tables that each event adds to', async () => {
  const { courseId, lessons, studentIds } = await createClassroom(db.owner);
  const [student] = studentIds;
  const heartbeat = (minute: number) =>
    db.owner.query('SELECT record_progress($1, $2)', [
      student,
      JSON.stringify([
        {
          id: randomUUID(),
          course: courseId,
          lesson: lessons[0]?.id,
          section: lessons[0]?.sectionIds[0],
          seconds: 15,
          completion: 40,
          at: `2026-03-02T10:${minute}:00Z`,
        },
      ]),
    ]);
  await heartbeat(10);
  const tables = heartbeatTables.map(([table]) => table);
  const before: Row[] = [];
  for (const table of tables) before.push(await rowOf(table, student));
  const rows = await counts();
  await heartbeat(11);
  for (const [place, [table, columns]] of heartbeatTables.entries()) {
    const after = await rowOf(table, student);
    const changed = Object.keys(after).filter((column) => after[column] !== before[place]?.[column]);
    expect([table, changed.sort()]).toEqual([table, [...columns].sort()]);
  }
  expect(await counts()).toEqual(rows.map((n) => n + 1));
  expect(['progress_events', 'course_deltas', 'enrollments'].map(growsWithEvents)).toEqual([
    true,
    true,
    false,
  ]);
});
