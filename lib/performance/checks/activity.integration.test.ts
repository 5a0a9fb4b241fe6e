import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { deadlocks } from './blocking';
import { runChecks } from './run';
import { idleInTransaction, longQuery } from './sessions';
import { bareDatabase, faults, findings, later, openOn } from './testing/rig';
import { xminHolder } from './xmin-holder';

let place: Awaited<ReturnType<typeof bareDatabase>>;
const sql = (text: string) => place.owner.query(text);

beforeAll(async () => {
  place = await bareDatabase(inject('serverUrl'), `activity_${process.pid}`);
});
afterAll(() => place.close());

/** Opens sessions, which are gone when `run` ends. */
async function withSessions(number: number, run: (sessions: pg.Client[]) => Promise<void>): Promise<void> {
  const sessions = Array.from({ length: number }, () => new pg.Client({ connectionString: place.url }));
  for (const session of sessions) await session.connect();
  try {
    await run(sessions);
  } finally {
    await Promise.all(sessions.map((session) => session.end()));
  }
}

const pidOf = async (session: pg.Client) =>
  (await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;

describe('what is true of a table’s activity', () => {
  it('dead rows and old statistics are named once housekeeping is behind', async () => {
    await sql(
      `CREATE TABLE busy (id int PRIMARY KEY, n int); INSERT INTO busy SELECT g, 0 FROM generate_series(1, 5000) g`,
    );
    await sql('VACUUM (ANALYZE) busy');
    await sql('UPDATE busy SET n = 1');
    await sql('SELECT pg_stat_force_next_flush()');
    expect(await faults(place.url)).toEqual(['stale-statistics public.busy', 'vacuum-behind public.busy']);
    await sql('VACUUM (ANALYZE) busy');
    expect(await faults(place.url)).toEqual([]);
    await sql('DROP TABLE busy');
  });

  it('rows that were analysed before their session reported them are no fault', async () => {
    await sql('CREATE TABLE quick (id int PRIMARY KEY)');
    await sql('INSERT INTO quick SELECT generate_series(1, 5000)');
    await sql('ANALYZE quick');
    await sql('SELECT pg_stat_force_next_flush()');
    expect(await faults(place.url)).toEqual([]);
    await sql('DROP TABLE quick');
  });

  it('rows that came after the counters began anew are counted, however many were there before', async () => {
    await sql('CREATE TABLE counted (id int PRIMARY KEY)');
    await sql('INSERT INTO counted SELECT generate_series(1, 5000)');
    await sql('VACUUM (ANALYZE) counted');
    await sql('SELECT pg_stat_force_next_flush()');
    await sql("SELECT pg_stat_reset_single_table_counters('counted'::regclass)");
    await sql('INSERT INTO counted SELECT generate_series(5001, 8000)');
    await sql('SELECT pg_stat_force_next_flush()');
    const about = (await findings(place.url)).filter(({ object }) => object === 'public.counted');
    expect(about.map(({ check, evidence }) => `${check} ${evidence.modifiedRows}`)).toEqual([
      'stale-statistics 3000',
    ]);
    await sql('DROP TABLE counted');
  });

  it('whether a new table is behind cannot be told', async () => {
    await sql('CREATE TABLE fresh (id int PRIMARY KEY); INSERT INTO fresh SELECT generate_series(1, 5000)');
    await sql('SELECT pg_stat_force_next_flush()');
    const about = (await findings(place.url)).filter(({ object }) => object === 'public.fresh');
    expect(about.map(({ check, state }) => `${check} ${state}`)).toEqual(
      about.length ? ['stale-statistics unknown'] : [],
    );
    await sql('DROP TABLE fresh');
  });

  it('an index of mostly empty values is named', async () => {
    await sql(`CREATE TABLE sparse (id int PRIMARY KEY, left_at date);
      INSERT INTO sparse SELECT g, CASE WHEN g % 10 = 0 THEN '2026-01-01'::date END FROM generate_series(1, 100000) g;
      CREATE INDEX sparse_left_idx ON sparse (left_at); CREATE INDEX sparse_some_idx ON sparse (left_at) WHERE left_at IS NOT NULL`);
    await sql('VACUUM (ANALYZE) sparse');
    expect(await faults(place.url)).toEqual(['partial-index public.sparse_left_idx']);
    await sql('DROP TABLE sparse');
  });
});

describe('empty room', () => {
  const grow = `CREATE TABLE wide (id int, name text);
    INSERT INTO wide SELECT g, lpad(g::text, 440, '0') FROM generate_series(1, 260000) g;
    CREATE INDEX wide_name_idx ON wide (name)`;

  it('is named in a table and its index, estimated and measured; full ones are not', async () => {
    await sql(`ALTER DATABASE activity_${process.pid} SET max_parallel_maintenance_workers = 0`);
    await sql(`${grow}; ALTER TABLE wide ADD PRIMARY KEY (id)`);
    await sql('VACUUM (ANALYZE) wide');
    expect(await faults(place.url)).toEqual([]);
    await sql('DELETE FROM wide WHERE id % 10 <> 0');
    await sql('SELECT pg_stat_force_next_flush()');
    await sql('VACUUM (ANALYZE) wide');
    const expected = ['index-bloat public.wide_name_idx', 'table-bloat public.wide'];
    expect(await faults(place.url)).toEqual(expected);
    await sql('CREATE SCHEMA "ex t"; CREATE EXTENSION pgstattuple SCHEMA "ex t"');
    expect(await faults(place.url)).toEqual(expected);
    const measured = (await findings(place.url)).filter(({ evidence }) => evidence.measured === true);
    expect(measured.map(({ object, evidence }) => [object, Number(evidence.emptyShare) > 0.6])).toEqual([
      ['public.wide', true],
      ['public.wide_name_idx', true],
    ]);
  });

  it('an index that nothing uses is named, but cannot be judged before 35 days', async () => {
    const found = (await findings(place.url)).filter(({ check }) => check === 'unused-index');
    expect(found).toMatchObject([
      { state: 'unknown', object: 'public.wide_name_idx', evidence: { observedDays: 0 } },
    ]);
    await sql('DROP EXTENSION pgstattuple; DROP TABLE wide');
  });
});

describe('large values', () => {
  it('leave empty room in their table, which is named once, estimated and measured', async () => {
    const bloat = async () => (await findings(place.url)).filter(({ check }) => check === 'table-bloat');
    await sql(`CREATE TABLE page (id int PRIMARY KEY, body bytea); ALTER TABLE page ALTER body SET STORAGE EXTERNAL;
      INSERT INTO page SELECT g, decode(repeat(md5(g::text), 500), 'hex') FROM generate_series(1, 15000) g`);
    await sql('VACUUM (ANALYZE) page');
    expect(await bloat()).toMatchObject([{ state: 'ok' }]);
    await sql('DELETE FROM page WHERE id % 10 <> 0');
    await sql('SELECT pg_stat_force_next_flush()');
    await sql('VACUUM (ANALYZE) page');
    const named = { state: 'warning', object: 'public.page' };
    expect(await bloat()).toMatchObject([{ ...named, evidence: { largeValues: true, measured: false } }]);
    await sql('CREATE EXTENSION pgstattuple');
    expect(await bloat()).toMatchObject([{ ...named, evidence: { largeValues: true, measured: true } }]);
  });

  it('are estimated where measuring takes longer than five seconds, and that is said', async () => {
    await sql(`CREATE OR REPLACE FUNCTION pgstattuple_approx(IN reloid regclass, OUT table_len bigint, OUT scanned_percent float8,
        OUT approx_tuple_count bigint, OUT approx_tuple_len bigint, OUT approx_tuple_percent float8, OUT dead_tuple_count bigint,
        OUT dead_tuple_len bigint, OUT dead_tuple_percent float8, OUT approx_free_space bigint, OUT approx_free_percent float8)
      LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); END'`);
    const bloat = (await findings(place.url)).filter(({ check }) => check === 'table-bloat');
    expect(bloat).toMatchObject([
      {
        state: 'warning',
        object: 'public.page',
        evidence: { measured: false, notMeasured: 'it takes longer than five seconds' },
      },
      { state: 'unknown', object: null },
    ]);
    await sql('DROP EXTENSION pgstattuple; DROP TABLE page');
  });

  it('and rows are not taken for few because the counters began anew', async () => {
    await sql(
      `CREATE TABLE wide (id int PRIMARY KEY, name text); INSERT INTO wide SELECT g, repeat('x', 900) FROM generate_series(1, 130000) g`,
    );
    await sql('VACUUM (ANALYZE) wide');
    await sql("SELECT pg_stat_force_next_flush(), pg_stat_reset_single_table_counters('wide'::regclass)");
    await sql("INSERT INTO wide SELECT g, '' FROM generate_series(-10, -1) g");
    await sql('SELECT pg_stat_force_next_flush()');
    expect((await faults(place.url)).filter((fault) => fault.startsWith('table-bloat'))).toEqual([]);
    await sql('DROP TABLE wide');
  });
});

describe('sessions', () => {
  it('left open in a transaction are named once they are old enough', async () => {
    await withSessions(1, async ([session]) => {
      if (!session) throw new Error('no session');
      const object = `pid ${await pidOf(session)}`;
      await session.query(
        "BEGIN; CREATE TABLE mine (x text); SELECT 'it''s', 4.2, x, $a$ secret $a$ FROM mine",
      );
      expect(await later(place.owner, idleInTransaction, 0)).toEqual([]);
      expect(await later(place.owner, idleInTransaction, 61)).toMatchObject([{ state: 'warning', object }]);
      const [verdict] = await later(place.owner, idleInTransaction, 301);
      expect(verdict).toMatchObject({ state: 'critical', object });
      expect(verdict?.evidence.statement).toBe('BEGIN; CREATE TABLE mine (x text); SELECT …, …, x, …');
      expect(await later(place.owner, xminHolder, 3_601)).toMatchObject([{ state: 'warning', object }]);
    });
    expect(await later(place.owner, idleInTransaction, 301)).toEqual([]);
  });

  it('that run long are named, the asking one is not', async () => {
    await withSessions(1, async ([session]) => {
      if (!session) throw new Error('no session');
      const object = `pid ${await pidOf(session)}`;
      const sleeping = session.query('SELECT pg_sleep(60)').catch(() => undefined);
      await expect
        .poll(() => later(place.owner, longQuery, 1_801))
        .toMatchObject([{ state: 'critical', object }]);
      await sql(`SELECT pg_cancel_backend(${object.slice(4)})`);
      await sleeping;
    });
  });

  it('that others wait for are named by the root of the tree', async () => {
    await sql('CREATE TABLE held (id int PRIMARY KEY); INSERT INTO held VALUES (1)');
    await withSessions(4, async ([root, ...others]) => {
      if (!root) throw new Error('no session');
      await root.query('BEGIN; LOCK TABLE held');
      const waiting = others.map((session) =>
        session.query('BEGIN; UPDATE held SET id = 2; COMMIT').catch(() => null),
      );
      const pid = await pidOf(root);
      await expect.poll(() => faults(place.url)).toEqual([`blocking pid ${pid}`]);
      const [found] = await findings(place.url);
      expect(found?.evidence).toMatchObject({ blocked: 3, relations: ['public.held'] });
      await root.query('ROLLBACK');
      await Promise.all(waiting);
    });
    expect(await faults(place.url)).toEqual([]);
    expect(await later(place.owner, deadlocks, 0)).toEqual([]);
    await sql('DROP TABLE held');
  });
});

describe('statements', () => {
  it('that spill are named by what they are', async (context) => {
    const loaded = await sql('CREATE EXTENSION pg_stat_statements; SELECT 1 FROM pg_stat_statements').catch(
      () => null,
    );
    if (!loaded) return context.skip();
    await sql("SET work_mem = '64kB'");
    for (let n = 0; n < 50; n += 1)
      await sql(
        `SELECT count(*) FROM (SELECT repeat('x', 200) || g AS word FROM generate_series(1, 45000) g ORDER BY 1 OFFSET 0) s /* test.spill */`,
      );
    expect(await faults(place.url)).toEqual(['spill statement test.spill']);
    await sql('RESET work_mem; DROP EXTENSION pg_stat_statements');
  });
});

describe('pages by number', () => {
  const pages = [
    'SELECT * FROM paged ORDER BY id LIMIT 20 OFFSET (1251 - 1) * 20',
    'SELECT * FROM paged ORDER BY id LIMIT 20 OFFSET 25000 FOR SHARE',
    'SELECT p.* FROM paged p JOIN (SELECT id FROM paged ORDER BY filler, id OFFSET 25000 ROWS FETCH NEXT 20 ROWS ONLY) x USING (id)',
  ];
  const others = [
    'SELECT * FROM (SELECT * FROM paged OFFSET 0) p ORDER BY filler LIMIT 20',
    'SELECT * FROM paged ORDER BY id LIMIT 20 OFFSET 20',
  ];

  it('are named wherever their numbers stand; what only looks like them is not', async (context) => {
    const loaded = await sql('CREATE EXTENSION pg_stat_statements; SELECT 1 FROM pg_stat_statements').catch(
      () => null,
    );
    if (!loaded) return context.skip();
    await sql(
      "CREATE TABLE paged (id int PRIMARY KEY, filler text); INSERT INTO paged SELECT g, repeat('x', 200) FROM generate_series(1, 30000) g",
    );
    await sql('VACUUM (ANALYZE) paged');
    for (const [number, question] of [...pages, ...others].entries())
      for (let n = 0; n < 20; n += 1) await sql(`${question} /* test.page${number} */`);
    const named = (await faults(place.url)).filter((fault) => fault.startsWith('offset-crawl'));
    expect(named).toEqual([0, 1, 2].map((number) => `offset-crawl statement test.page${number}`));
    await sql('DROP TABLE paged; DROP EXTENSION pg_stat_statements');
  });
});

describe('the checks themselves', () => {
  it('only read, and lock nothing but to read', async () => {
    await sql("CREATE SEQUENCE asked; CREATE SEQUENCE unasked; SELECT nextval('asked')");
    const database = openDatabase(place.url, 1);
    const held: unknown[] = [];
    await runChecks((run) =>
      openOn(database)(async (tx) => {
        const result = await run(tx);
        held.push(
          ...(await tx.rows({
            name: '',
            text: `SELECT DISTINCT mode, current_setting('transaction_read_only') AS "readOnly" FROM pg_locks
              WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid'`,
          })),
        );
        return result;
      }),
    );
    await database.close();
    await sql('DROP SEQUENCE asked, unasked');
    expect(new Set(held.map((lock) => JSON.stringify(lock)))).toEqual(
      new Set(['{"mode":"AccessShareLock","readOnly":"on"}']),
    );
  });

  it('tell a role without rights what it cannot see, and why', async () => {
    const role = `nobody_${process.pid}`;
    await sql('CREATE EXTENSION pg_stat_statements');
    await sql(
      `CREATE ROLE ${role} LOGIN PASSWORD 'x'; CREATE SEQUENCE hidden; CREATE TABLE plain (id int PRIMARY KEY, next int REFERENCES plain)`,
    );
    const url = new URL(place.url);
    url.username = role;
    url.password = 'x';
    const found = await findings(url.href);
    const unknowns = found.filter(({ state }) => state === 'unknown');
    expect(unknowns.filter(({ check }) => check === 'idle-in-transaction')[0]?.evidence.reason).toContain(
      'pg_read_all_stats',
    );
    expect(unknowns.find(({ check }) => check === 'sequences')?.evidence.sequences).toEqual([
      'public.hidden',
    ]);
    const texts = unknowns.filter(({ check }) => check === 'offset-crawl');
    expect(texts.map(({ evidence }) => String(evidence.reason)).join(' ')).toContain('pg_read_all_stats');
    // What other tests on this server sorted is counted, though its text is hidden.
    const named = (await faults(url.href)).filter((fault) => !fault.startsWith('spill '));
    expect(named).toEqual(['foreign-key-index public.plain.plain_next_fkey']);
    await sql(`DROP TABLE plain; DROP SEQUENCE hidden; DROP ROLE ${role}; DROP EXTENSION pg_stat_statements`);
  });
});
