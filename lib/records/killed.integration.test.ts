import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { folderOf } from '@/lib/interop/testing/files';
import { ended, letCommandsIn, opsProcess } from '@/lib/interop/testing/import-process';
import { killWhereItWaits } from '@/lib/interop/testing/kill-waiting';

const people = 8;
/** So many are erased before the one in the middle of whose erasure the process is killed. */
const before = 3;

let db: TestDatabase;
let room: Classroom;
const dataDir = folderOf({});
const run = (job: string): ChildProcess => opsProcess(db, dataDir, ['jobs', 'run', job]);
const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
  (await db.owner.query<Row>(sql, values)).rows;

beforeAll(async () => {
  db = await testDatabase();
  await letCommandsIn(db);
  room = await createClassroom(db.owner, people);
});
afterAll(() => db.close());

type Left = {
  named: boolean;
  notified: number;
  scores: number;
  state: string;
  remembered: boolean;
  told: number;
};
const whole: Left = { named: true, notified: 1, scores: 1, state: 'APPROVED', remembered: false, told: 0 };
const erased: Left = { named: false, notified: 0, scores: 0, state: 'ERASED', remembered: true, told: 1 };

/** What there is of each person, in the order of their requests. */
const left = () =>
  rows<Left>(
    `SELECT u.email IS NOT NULL AND u.display_name <> 'Former student' AS named,
       (SELECT count(*)::int FROM notifications n WHERE n.user_id = u.id) AS notified,
       (SELECT count(*)::int FROM risk_snapshots s WHERE s.user_id = u.id) AS scores, r.state,
       EXISTS (SELECT FROM erasures e WHERE e.user_id = u.id) AS remembered,
       (SELECT count(*)::int FROM audit_log a WHERE a.student_id = u.id AND a.action = 'erasure.carry-out') AS told
     FROM erasure_requests r JOIN users u ON u.id = r.student_id ORDER BY r.decided_at`,
  );

const listed = async (): Promise<string[]> =>
  (await readFile(join(dataDir, 'audit', 'erasures.ndjson'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).userId);

it('an erasure that is killed has erased each person wholly or not at all, and goes on with the others', async () => {
  const { studentIds, courseId, institutionId, adminId } = room;
  await rows('SELECT drop_student(id, $2) FROM unnest($1::uuid[]) id', [studentIds, courseId]);
  await rows(
    `WITH n AS (
       INSERT INTO notifications (user_id, kind, title, body, href, subject_key)
       SELECT id, 'MESSAGE', 'x', 'x', '/x', 'x' FROM unnest($1::uuid[]) id),
     s AS (
       INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
       SELECT id, $2, '2099-01-05', 1, '[]', '{}', 1 FROM unnest($1::uuid[]) id)
     INSERT INTO erasure_requests (student_id, institution_id, requested_by, state, decided_by, decided_at)
     SELECT id, $3, id, 'APPROVED', $4, now() + make_interval(secs => n)
     FROM unnest($1::uuid[]) WITH ORDINALITY AS r(id, n)`,
    [studentIds, courseId, institutionId, adminId],
  );

  const held = 'SELECT 1 FROM risk_snapshots WHERE user_id = $1';
  await killWhereItWaits(db, held, [studentIds[before]], () => run('carry-out-erasures'));
  expect(await left()).toEqual([...Array(before).fill(erased), ...Array(people - before).fill(whole)]);
  expect(await listed()).toEqual(studentIds.slice(0, before));

  const { status, printed } = await ended(run('carry-out-erasures'));
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ erased: people - before, again: 0, waiting: 0, refused: 0 });
  expect(await left()).toEqual(Array(people).fill(erased));
  expect((await listed()).sort()).toEqual([...studentIds].sort());
});

it('a retention run that is killed has told of just what it deleted, and goes on with the rest', async () => {
  const room = await createClassroom(db.owner, 1);
  const scores = 5_000;
  await rows(
    `INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version)
     SELECT $1, $2, '2000-01-01'::date + n, 1, '[]', '{}', 1 FROM generate_series(1, $3::int) n`,
    [room.studentIds[0], room.courseId, scores],
  );
  const kept = async () =>
    (await rows<{ n: number }>('SELECT count(*)::int AS n FROM risk_snapshots'))[0]?.n ?? 0;
  const told = async () =>
    (
      await rows<{ n: number }>(
        "SELECT coalesce(sum((details ->> 'rows')::int), 0)::int AS n FROM audit_log WHERE action = 'retention.prune'",
      )
    )[0]?.n ?? 0;

  const held = "SELECT 1 FROM risk_snapshots WHERE user_id = $1 AND day = '2000-01-01'::date + $2::int";
  await killWhereItWaits(db, held, [room.studentIds[0], scores], () => run('prune-records'));
  expect(await told()).toBeGreaterThan(0);
  expect((await kept()) + (await told())).toBe(scores);

  const left = await kept();
  expect(left).toBeGreaterThan(0);
  const { status, printed } = await ended(run('prune-records'));
  expect(status).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ riskScores: left });
  expect([await kept(), await told()]).toEqual([0, scores]);
});
