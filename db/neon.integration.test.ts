import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Database, type Identity, openDatabase as openDirectly } from './client';
import { users } from './schema/people';
import { statement } from './statement';
import { type Classroom, createClassroom } from './testing/fixtures';
import { type TestDatabase, testDatabase } from './testing/test-database';

const neonHost = 'ep-test.eu-central-1.aws.neon.tech';
const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
const traffic = { connections: 0, bytes: 0, addresses: new Set<string>() };

let db: TestDatabase;
let room: Classroom;
let proxy: WebSocketServer;
let neon: Database;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 2);
  proxy = await startProxy(new URL(db.url));
  neon = await openThroughProxy(1);
});
afterAll(async () => {
  await neon.close();
  for (const client of proxy.clients) client.terminate();
  proxy.close();
  vi.unstubAllEnvs();
  await db.close();
});

/** What Neon runs in front of its servers: bytes of a WebSocket to bytes of a TCP connection and back. */
async function startProxy(server: URL): Promise<WebSocketServer> {
  const listening = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(listening, 'listening');
  listening.on('connection', (socket, request) => {
    const tcp = connect(Number(server.port), server.hostname);
    traffic.connections += 1;
    traffic.addresses.add(new URL(request.url ?? '/', 'http://proxy').searchParams.get('address') ?? '');
    socket.on('message', (data: Buffer) => {
      traffic.bytes += data.length;
      tcp.write(data);
    });
    tcp.on('data', (data) => socket.send(data));
    tcp.on('close', () => socket.close());
    tcp.on('error', () => socket.close());
    socket.on('close', () => tcp.destroy());
  });
  return listening;
}

/** The client reads NEON_PROXY when it opens a pool; the environment is cached, so the module is loaded afresh. */
async function openThroughProxy(max: number): Promise<Database> {
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  vi.stubEnv('NEON_PROXY', `127.0.0.1:${address.port}/v1?address=${neonHost}:5432`);
  vi.resetModules();
  const { openDatabase } = await import('./client');
  const url = new URL(db.url);
  url.hostname = neonHost;
  url.port = '';
  return openDatabase(url.toString(), max);
}

const student = (n: number): Identity => ({
  userId: room.studentIds[n] ?? '',
  role: 'STUDENT',
  institutionId: room.institutionId,
});
const visible = statement('test.visible', 'SELECT user_id FROM enrollments ORDER BY user_id');

it('reaches the database through the WebSocket, not past it', async () => {
  expect(await neon.ping()).toMatch(/^\d+/);
  expect(traffic.connections).toBe(1);
  expect([...traffic.addresses]).toEqual([`${neonHost}:5432`]);
});

it('runs named statements with values, prepared once a connection', async () => {
  const sum = statement('test.sum', 'SELECT $1::int + $2::int AS total');
  const before = traffic.bytes;
  const totals = await neon.transaction(system, async (tx) => [
    await tx.rows<{ total: number }>(sum, [1, 2]),
    await tx.rows<{ total: number }>(sum, [3, 4]),
  ]);
  expect(totals).toEqual([[{ total: 3 }], [{ total: 7 }]]);
  expect(traffic.bytes).toBeGreaterThan(before);
  const prepared = statement('test.prepared', 'SELECT name FROM pg_prepared_statements WHERE name = $1');
  expect(await neon.transaction(system, (tx) => tx.rows(prepared, ['test.sum']))).toHaveLength(1);
});

it('reads the same types as the other driver', async () => {
  const types = statement(
    'test.types',
    `SELECT 9007199254740991::int8 AS n, 1.25::numeric AS d, '2026-03-02 10:00+00'::timestamptz AS at,
       '2026-03-02'::date AS day, '{"a":[1]}'::jsonb AS json, true AS yes, ARRAY['a','b'] AS list, NULL AS nothing`,
  );
  const through = await neon.transaction(system, (tx) => tx.rows(types));
  expect(through).toEqual(await db.database.transaction(system, (tx) => tx.rows(types)));
  expect(through[0]).toMatchObject({ d: 1.25, at: '2026-03-02T10:00:00.000Z', day: '2026-03-02' });
});

it('carries the identity for one transaction and no longer', async () => {
  expect(await neon.transaction(student(0), (tx) => tx.rows(visible))).toEqual([
    { user_id: room.studentIds[0] },
  ]);
  const nobody = { userId: null, role: null, institutionId: null };
  expect(await neon.transaction(nobody, (tx) => tx.rows(visible))).toEqual([]);
  expect(await neon.transaction(system, (tx) => tx.rows(visible))).toHaveLength(2);
});

it('serves the query builder inside the same transaction', async () => {
  const seen = await neon.transaction(student(1), (tx) => tx.orm.select({ id: users.id }).from(users));
  expect(seen).toEqual([{ id: room.studentIds[1] }]);
});

it('commits what succeeds and undoes what fails, with the server’s error', async () => {
  const add = statement('test.add', "INSERT INTO sign_in_attempts (key_hash) VALUES ('neon')");
  const count = statement('test.count', "SELECT key_hash FROM sign_in_attempts WHERE key_hash = 'neon'");
  const failing = neon.transaction(system, async (tx) => {
    await tx.rows(add);
    await tx.rows(add);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'sign_in_attempts_pkey' });
  expect(await neon.transaction(system, (tx) => tx.rows(count))).toHaveLength(0);
  await neon.transaction(system, (tx) => tx.rows(add));
  expect(await neon.transaction(system, (tx) => tx.rows(count))).toHaveLength(1);
});

it('refuses an injected identity', async () => {
  const injected: Identity = { userId: "' OR true --", role: 'STUDENT', institutionId: null };
  await expect(neon.transaction(injected, (tx) => tx.rows(visible))).rejects.toMatchObject({ code: '22P02' });
});

it('runs transactions side by side on several sockets', async () => {
  const wide = await openThroughProxy(4);
  const before = traffic.connections;
  const pause = statement('test.pause', 'SELECT pg_sleep(0.05), current_setting($1) AS who');
  const who = await Promise.all(
    [0, 1, 0, 1].map((n) =>
      wide.transaction(student(n), (tx) => tx.rows<{ who: string }>(pause, ['app.user_id'])),
    ),
  );
  expect(who.map(([row]) => row?.who)).toEqual([0, 1, 0, 1].map((n) => room.studentIds[n]));
  expect(traffic.connections - before).toBe(4);
  await wide.close();
});

it('recovers when the server ends its connection', async () => {
  const pid = statement('test.pid', 'SELECT pg_backend_pid() AS pid');
  const [row] = await neon.transaction(system, (tx) => tx.rows<{ pid: number }>(pid));
  await db.owner.query('SELECT pg_terminate_backend($1)', [row?.pid]);
  await vi.waitFor(
    async () => {
      const [next] = await neon.transaction(system, (tx) => tx.rows<{ pid: number }>(pid));
      expect(next?.pid).not.toBe(row?.pid);
    },
    { timeout: 5_000 },
  );
});

it('leaves other hosts to the Postgres protocol', async () => {
  const before = traffic.connections;
  const direct = openDirectly(db.url, 1);
  expect(await direct.ping()).toMatch(/^\d+/);
  await direct.close();
  expect(traffic.connections).toBe(before);
});
