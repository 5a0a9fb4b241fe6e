import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ensureJobQueue } from '@/db/jobs';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { openQueue } from './queue';
import { schedule } from './schedule';
import { runJob, workQueues } from './work';

let db: TestDatabase;
let room: Classroom;
const never = new AbortController().signal;
const count = async (sql: string) =>
  Number((await db.owner.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);
const run = (name: Parameters<typeof runJob>[0], linger = 0) =>
  runJob(name, { database: db.database, signal: never, linger });

beforeAll(async () => {
  db = await testDatabase();
  await ensureJobQueue(db.ownerUrl);
  await ensureJobQueue(db.ownerUrl);
  room = await createClassroom(db.owner, 3);
});
afterAll(() => db.close());

it('folds what waits and says how much', async () => {
  expect(await count('course_deltas')).toBe(3);
  expect(await run('fold-course-totals')).toEqual({ folded: 3 });
  expect(await count('course_deltas')).toBe(0);
  const { rows } = await db.owner.query('SELECT enrolled FROM course_cards WHERE course_id = $1', [
    room.courseId,
  ]);
  expect(rows).toEqual([{ enrolled: 3 }]);
});

it('goes on folding what comes while it lingers, until it is told to stop', async () => {
  const stopping = new AbortController();
  const context = { database: db.database, signal: stopping.signal, linger: 60_000 };
  const running = runJob('fold-course-totals', context);
  for (const change of ['drop_student', 'enroll_student']) {
    await db.owner.query(`SELECT ${change}($1, $2)`, [room.studentIds[1], room.courseId]);
    await vi.waitFor(async () => expect(await count('course_deltas')).toBe(0), { timeout: 3_000 });
  }
  const told = Date.now();
  stopping.abort();
  expect(await running).toEqual({ folded: 2 });
  expect(Date.now() - told).toBeLessThan(1_000);
});

it('makes the partitions that are missing', async () => {
  expect(await run('extend-audit-partitions')).toEqual({ made: 0 });
});

it('forgets old event ids in batches and keeps the young', async () => {
  await db.owner.query(
    `INSERT INTO progress_events (user_id, event_key, received_at)
     SELECT $1, gen_random_uuid(), now() - make_interval(days => 80 + n % 20) FROM generate_series(1, 12000) n`,
    [room.studentIds[0]],
  );
  const old = await count("progress_events WHERE received_at < now() - interval '90 days'");
  expect(old).toBeGreaterThan(5000);
  expect(await run('prune-progress-events')).toEqual({ removed: old });
  expect(await count('progress_events')).toBe(12000 - old);
});

it('forgets sign-in attempts, but not a lock', async () => {
  await db.owner.query(
    `INSERT INTO sign_in_attempts (key_hash, failures, window_started_at, locked_until) VALUES
     ('old', 1, now() - interval '2 days', NULL), ('locked', 9, now() - interval '2 days', now() + interval '1 hour'),
     ('young', 1, now(), NULL)`,
  );
  expect(await run('prune-sign-in-attempts')).toEqual({ removed: 1, sessions: 0 });
});

it('forgets ended sessions a day after their cookies are over', async () => {
  await db.owner.query(
    `INSERT INTO ended_sessions (user_id, session_id, expires_at)
     SELECT $1, gen_random_uuid(), now() + make_interval(hours => h) FROM unnest('{-25,-23,1}'::int[]) h`,
    [room.studentIds[0]],
  );
  expect(await run('prune-sign-in-attempts')).toMatchObject({ sessions: 1 });
  expect(await count('ended_sessions')).toBe(2);
});

it('works as the application role: takes due jobs, folds within seconds, and stops when told', async () => {
  const stopping = new AbortController();
  const queue = await openQueue(db.url, stopping.signal);
  if (!queue) throw new Error('no queue');
  expect((await queue.boss.getSchedules()).map(({ name }) => name).sort()).toEqual(
    Object.keys(schedule).sort(),
  );
  await queue.boss.send('fold-course-totals', {});
  const working = workQueues(queue, db.database, stopping.signal);
  await db.owner.query('SELECT drop_student($1, $2)', [room.studentIds[0], room.courseId]);
  await vi.waitFor(async () => expect(await count('course_deltas')).toBe(0), { timeout: 8_000 });
  await db.owner.query('SELECT enroll_student($1, $2)', [room.studentIds[0], room.courseId]);
  const waitingSince = Date.now();
  await vi.waitFor(async () => expect(await count('course_deltas')).toBe(0), { timeout: 4_000 });
  expect(Date.now() - waitingSince).toBeLessThan(3_000);
  stopping.abort();
  await working;
  await queue.close();
  expect(await count("pgboss.job WHERE name = 'fold-course-totals' AND state = 'active'")).toBe(0);
});

it('hands back a job that does not end when the worker stops', async () => {
  const stopping = new AbortController();
  const queue = await openQueue(db.url, stopping.signal);
  if (!queue) throw new Error('no queue');
  await db.owner.query("SELECT pg_advisory_lock(hashtext('syllabase:audit-partitions'))");
  await queue.boss.send('extend-audit-partitions', {});
  const working = workQueues(queue, db.database, stopping.signal);
  const state = "pgboss.job WHERE name = 'extend-audit-partitions' AND state =";
  await vi.waitFor(async () => expect(await count(`${state} 'active'`)).toBe(1), { timeout: 5_000 });
  stopping.abort();
  await working;
  expect(await count(`${state} 'retry'`)).toBe(1);
  await db.owner.query("SELECT pg_advisory_unlock(hashtext('syllabase:audit-partitions'))");
  await queue.close();
});

it('keeps at most one job of a name waiting', async () => {
  const queue = await openQueue(db.url, never);
  expect(await queue?.boss.send('prune-progress-events', {})).not.toBeNull();
  expect(await queue?.boss.send('prune-progress-events', {})).toBeNull();
  await queue?.close();
});

it('waits for a database that is away and goes on when it is back', async () => {
  const queue = await openQueue(db.url, never);
  await db.owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'syllabase jobs' AND datname = current_database()",
  );
  expect(await queue?.boss.getQueueSize('prune-progress-events')).toBe(1);
  await queue?.close();
});

it('gives up waiting for the queue when told to stop', async () => {
  const nowhere = new URL(db.url);
  nowhere.port = '1';
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 300);
  expect(await openQueue(nowhere.toString(), stopping.signal)).toBeNull();
});

it('lets the runtime change rows of the queue, not the queue', async () => {
  let n = 0;
  const as = (sql: string) =>
    db.database.transaction({ userId: null, role: 'SYSTEM', institutionId: null }, (tx) =>
      tx.rows(statement(`test.queue-rights-${n++}`, sql)),
    );
  await expect(as("SELECT pgboss.create_queue('mine', '{}')")).rejects.toThrow(/permission denied/);
  await expect(as('CREATE TABLE pgboss.mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(as('DROP TABLE pgboss.archive')).rejects.toThrow(/must be owner/);
  await expect(as('TRUNCATE pgboss.job')).rejects.toThrow(/permission denied/);
});
