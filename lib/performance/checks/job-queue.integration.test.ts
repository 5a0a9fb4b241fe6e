import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureJobQueue } from '@/db/jobs';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { readQueueState } from '@/lib/jobs/state';
import { runChecks } from './run';
import { openOn } from './testing/rig';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await ensureJobQueue(db.ownerUrl);
});
afterAll(() => db.close());

/** A job of a queue as pg-boss keeps it, so many minutes ago. */
const job = (name: string, state: string, minutesAgo: number) =>
  db.owner.query(
    `INSERT INTO pgboss.job (name, state, created_on, start_after, started_on, completed_on, expire_in)
     SELECT $1, $2::pgboss.job_state, at, at, CASE WHEN $2 NOT IN ('created', 'retry') THEN at END,
       CASE WHEN $2 IN ('completed', 'failed') THEN at END, interval '15 minutes' FROM (SELECT now() - make_interval(mins => $3) AS at) m`,
    [name, state, minutesAgo],
  );

const found = async () =>
  (await runChecks(openOn(db.database), { own: true, measure: false })).findings
    .filter(({ check }) => check === 'job-queue')
    .map(({ state, object, evidence }) => [state, object, evidence]);

it('does not know before any job has ended, and finds nothing where work is done', async () => {
  expect(await found()).toMatchObject([['unknown', null, { reason: expect.stringContaining('No job') }]]);
  await job('seal-audit', 'completed', 1);
  await job('take-readings', 'failed', 30);
  await job('take-readings', 'completed', 4);
  await job('take-readings', 'created', 2);
  expect(await found()).toEqual([['ok', null, {}]]);
});

it('names what nobody takes, what fails, and what was left behind; the page has the same figures', async () => {
  await job('notify-people', 'retry', 25);
  await job('tally-answers', 'completed', 200);
  for (const minutes of [120, 60, 30]) await job('tally-answers', 'failed', minutes);
  await job('drill-restore', 'active', 40);
  expect((await found()).sort()).toMatchObject([
    ['critical', 'queue tally-answers', { failedSinceDone: 3 }],
    ['warning', 'queue drill-restore', { overdue: 1 }],
    ['warning', 'queue notify-people', { waiting: 1, oldestWaitingSeconds: expect.any(Number) }],
  ]);
  const queues = await asSystem(readQueueState, db.database);
  expect(queues?.find(({ name }) => name === 'take-readings')).toMatchObject({ waiting: 1, failed: 1 });
  expect(queues?.find(({ name }) => name === 'drill-restore')).toMatchObject({
    active: 1,
    runningSince: expect.any(String),
    lastDoneAt: null,
  });
});

it('says once that nobody works', async () => {
  await db.owner.query(
    "UPDATE pgboss.job SET completed_on = completed_on - interval '2 hours' WHERE state = 'completed'",
  );
  expect(await found()).toMatchObject([['critical', 'worker', {}]]);
});
