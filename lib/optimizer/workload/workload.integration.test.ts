import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { readPlans } from '../facts/statement-plans';
import { workload } from './workload';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  const { courseId, lessons, studentIds } = await createClassroom(db.owner, 3);
  for (const student of studentIds) {
    const place = { course: courseId, lesson: lessons[0]?.id, section: lessons[0]?.sectionIds[0] };
    const event = { id: randomUUID(), ...place, seconds: 60, completion: 40, at: '2026-03-02T10:00:00Z' };
    await db.owner.query('SELECT record_progress($1, $2)', [student, JSON.stringify([event])]);
  }
});
afterAll(() => db.close());

it('asks every question as a person of the data, with parameters that the statement takes', async () => {
  for (const { name, sample } of workload) {
    const calls = await asSystem((tx) => sample(tx, 3), db.database);
    expect([name, calls.length > 0]).toEqual([name, true]);
    for (const { identity, statement, values } of calls) {
      expect(statement.text).toContain(`/* ${name} */`);
      await db.database.transaction(identity, (tx) => tx.rows(statement, values));
    }
  }
});

it('is planned by the server without being run', async () => {
  const planned = new Set((await readPlans(db.database)).map(({ statement }) => statement));
  for (const { name } of workload) expect([name, planned.has(name)]).toEqual([name, true]);
  const { rows } = await db.owner.query('SELECT sum(time_spent)::int AS seconds FROM user_progress');
  expect(rows).toEqual([{ seconds: 3 * 60 + 3 * 15 }]);
});
