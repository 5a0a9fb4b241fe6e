import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import type { Grain, ReadingKind } from '../readings/kinds';
import { takeReadings } from '../readings/take-readings';
import type { Ask } from './check';
import { readFacts } from './facts';
import { recovery } from './recovery';
import { runChecks } from './run';
import { openOn } from './testing/rig';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await db.owner.query(
    `INSERT INTO performance_statements (query_id, name, text)
     VALUES ('1', 'catalog.listing', 'x'), ('2', NULL, 'SELECT $1'), ('3', 'performance.page', 'x')`,
  );
});
afterAll(() => db.close());
beforeEach(() => db.owner.query('DELETE FROM performance_readings'));

/** A reading of so many days (or, by hour, so many hours) ago. */
async function reading(
  kind: ReadingKind,
  object: string,
  counters: Record<string, number>,
  ago = 1,
  grain: Grain = 'DAY',
): Promise<void> {
  await db.owner.query(
    `INSERT INTO performance_readings (grain, kind, at, object, counters)
     VALUES ($1::reading_grain_enum, $2, CASE $1 WHEN 'DAY' THEN date_trunc('day', now(), 'UTC') - $5::int * interval '1 day'
       ELSE date_trunc('hour', now(), 'UTC') - $5::int * interval '1 hour' END, $3, $4)`,
    [grain, kind, object, JSON.stringify(counters), ago],
  );
}

const covered = () => reading('SERVER', 'database', { seconds: 7 * 86_400, deadlocks: 0 }, 6);

/** What is to be acted on by what the readings say. */
async function found(own = true): Promise<string[]> {
  const database = openDatabase(db.url, 1);
  try {
    const { findings } = await runChecks(openOn(database), { own });
    const byRates =
      /^(spill|slow-statement|statement-re|plan-flip|repeated|cache-hits|sequential|hot-|checkpoints|deadlocks)/;
    return findings
      .filter(({ check, state }) => byRates.test(check) && (state === 'warning' || state === 'critical'))
      .map(({ check, object }) => `${check} ${object}`)
      .sort();
  } finally {
    await database.close();
  }
}

describe('a week of readings', () => {
  it('without anything in it is fine, and says so', async () => {
    await covered();
    const { findings } = await runChecks(openOn(db.database), { own: true });
    const states = new Map(findings.map(({ check, state }) => [check, state]));
    for (const check of [
      'slow-statement',
      'statement-regression',
      'plan-flip',
      'repeated-statement',
      'cache-hits',
      'checkpoints',
    ])
      expect([check, states.get(check)]).toEqual([check, 'ok']);
  });

  it('that does not cover a week, or is another database’s, is unknown with the reason', async () => {
    await reading('SERVER', 'database', { seconds: 2 * 86_400 }, 1);
    const reasons = async (own: boolean) =>
      (await runChecks(openOn(db.database), { own })).findings.find(({ check }) => check === 'plan-flip')
        ?.evidence.reason;
    expect(await reasons(true)).toBe(
      'Rates come from readings of 7 days; those of this database cover 2 yet.',
    );
    expect(await reasons(false)).toContain('this database keeps none');
  });

  it('names tables that are read from end to end, miss memory, or change every index', async () => {
    await covered();
    await reading('TABLE', 'public.user_progress', {
      seqScans: 800,
      seqRows: 80_000_000,
      maxBytes: 50 * 1024 ** 2,
    });
    await reading('TABLE', 'public.lessons', { seqScans: 800, seqRows: 80_000_000, maxBytes: 1024 ** 2 });
    await reading('TABLE', 'public.enrollments', {
      hits: 900_000,
      reads: 100_000,
      updated: 100_000,
      hotUpdated: 10_000,
    });
    await reading('TABLE', 'public.courses', {
      hits: 900_000,
      reads: 100,
      updated: 100_000,
      hotUpdated: 90_000,
    });
    expect(await found()).toEqual([
      'cache-hits public.enrollments',
      'hot-updates public.enrollments',
      'sequential-scans public.user_progress',
    ]);
  });

  it('names slow and busy statements, but not the page’s own', async () => {
    await covered();
    await reading('STATEMENT', '1 10', { calls: 200, milliseconds: 5_000, squares: 200_000 });
    await reading('STATEMENT', '2 10', { calls: 9_000_000, milliseconds: 9_000_000, squares: 9_000_000 });
    await reading('STATEMENT', '3 10', { calls: 200, milliseconds: 50_000, squares: 20_000_000 });
    expect(await found()).toEqual(['slow-statement statement 2', 'slow-statement statement catalog.listing']);
  });

  it('say which column keeps updates from staying within their page', async () => {
    await covered();
    await db.owner.query(
      'CREATE TABLE public.seats (id int PRIMARY KEY, place int, taken boolean, note text)',
    );
    await db.owner.query('CREATE INDEX seats_place_idx ON seats (place) INCLUDE (taken)');
    await db.owner.query("UPDATE seats SET note = 'x', place = 3 WHERE taken = true /* test.seats */");
    await reading('TABLE', 'public.seats', { updated: 100_000, hotUpdated: 10 });
    await reading('IO', 'client backend relation bulkread', { reads: 30 });
    await reading('IO', 'client backend relation normal', { reads: 10 });
    await reading('TABLE', 'public.courses', { hits: 900_000, reads: 100_000 });
    const { findings } = await runChecks(openOn(db.database), { own: true });
    const about = (name: string) => findings.find(({ check, object }) => `${check} ${object}` === name);
    expect(about('hot-updates public.seats')?.evidence.changedColumns).toEqual(['place']);
    expect(about('cache-hits public.courses')?.evidence.bulkReadShare).toBe(0.75);
    await db.owner.query('DROP TABLE public.seats');
  });

  it('say how long a counter lasts', async () => {
    await covered();
    await db.owner.query('CREATE TABLE public.tickets (id serial PRIMARY KEY)');
    await db.owner.query("SELECT setval('tickets_id_seq', 2147483647 - 70000)");
    await reading('TABLE', 'public.tickets', { inserted: 7_000 });
    const { findings } = await runChecks(openOn(db.database), { own: true });
    const [about] = findings.filter(({ object }) => object === 'public.tickets_id_seq');
    expect(about).toMatchObject({ state: 'critical', evidence: { insertedADay: 1_000, leftDays: 70 } });
    await db.owner.query('DROP TABLE public.tickets');
  });

  it('names what spills now, and not what did so before', async () => {
    await covered();
    const blocks = { calls: 100, temporaryBlocks: 150_000 };
    await reading('STATEMENT', '1 10', blocks, 1);
    await reading('STATEMENT', '2 10', blocks, 20);
    await reading('STATEMENT', '3 10', blocks, 1);
    expect(await found()).toEqual(['spill statement catalog.listing']);
  });

  it('names forced checkpoints and deadlocks', async () => {
    await covered();
    await reading('CHECKPOINTS', 'checkpoints', { timed: 100, requested: 60 });
    await reading('WAL', 'log', { records: 1_000, fullPages: 250 });
    await reading('SERVER', 'database', { deadlocks: 2 }, 1);
    expect(await found()).toEqual(['checkpoints null', 'deadlocks null']);
    const { findings } = await runChecks(openOn(db.database), { own: true });
    const [forced] = findings.filter(({ check }) => check === 'checkpoints');
    expect(forced?.evidence.fullPageShare).toBe(0.25);
  });
});

describe('what a loss could be made good from', () => {
  it('is read from what is known of backups and drills', async () => {
    const judged = () =>
      openOn(db.database)(async (tx) => {
        const ask: Ask = (sql) => tx.rows({ name: '', text: sql });
        const machine = { memoryBytes: 1, freeBytes: 1 };
        const verdicts = await recovery.read(ask, { ...(await readFacts(ask)), machine });
        return verdicts.map(({ state, object }) => `${state} ${object}`);
      });
    await db.owner.query(
      `INSERT INTO backups (id, system_id, timeline, started_at, ended_at, verified_at, schema_version, files, plain_bytes, stored_bytes, covered_until)
       SELECT 'old', 's', 1, at, at, at, 'x', 1, 1, 1, at FROM (SELECT now() - interval '3 days' AS at) t`,
    );
    await db.owner.query(
      `INSERT INTO backup_runs (kind, status, finished_at) VALUES ('DRILL', 'FAILED', now()), ('BACKUP', 'DONE', now())`,
    );
    expect(await judged()).toEqual(['critical backups', 'critical drills']);
    await db.owner.query('DELETE FROM backups; DELETE FROM backup_runs');
    expect(await judged()).not.toContain('critical drills');
  });
});

describe('a change', () => {
  const steady = { calls: 1_000, milliseconds: 2_000, squares: 5_000, rows: 20_000, hits: 4_000, reads: 0 };

  it('for the worse in time is a regression, in blocks for the same rows a flip of the plan', async () => {
    await covered();
    await reading('STATEMENT', '1 10', steady, 3);
    await reading('STATEMENT', '2 10', steady, 3);
    const flipped = {
      calls: 1_000,
      milliseconds: 16_000,
      squares: 400_000,
      rows: 20_000,
      hits: 400_000,
      reads: 0,
    };
    await reading('STATEMENT', '1 10', flipped, 0, 'HOUR');
    await reading('STATEMENT', '2 10', steady, 0, 'HOUR');
    expect(await found()).toEqual([
      'plan-flip statement catalog.listing',
      'statement-regression statement catalog.listing',
    ]);
  });

  it('that a dropped index made is named by what the server itself has counted', async () => {
    const look = async () => {
      for (let n = 1; n <= 40; n += 1)
        await db.owner.query(`SELECT n FROM flips WHERE id = ${n} /* test.flips */`);
      await takeReadings(db.database);
    };
    await db.owner.query('CREATE TABLE public.flips (id int, n int)');
    await db.owner.query('INSERT INTO flips SELECT g, g FROM generate_series(1, 50000) g');
    await db.owner.query('CREATE INDEX flips_id_idx ON flips (id); ANALYZE flips');
    await takeReadings(db.database);
    await look();
    await db.owner.query("UPDATE performance_readings SET at = at - interval '3 days'");
    await covered();
    await db.owner.query('DROP INDEX flips_id_idx');
    await look();
    expect(await found()).toContain('plan-flip statement test.flips');
    await db.owner.query('DROP TABLE flips');
  });

  it('that does more for more rows is no flip; a few calls or little time are no regression', async () => {
    await covered();
    await reading('STATEMENT', '1 10', steady, 3);
    await reading('STATEMENT', '2 10', steady, 3);
    const more = {
      calls: 1_000,
      milliseconds: 8_000,
      squares: 90_000,
      rows: 900_000,
      hits: 400_000,
      reads: 0,
    };
    await reading('STATEMENT', '1 10', more, 0, 'HOUR');
    await reading(
      'STATEMENT',
      '2 10',
      { ...steady, calls: 29, milliseconds: 20_000, hits: 90_000 },
      0,
      'HOUR',
    );
    expect(await found()).toEqual([]);
  });
});

describe('a route', () => {
  it('that asks the same again and again is named, as soon as it is measured', async () => {
    await reading('SERVER', 'database', { seconds: 600 }, 0);
    await reading(
      'ROUTE_STATEMENT',
      'GET /teach/:id classes.roster-card',
      { requests: 30, calls: 900, maxCalls: 60 },
      0,
      'HOUR',
    );
    await reading(
      'ROUTE_STATEMENT',
      'GET /courses catalog.listing',
      { requests: 30, calls: 60, maxCalls: 2 },
      0,
      'HOUR',
    );
    expect(await found()).toEqual(['repeated-statement route GET /teach/:id statement classes.roster-card']);
    expect(await found(false)).toEqual([]);
  });
});

describe('paging by OFFSET', () => {
  it('that reads a hundred times what it returns is named; by key, or near the top, it is not', async () => {
    await db.owner.query('CREATE TABLE public.paged (id int PRIMARY KEY, filler text)');
    await db.owner.query(`INSERT INTO paged SELECT g, repeat('x', 200) FROM generate_series(1, 30000) g`);
    await db.owner.query('VACUUM (ANALYZE) paged');
    const page = (text: string) => db.owner.query(text);
    for (let n = 0; n < 25; n += 1) {
      await page('SELECT * FROM paged ORDER BY id LIMIT 20 OFFSET 25000 /* test.crawl */');
      await page('SELECT id FROM paged ORDER BY id LIMIT 20 OFFSET 40 /* test.near */');
      await page('SELECT * FROM paged WHERE id > 25000 ORDER BY id LIMIT 20 /* test.keyset */');
    }
    const { findings } = await runChecks(openOn(db.database));
    const crawls = findings.filter(({ check, state }) => check === 'offset-crawl' && state === 'warning');
    expect(crawls.map(({ object }) => object)).toEqual(['statement test.crawl']);
    await db.owner.query('DROP TABLE paged');
  });
});
