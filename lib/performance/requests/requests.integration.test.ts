import { createServer, get, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statement, unpreparedStatement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { runChecks } from '../checks/run';
import { noteReadings } from '../readings/note-readings';
import { readStatements } from '../statements';
import { Collected } from './collected';
import { measureRequests, writeDown } from './measure-requests';
import { leaveWorkAlone } from './observe-work';
import { readRoutes } from './read-routes';

let db: TestDatabase;
let server: Server;
const collected = new Collected();
const once = statement('test.requests-once', 'SELECT 1 AS one');
const again = unpreparedStatement('test.requests-again', 'SELECT 2 AS two, current_date AS today');

beforeAll(async () => {
  db = await testDatabase();
  measureRequests(undefined, collected);
  server = createServer((request, response) => {
    const work = asSystem(async (tx) => {
      await tx.rows(once);
      for (let n = asksAgain(request.url ?? ''); n > 0; n -= 1) await tx.rows(again);
    });
    void work.then(() => response.writeHead(request.url === '/none' ? 404 : 200).end('ok'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  leaveWorkAlone();
  await new Promise((resolve) => server.close(resolve));
  await db.close();
});

/** How often a page asks the same again; one has a statement for each row of its list. */
const asksAgain = (path: string) => (path.startsWith('/teach') ? 3 : path.startsWith('/learn') ? 12 : 0);

const ask = (path: string) =>
  new Promise<string | undefined>((resolve, reject) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    get({ port: address.port, path, agent: false }, (response) => {
      const timing = response.headers['server-timing'];
      response.resume().on('end', () => resolve(Array.isArray(timing) ? timing[0] : timing));
    }).on('error', reject);
  });

it('tells requests apart that are answered at once, and says timings on own pages only', async () => {
  const timings = await Promise.all(['/teach/1', '/teach/2', '/dashboard?x=1', '/none', '/courses'].map(ask));
  expect(timings.map((timing) => timing !== undefined)).toEqual([false, false, true, false, false]);
  expect(timings[2]).toMatch(
    /^db;dur=\d+;desc="statements: 1", cache;dur=\d+;desc="hits: 0, misses: 0", render;dur=\d+$/,
  );
  await writeDown(collected);
  const { since, routes } = await asSystem(readRoutes, db.database);
  expect(since).not.toBeNull();
  const found = routes.map(({ route, requests, statements }) => [route, requests, statements]);
  expect(found.sort()).toEqual([
    ['GET (refused)', 1, 1],
    ['GET /courses', 1, 1],
    ['GET /dashboard', 1, 1],
    ['GET /teach/:id', 2, 4],
  ]);
});

it('knows which pages ask a statement, and how often a request', async () => {
  const costs = await asSystem((tx) => readStatements(tx, 1_000), db.database);
  if (!costs.available) throw new Error(costs.reason);
  expect(costs.statements.find(({ name }) => name === 'test.requests-again')?.uses).toEqual([
    { route: 'GET /teach/:id', requests: 2, callsARequest: 3 },
  ]);
});

it('names the page that asks once for each row of its list', async () => {
  for (let n = 0; n < 20; n += 1) await Promise.all([ask(`/learn/${n}`), ask(`/teach/${n}`)]);
  await writeDown(collected);
  // How much time the readings cover is the worker's to say.
  await asSystem(
    (tx) => noteReadings(tx, [{ kind: 'SERVER', object: 'database', counters: { seconds: 60 } }]),
    db.database,
  );
  const { findings } = await runChecks((run) => asSystem(run, db.database), { own: true });
  expect(findings.filter(({ check }) => check === 'repeated-statement')).toMatchObject([
    {
      state: 'warning',
      object: 'route GET /learn/:id statement test.requests-again',
      evidence: { requests: 20, callsARequest: 12, mostCallsARequest: 12 },
    },
  ]);
});

it('loses nothing while the database is away', async () => {
  await ask('/courses');
  await db.owner.query('ALTER TABLE performance_readings RENAME TO performance_readings_away');
  await writeDown(collected);
  await db.owner.query('ALTER TABLE performance_readings_away RENAME TO performance_readings');
  await writeDown(collected);
  const { routes } = await asSystem(readRoutes, db.database);
  expect(routes.find(({ route }) => route === 'GET /courses')?.requests).toBe(2);
});
