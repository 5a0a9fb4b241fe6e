import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ensureJobQueue } from '@/db/jobs';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { openQueue } from '@/lib/jobs/queue';
import { type Receiver, startReceiver } from './testing/receiver';
import { errorsOf, startProcess, stopProcess } from './testing/start-process';

const student = '0198f3a2-7c1e-7bb0-a1a5-5f0a5d3c2b11';
/** The trace of somebody before us, and its span. */
const before = { traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) };
const headers = { traceparent: `00-${before.traceId}-${before.parentSpanId}-01` };
/** As a build lists the addresses it answers at; there is none of the product when its tests run first. */
const addresses = { '/a': '/dashboard', '/b': '/teach/[courseId]', '/c': '/admin', '/d': '/loaded' };
const loaded = /@opentelemetry\/(sdk|exporter|resources)/;
const soon = { timeout: 20_000, interval: 50 };

let db: TestDatabase;
let folder: string;
let receiver: Receiver;
const running: ChildProcess[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await ensureJobQueue(db.ownerUrl);
  folder = await mkdtemp(join(tmpdir(), 'syllabase-telemetry-'));
  await mkdir(join(folder, '.next'));
  await writeFile(join(folder, '.next/app-path-routes-manifest.json'), JSON.stringify(addresses));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(stopProcess));
  await receiver.close();
});

function start(script: string, environment: Record<string, string>): ChildProcess {
  const child = startProcess(script, { DATABASE_URL: db.url, DATA_DIR: folder, ...environment });
  running.push(child);
  return child;
}

async function startWeb(environment: Record<string, string>) {
  const child = start('lib/performance/telemetry/testing/web-process.ts', environment);
  const said = errorsOf(child);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    said,
    ask: (path: string, options?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, options),
  };
}

const spansNamed = (name: string) => receiver.spans.filter((span) => span.name === name);

it('exports requests, their statements and what they were for, and nothing of anybody', async () => {
  const { ask } = await startWeb({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'school' });
  expect((await ask('/dashboard?name=anna@example.org', { headers })).status).toBe(200);
  expect((await ask(`/teach/${student}?email=anna@example.org`)).status).toBe(500);
  expect((await ask(`/nowhere/${student}`)).status).toBe(404);
  await vi.waitFor(() => expect(receiver.spans).toHaveLength(5), soon);

  const [page] = spansNamed('GET /dashboard');
  expect(page).toMatchObject({
    kind: 2,
    parentSpanId: '',
    resource: { 'service.name': 'school', 'syllabase.process': 'web' },
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/dashboard',
      'http.response.status_code': 200,
      'syllabase.operation': 'page',
      'syllabase.database.statements': 1,
      'syllabase.cache.hits': 1,
      'syllabase.cache.misses': 1,
    },
    status: { code: 0 },
  });
  const [statement, failed] = spansNamed('test.telemetry-one');
  expect(statement).toMatchObject({
    kind: 3,
    traceId: page?.traceId,
    parentSpanId: page?.spanId,
    attributes: {
      'db.system.name': 'postgresql',
      'db.query.summary': 'test.telemetry-one',
      'http.route': '/dashboard',
      'syllabase.operation': 'page',
    },
  });
  expect(page && statement && page.startTimeUnixNano <= statement.startTimeUnixNano).toBe(true);
  expect(page && statement && page.endTimeUnixNano >= statement.endTimeUnixNano).toBe(true);
  expect(failed).toMatchObject({ attributes: { 'error.type': '_OTHER' }, status: { code: 2 }, events: [] });
  expect(spansNamed('GET /teach/:id')).toMatchObject([{ attributes: { 'error.type': '500' } }]);
  expect(spansNamed('GET (refused)')).toHaveLength(1);

  expect((await ask('/admin')).status).toBe(200);
  const change = { 'http.route': '/admin', 'syllabase.operation': 'cache.clear' };
  await vi.waitFor(() => expect(spansNamed('GET /admin')).toMatchObject([{ attributes: change }]), soon);

  await vi.waitFor(() => expect(receiver.metrics.length).toBeGreaterThan(10), soon);
  expect(pointsOf('http.server.request.duration', { 'http.route': '/dashboard' })).toMatchObject([
    { count: 1 },
  ]);
  expect(pointsOf('db.client.operation.duration', { 'db.query.summary': 'test.telemetry-one' })).toHaveLength(
    2,
  );
  expect(
    pointsOf('syllabase.cache.lookups', {
      'syllabase.cache.class': 'listing',
      'syllabase.cache.outcome': 'hit',
    }),
  ).toMatchObject([{ value: 1 }]);
  expect(pointsOf('db.client.connection.max', {})).toMatchObject([{ value: 10 }]);

  expect(receiver.texts.length).toBeGreaterThan(1);
  for (const text of receiver.texts) expect(text).not.toMatch(/anna|0198f3a2|not understood|SELECT/i);
  expect(await (await ask('/loaded')).text()).toMatch(loaded);
});

function pointsOf(name: string, of: Record<string, unknown>) {
  const points = receiver.metrics.find((metric) => metric.name === name)?.points ?? [];
  return points.filter(({ attributes }) =>
    Object.entries(of).every(([key, value]) => attributes[key] === value),
  );
}

it('answers as ever while nobody takes what is sent, says so once, and goes on when somebody does; believes a trace that its proxy names', async () => {
  const { ask, said } = await startWeb({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_BSP_EXPORT_TIMEOUT: '600',
    OTEL_BSP_MAX_QUEUE_SIZE: '20',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
    OTEL_METRICS_EXPORTER: 'none',
    TRUST_PROXY: '1',
  });
  receiver.mood = 'silent';
  for (let n = 0; n < 60; n += 1) expect((await ask('/dashboard')).status).toBe(200);
  await vi.waitFor(() => expect(said.text).toMatch(/telemetry: traces do not arrive/), soon);
  receiver.mood = 'well';
  await vi.waitFor(async () => {
    expect((await ask('/dashboard', { headers })).status).toBe(200);
    expect(spansNamed('GET /dashboard').at(-1)).toMatchObject(before);
    expect(said.text).toMatch(/traces arrive again/);
  }, soon);
  expect(said.text.match(/do not arrive/g)).toHaveLength(1);
  expect(receiver.metrics).toEqual([]);
});

it('loads nothing of it where the variables are not set', async () => {
  const { ask } = await startWeb({});
  expect(await (await ask('/loaded')).text()).not.toMatch(loaded);
});

it('exports the worker’s jobs, its queues and, when it is stopped, what it has not sent yet', async () => {
  const queue = await openQueue(db.url, new AbortController().signal);
  await queue?.boss.send('prune-sign-in-attempts', {});
  await queue?.close();
  const worker = start('scripts/worker.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '600000',
  });
  const done = "SELECT FROM pgboss.job WHERE name = 'prune-sign-in-attempts' AND state = 'completed'";
  await vi.waitFor(async () => expect((await db.owner.query(done)).rowCount).toBe(1), soon);
  expect(receiver.spans).toEqual([]);
  expect(await stopProcess(worker)).toBe(0);
  const [job] = spansNamed('prune-sign-in-attempts');
  expect(job).toMatchObject({ resource: { 'syllabase.process': 'worker' }, status: { code: 0 } });
  expect(spansNamed('access.purge-attempts')).toMatchObject([
    { traceId: job?.traceId, attributes: { 'syllabase.operation': 'prune-sign-in-attempts' } },
  ]);
  const name = { 'syllabase.queue.name': 'prune-sign-in-attempts' };
  expect(pointsOf('syllabase.queue.jobs', name)).toHaveLength(3);
  expect(
    pointsOf('syllabase.job.duration', { 'syllabase.operation': 'prune-sign-in-attempts' }),
  ).toMatchObject([{ count: 1 }]);
  expect(receiver.texts.filter((text) => text.startsWith('not understood'))).toEqual([]);
});
