import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { addCounters, type Counters } from './counters';
import { noteReadings, type Reading } from './note-readings';
import { pruneReadings } from './prune-readings';
import { takeReadings } from './take-readings';

let db: TestDatabase;
const take = () => takeReadings(db.database);
const note = (...readings: Reading[]) => asSystem((tx) => noteReadings(tx, readings), db.database);

beforeAll(async () => {
  db = await testDatabase();
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
});
afterAll(() => db.close());

type Kept = { grain: string; object: string; counters: Record<string, number> };
const kept = async (kind: string, object = '%'): Promise<Kept[]> =>
  (
    await db.owner.query<Kept>(
      'SELECT grain, object, counters FROM performance_readings WHERE kind = $1 AND object LIKE $2 ORDER BY grain, at',
      [kind, object],
    )
  ).rows;
const ofDay = async (kind: string, object?: string) =>
  (await kept(kind, object)).filter(({ grain }) => grain === 'DAY');
const settle = () => db.owner.query('SELECT pg_stat_force_next_flush()');

describe('what the worker reads', () => {
  beforeAll(async () => {
    await db.owner.query(
      'CREATE TABLE public.counted (id int PRIMARY KEY, n int) WITH (autovacuum_enabled = off)',
    );
    await db.owner.query('INSERT INTO counted SELECT g, 0 FROM generate_series(1, 100) g');
    await settle();
  });

  it('keeps nothing of the first look, and of the second what was counted in between', async () => {
    expect(await take()).toBe(0);
    expect(await kept('TABLE')).toEqual([]);
    await db.owner.query('UPDATE counted SET n = 1 WHERE id <= 7');
    for (let n = 0; n < 5; n += 1)
      await db.owner.query('SELECT sum(n) AS total FROM counted /* test.counted */');
    await settle();
    expect(await take()).toBeGreaterThan(3);
    expect(await ofDay('TABLE', 'public.counted')).toMatchObject([
      { counters: { updated: 7, inserted: 0, seqScans: 5 } },
    ]);
    const { rows } = await db.owner.query<{ query_id: string; text: string }>(
      "SELECT query_id, text FROM performance_statements WHERE name = 'test.counted'",
    );
    expect(rows).toMatchObject([{ text: 'SELECT sum(n) AS total FROM counted' }]);
    expect(await ofDay('STATEMENT', `${rows[0]?.query_id} %`)).toMatchObject([
      { counters: { calls: 5, rows: 5 } },
    ]);
  });

  it('books every reading in its five minutes, its hour and its day', async () => {
    await db.owner.query('UPDATE counted SET n = 2 WHERE id <= 3');
    await settle();
    await take();
    const sums: Record<string, Counters> = {};
    for (const { grain, counters } of await kept('TABLE', 'public.counted'))
      sums[grain] = addCounters(sums[grain] ?? {}, counters);
    expect(sums.DAY).toMatchObject({ updated: 10 });
    expect([sums.FIVE_MINUTES, sums.HOUR]).toEqual([sums.DAY, sums.DAY]);
  });

  it('goes on counting over a reset and over a table that was made anew', async () => {
    const before = (await ofDay('TABLE', 'public.counted'))[0]?.counters.updated ?? 0;
    await db.owner.query(`SELECT pg_stat_reset_single_table_counters('counted'::regclass)`);
    await db.owner.query('UPDATE counted SET n = 3 WHERE id <= 4');
    await settle();
    await take();
    expect((await ofDay('TABLE', 'public.counted'))[0]?.counters.updated).toBe(before + 4);
    await db.owner.query('DROP TABLE counted; CREATE TABLE public.counted (id int, n int)');
    await db.owner.query('INSERT INTO counted VALUES (1, 1); UPDATE counted SET n = 2');
    await settle();
    await take();
    expect((await ofDay('TABLE', 'public.counted'))[0]?.counters.updated).toBe(before + 5);
    await db.owner.query('DROP TABLE counted');
  });

  it('knows how much time it covers', async () => {
    await take();
    const [server] = await ofDay('SERVER');
    expect(server?.counters.seconds).toBeGreaterThan(0);
    expect(server?.counters.maxConnections).toBeGreaterThan(0);
  });

  it('forgets the base of what is gone', async () => {
    await take();
    const { rows } = await db.owner.query("SELECT 1 FROM performance_bases WHERE object = 'public.counted'");
    expect(rows).toEqual([]);
  });
});

describe('noting readings', () => {
  beforeEach(() => db.owner.query("DELETE FROM performance_readings WHERE kind = 'ROUTE'"));

  it('adds up in the database as it does in memory', async () => {
    const counters = fc.dictionary(fc.constantFrom('requests', 'upTo8', 'maxMilliseconds'), fc.nat(1_000));
    await fc.assert(
      fc.asyncProperty(fc.array(counters, { minLength: 1, maxLength: 4 }), async (all) => {
        await db.owner.query("DELETE FROM performance_readings WHERE kind = 'ROUTE'");
        for (const each of all) await note({ kind: 'ROUTE', object: 'GET /x', counters: each });
        const [day] = await ofDay('ROUTE');
        expect(day?.counters).toEqual(all.reduce<Counters>(addCounters, {}));
      }),
      { numRuns: 20 },
    );
  });

  it('of two processes at once neither is lost nor locks up', async () => {
    const routes = Array.from({ length: 30 }, (_, n) => `GET /${n}`);
    const readings = (order: string[]) =>
      order.map((object): Reading => ({ kind: 'ROUTE', object, counters: { requests: 1 } }));
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => note(...readings(n % 2 ? routes : [...routes].reverse()))),
    );
    const days = await ofDay('ROUTE');
    expect(new Set(days.map(({ counters }) => counters.requests))).toEqual(new Set([8]));
    expect(days).toHaveLength(30);
  });

  it('ends each grain after its own time', async () => {
    await db.owner.query(
      `INSERT INTO performance_readings (grain, kind, at, object, counters)
       SELECT g.grain::reading_grain_enum, 'ROUTE', now() - make_interval(days => d.days), 'x', '{}'
       FROM unnest(ARRAY['FIVE_MINUTES', 'HOUR', 'DAY']) AS g(grain), unnest(ARRAY[1, 3, 36, 401]) AS d(days)`,
    );
    await asSystem(pruneReadings, db.database);
    const { rows } = await db.owner.query(
      "SELECT grain, count(*)::int AS rows FROM performance_readings WHERE object = 'x' GROUP BY grain ORDER BY grain",
    );
    expect(rows).toEqual([
      { grain: 'FIVE_MINUTES', rows: 1 },
      { grain: 'HOUR', rows: 2 },
      { grain: 'DAY', rows: 3 },
    ]);
  });
});

it('readings are the product’s to write and an administrator’s to read', async () => {
  const ask = (role: 'ADMIN' | 'INSTRUCTOR', text: string) =>
    db.database.transaction({ userId: crypto.randomUUID(), role, institutionId: null }, (tx) =>
      tx.rows<{ n: number }>({ name: '', text }),
    );
  await note({ kind: 'ROUTE', object: 'GET /seen', counters: { requests: 1 } });
  const count = "SELECT count(*)::int AS n FROM performance_readings WHERE object = 'GET /seen'";
  expect(await ask('ADMIN', count)).toEqual([{ n: 3 }]);
  expect(await ask('INSTRUCTOR', count)).toEqual([{ n: 0 }]);
  expect(
    await ask('ADMIN', "DELETE FROM performance_readings WHERE object = 'GET /seen' RETURNING 1 AS n"),
  ).toEqual([]);
  const insert = "INSERT INTO performance_readings VALUES ('DAY', 'ROUTE', now(), 'forged', '{}')";
  await expect(ask('ADMIN', insert)).rejects.toMatchObject({ code: '42501' });
});
