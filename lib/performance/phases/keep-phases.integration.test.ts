import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { addDays } from '@/lib/days';
import { runChecks } from '../checks/run';
import { keepPhases } from './keep-phases';

let db: TestDatabase;
let room: Classroom;
const today = new Date().toISOString().slice(0, 10);
const term = { startsOn: addDays(today, -200), endsOn: addDays(today, -90) };

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner.query('TRUNCATE performance_phases, performance_readings');
  await db.owner.query('UPDATE courses SET starts_on = $2, ends_on = $3 WHERE id = $1', [
    room.courseId,
    term.startsOn,
    term.endsOn,
  ]);
});

/** Readings of whole days, with so many scans of an index in each. */
const read = (from: string, until: string, scans: number, seconds = 86_400) =>
  db.owner.query(
    `INSERT INTO performance_readings (grain, kind, at, object, counters)
     SELECT 'DAY', kind, day AT TIME ZONE 'UTC', object, counters
     FROM generate_series($1::timestamp, $2::timestamp, '1 day') day,
       (VALUES ('SERVER', 'database', jsonb_build_object('seconds', $4::int)),
               ('INDEX', 'public.some_idx', jsonb_build_object('scans', $3::int))) v(kind, object, counters)`,
    [from, until, scans, seconds],
  );
const kept = async () =>
  (
    await db.owner.query(
      `SELECT phase, from_day::text AS "from", until_day::text AS until, covered_days AS days, scans
       FROM performance_phases ORDER BY from_day`,
    )
  ).rows;
const keep = (day = today) => keepPhases(db.database, day);

describe('what is kept of the phases of a term', () => {
  it('is on how many days readings were taken, and which index was used how often', async () => {
    await read(addDays(term.endsOn, -20), addDays(term.endsOn, -11), 2);
    await read(addDays(term.endsOn, -10), addDays(term.endsOn, 30), 0);
    await read(addDays(term.startsOn, 0), addDays(term.startsOn, 3), 0, 3_600);
    expect(await keep()).toBe(3);
    expect(await kept()).toMatchObject([
      { phase: 'ENROLMENT', from: addDays(term.startsOn, -28), days: 0, scans: {} },
      { phase: 'TEACHING', days: 0, scans: {} },
      { phase: 'EXAMS', until: addDays(term.endsOn, 7), days: 28, scans: { 'public.some_idx': 20 } },
    ]);
  });

  it('is told anew each time, and stays when its readings are forgotten', async () => {
    await read(addDays(term.endsOn, -20), addDays(term.endsOn, 7), 1);
    await keep();
    await keep();
    expect(await kept()).toHaveLength(3);
    await db.owner.query('TRUNCATE performance_readings');
    const later = addDays(today, 400);
    expect(await keep(later)).toBe(0);
    expect((await kept()).at(-1)).toMatchObject({ phase: 'EXAMS', scans: { 'public.some_idx': 28 } });
  });

  it('is nothing of what is to come, nor of courses without dates', async () => {
    await db.owner.query('UPDATE courses SET starts_on = $2, ends_on = $3 WHERE id = $1', [
      room.courseId,
      addDays(today, 20),
      addDays(today, 120),
    ]);
    expect(await keep()).toBe(1);
    await db.owner.query('UPDATE courses SET ends_on = NULL WHERE id = $1', [room.courseId]);
    expect(await keep()).toBe(0);
  });
});

it('the checks ask the last phases of the product’s own database, and of no other', async () => {
  const phasesOf = async (own: boolean) => {
    const { facts } = await runChecks((run) => asSystem(run, db.database), { own });
    return facts?.phases;
  };
  expect(await phasesOf(true)).toBeNull();
  await read(addDays(term.startsOn, -28), today, 1);
  await keep();
  expect((await phasesOf(true))?.map(({ phase, scans }) => [phase, scans['public.some_idx']])).toEqual([
    ['ENROLMENT', 42],
    ['TEACHING', 76],
    ['EXAMS', 28],
  ]);
  expect(await phasesOf(false)).toBeNull();
});
