import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asAdministrator } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { takeReadings } from '../readings/take-readings';
import { readForecast } from './read-forecast';
import { readGrowth } from './read-growth';

const gigabyte = 1024 ** 3;
let db: TestDatabase;
let room: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
});
afterAll(() => db.close());
beforeEach(() => db.owner.query('DELETE FROM performance_readings'));

const person = (role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });
const forecast = () => asAdministrator(person('ADMIN', room.adminId), (tx) => readForecast(tx));

/** Readings of so many days until today, by what day it is of them. */
async function readings(kind: string, object: string, days: number, counters: (n: number) => object) {
  for (let n = 0; n < days; n += 1)
    await db.owner.query(
      `INSERT INTO performance_readings (grain, kind, at, object, counters)
       VALUES ('DAY', $1, date_trunc('day', now(), 'UTC') - make_interval(days => $2::int), $3, $4)`,
      [kind, days - 1 - n, object, JSON.stringify(counters(n))],
    );
}

const serverOn = (n: number) => ({
  maxBytes: gigabyte * (1 + n),
  maxTransactionId: 1_000_000 * n,
  maxMultixactId: 1_000 * n,
});

it('has nothing to tell before anything was read', async () => {
  expect(await forecast()).toMatchObject({ observedDays: 0, database: null, tables: [], freezing: [] });
});

it('lays a line through what was read, partitions as their table', async () => {
  const { rows } = await db.owner.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_log'::regclass ORDER BY 1 LIMIT 2",
  );
  await readings('SERVER', 'database', 14, serverOn);
  await readings('TABLE', 'public.user_progress', 14, (n) => ({ maxTotalBytes: 1000 + 10 * n }));
  for (const { name } of rows)
    await readings('TABLE', `public.${name}`, 14, (n) => ({ maxTotalBytes: 50 * n }));
  await readings('TABLE', 'public.gone', 14, () => ({ maxTotalBytes: 9_999 }));
  const found = await forecast();
  expect(found).toMatchObject({ observedDays: 14, disk: null });
  expect(found.database?.bytes).toBe(14 * gigabyte);
  expect((found.database?.trend?.perDay ?? 0) / gigabyte).toBeCloseTo(1, 0);
  expect(found.tables.map(({ table, bytes }) => [table, bytes])).toEqual([
    ['public.audit_log', 2 * 50 * 13],
    ['public.user_progress', 1130],
  ]);
  const [whole, ...tables] = found.freezing;
  expect(whole?.table).toBeNull();
  expect(whole?.vacuum.expected ?? 0).toBeGreaterThan(100);
  expect(tables.length).toBeGreaterThan(3);
  expect(tables.every(({ table }) => table?.includes('.'))).toBe(true);
});

it('a table of its own limit is frozen sooner', async () => {
  await readings('SERVER', 'database', 14, serverOn);
  await db.owner.query('CREATE TABLE public.sooner (id int PRIMARY KEY)');
  await db.owner.query('ALTER TABLE sooner SET (autovacuum_freeze_max_age = 3000000)');
  const { ages } = await asAdministrator(person('ADMIN', room.adminId), (tx) => readGrowth(tx));
  const limits = new Map(ages.map(({ table, vacuumAt }) => [table, vacuumAt]));
  expect(limits.get(null)).toBe(200_000_000);
  for (const [table, limit] of limits) if (table === 'public.sooner') expect(limit).toBe(3_000_000);
  await db.owner.query('DROP TABLE sooner');
});

it('is fed by what the worker reads', async () => {
  await takeReadings(db.database);
  await db.owner.query('CREATE TABLE public.fed (id int PRIMARY KEY, note text)');
  await db.owner.query("INSERT INTO fed SELECT g, repeat('x', 90) FROM generate_series(1, 2000) g");
  await db.owner.query('VACUUM (ANALYZE) fed');
  await db.owner.query('SELECT pg_stat_force_next_flush()');
  await takeReadings(db.database);
  const found = await forecast();
  const { rows } = await db.owner.query<{ database: number; fed: number; id: number }>(
    `SELECT pg_database_size(current_database())::float8 AS database, pg_total_relation_size('fed')::float8 AS fed,
       (counters ->> 'maxTransactionId')::float8 AS id FROM performance_readings WHERE grain = 'DAY' AND kind = 'SERVER'`,
  );
  expect((found.database?.bytes ?? 0) / (rows[0]?.database ?? 1)).toBeCloseTo(1, 1);
  const fed = found.tables.find(({ table }) => table === 'public.fed');
  // The maps of free room and of what is visible are not counted.
  expect(fed?.bytes ?? 0).toBeGreaterThan(0.7 * (rows[0]?.fed ?? 0));
  expect(fed?.bytes ?? 0).toBeLessThanOrEqual(rows[0]?.fed ?? 0);
  expect(rows[0]?.id ?? 0).toBeGreaterThan(100);
  await db.owner.query('DROP TABLE fed');
});

it('is an administrator’s to see', async () => {
  for (const [role, userId] of [
    ['INSTRUCTOR', room.instructorId],
    ['STUDENT', room.studentIds[0] ?? ''],
  ] as const)
    await expect(asAdministrator(person(role, userId), readForecast)).rejects.toMatchObject({
      kind: 'not-found',
    });
});
