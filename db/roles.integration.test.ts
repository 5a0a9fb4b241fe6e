import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './client';
import { ensureAppRole } from './roles';
import { statement } from './statement';
import { type Classroom, createClassroom } from './testing/fixtures';
import { type TestDatabase, testDatabase } from './testing/test-database';

const denied = '42501';
let db: TestDatabase;
let room: Classroom;
let app: pg.Client;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
  await db.owner.query(
    `INSERT INTO audit_log (action, object_type, institution_id) VALUES ('test.event', 'test', $1)`,
    [room.institutionId],
  );
  app = new pg.Client({ connectionString: db.url });
  await app.connect();
  await app.query("SELECT set_config('app.role', 'SYSTEM', false)");
});
afterAll(async () => {
  await app.end();
  await db.close();
});

const one = async (sql: string) =>
  (await db.owner.query(sql, [decodeURIComponent(new URL(db.url).username)])).rows[0];
const names = async (sql: string) =>
  (await db.owner.query<{ name: string }>(sql)).rows.map(({ name }) => name);
const trail = () =>
  names(
    "SELECT 'audit_log' AS name UNION ALL SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_log'::regclass",
  );
const refused = (sql: string) => expect(app.query(sql), sql).rejects.toMatchObject({ code: denied });

describe('the application’s login role', () => {
  it('has no power of its own', async () => {
    expect(
      await one(`SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin
                 FROM pg_roles WHERE rolname = $1`),
    ).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolcanlogin: true,
    });
  });

  it('gives itself no default that decides who asks, not even until the next start', async () => {
    const name = decodeURIComponent(new URL(db.url).username);
    const { database } = (await db.owner.query('SELECT current_database() AS database')).rows[0];
    for (const where of ['', ` IN DATABASE ${database}`])
      await app.query(`ALTER ROLE ${name}${where} SET search_path = pg_catalog, public, pg_temp, as_system`);
    const later = openDatabase(db.url, 1);
    const stranger = { userId: room.studentIds[0] ?? '', role: 'STUDENT', institutionId: null } as const;
    const [asked] = await later.transaction(stranger, (tx) =>
      tx.rows(statement('test.who-asks', 'SELECT app_role() AS role, count(*) AS seen FROM users')),
    );
    await later.close();
    expect(asked).toEqual({ role: 'STUDENT', seen: 1 });
    await ensureAppRole(db.owner, database, 'test');
    const { rows } = await db.owner.query<{ setting: string }>(
      'SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = $1::regrole ORDER BY 1',
      [name],
    );
    expect(rows.map(({ setting }) => setting)).toEqual([
      'idle_in_transaction_session_timeout=60s',
      'statement_timeout=30s',
    ]);
  });

  it('is a member of nothing but the runtime group, which may only read statistics besides', async () => {
    const { roles } = await one(`WITH RECURSIVE mine AS (
        SELECT roleid FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = $1)
        UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.roleid)
      SELECT array_agg(r.rolname::text ORDER BY r.rolname) AS roles FROM mine JOIN pg_roles r ON r.oid = mine.roleid`);
    expect(roles.filter((role: string) => !/^pg_(read_all_stats|monitor)$/.test(role))).toEqual([
      'syllabase_runtime',
    ]);
  });

  it('owns nothing, and neither does its group', async () => {
    const { owned } =
      await one(`SELECT count(*)::int AS owned FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
      WHERE d.refclassid = 'pg_authid'::regclass AND d.deptype = 'o' AND r.rolname IN ($1, 'syllabase_runtime')`);
    expect(owned).toBe(0);
  });

  it('creates nothing', async () => {
    await refused('CREATE TABLE public.mine (id int)');
    await refused('CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql RETURN 1');
    await refused('CREATE SCHEMA mine');
    await refused('CREATE ROLE mine');
    await refused('CREATE DATABASE mine');
    await refused('CREATE EXTENSION hstore');
  });

  it('becomes nobody else', async () => {
    const { rows } = await db.owner.query<{ owner: string }>('SELECT current_user AS owner');
    await refused(`SET ROLE ${pg.escapeIdentifier(rows[0]?.owner ?? '')}`);
    await refused(`SET SESSION AUTHORIZATION ${pg.escapeIdentifier(rows[0]?.owner ?? '')}`);
    await refused('ALTER ROLE CURRENT_USER BYPASSRLS');
  });

  it('cannot loosen what holds it', async () => {
    await refused('ALTER TABLE users DISABLE ROW LEVEL SECURITY');
    await refused('ALTER TABLE users NO FORCE ROW LEVEL SECURITY');
    await refused('DROP POLICY users_read ON users');
    await refused('CREATE POLICY mine ON users USING (true)');
    await refused('GRANT ALL ON users TO PUBLIC');
    const { granted } = await one(
      `SELECT coalesce(bool_or(a.grantee = 0), false) AS granted FROM pg_class, aclexplode(relacl) a
       WHERE oid = 'users'::regclass AND $1 <> ''`,
    );
    expect(granted).toBe(false);
    await refused("SET session_replication_role = 'replica'");
    await refused("CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE sql RETURN 'SYSTEM'");
    await expect(app.query('SET row_security = off; SELECT * FROM users')).rejects.toMatchObject({
      code: denied,
    });
    await app.query('RESET row_security');
  });

  it('deletes no person, course, enrolment or progress, and empties no table', async () => {
    for (const table of [
      'institutions',
      'users',
      'courses',
      'lessons',
      'sections',
      'enrollments',
      'user_progress',
    ]) {
      await refused(`DELETE FROM ${table}`);
    }
    const tables = await names(
      "SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    );
    for (const table of tables) await refused(`TRUNCATE ${table}`);
  });

  it('sees no migrations and calls no function that is the owner’s alone', async () => {
    await refused('SELECT * FROM drizzle.__drizzle_migrations');
    await refused("SELECT guard_audit_partition('users'::regclass)");
  });

  it('is entered with its own password, per database', async () => {
    const wrong = new URL(db.url);
    wrong.password = 'wrong';
    const { rows } = await db.owner.query(
      "SELECT count(*)::int AS n FROM pg_hba_file_rules WHERE auth_method = 'trust'",
    );
    if (rows[0]?.n > 0) return;
    const intruder = new pg.Client({ connectionString: wrong.toString() });
    await expect(intruder.connect()).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('the audit trail', () => {
  it('has partitions for this and the coming three months', async () => {
    expect((await trail()).length).toBeGreaterThanOrEqual(5);
  });

  it('refuses the application every change, through the parent and by a partition’s name', async () => {
    for (const table of await trail()) {
      await refused(`UPDATE ${table} SET action = 'forged'`);
      await refused(`DELETE FROM ${table}`);
      await refused(`TRUNCATE ${table}`);
      await refused(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await refused(`DROP TABLE ${table}`);
    }
    for (const partition of (await trail()).slice(1)) {
      await refused(`ALTER TABLE audit_log DETACH PARTITION ${partition}`);
      await refused(`SELECT * FROM ${partition}`);
      await refused(`INSERT INTO ${partition} (action, object_type) VALUES ('forged', 'test')`);
    }
  });

  it('refuses even the owner an UPDATE or DELETE, by trigger', async () => {
    for (const table of await trail()) {
      const { rowCount } = await db.owner.query(`SELECT 1 FROM ${table} LIMIT 1`);
      if (rowCount === 0) continue;
      await expect(db.owner.query(`UPDATE ${table} SET action = 'forged'`)).rejects.toThrow('append-only');
      await expect(db.owner.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
    }
    for (const partition of (await trail()).slice(1)) {
      await expect(db.owner.query(`TRUNCATE ${partition}`)).rejects.toThrow('append-only');
    }
    await expect(db.owner.query('TRUNCATE audit_log')).rejects.toThrow('append-only');
  });

  it('lets the application add partitions and nothing else', async () => {
    expect((await app.query('SELECT ensure_audit_partitions(5) AS made')).rows).toEqual([{ made: 2 }]);
    expect((await app.query('SELECT ensure_audit_partitions(5) AS made')).rows).toEqual([{ made: 0 }]);
    const guarded =
      await names(`SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'audit_log'::regclass AND NOT (c.relrowsecurity AND c.relforcerowsecurity
        AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname IN ('refuse_change', 'refuse_truncate')) = 2)`);
    expect(guarded).toEqual([]);
  });

  it('cannot put a temporary table in the way of a function with the owner’s rights', async () => {
    const { rows } = await db.owner.query(
      "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    );
    expect(rows.length).toBeGreaterThan(0);
    // Some ask as the system: see app_role().
    const guarded = /^search_path=pg_catalog, public, pg_temp(, as_system)?$/;
    for (const { proname, proconfig } of rows) {
      expect(proconfig, proname).toContainEqual(expect.stringMatching(guarded));
    }
    await expect(app.query('CREATE TEMP TABLE course_cards (x int)')).rejects.toMatchObject({ code: denied });
  });

  it('is never taken for the product within a function that sees everything, which would let everybody in', async () => {
    const { rows } = await db.owner.query(
      `SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
       WHERE array_to_string(p.proconfig, ' ') LIKE '%as_system%' AND p.prosrc ~ 'app_role\\s*\\('`,
    );
    expect(rows).toEqual([]);
  });

  it('cannot write the trail in another name, role or time', async () => {
    const [student] = room.studentIds;
    const append = (columns: string, values: string) =>
      db.database.transaction({ userId: student ?? '', role: 'STUDENT', institutionId: null }, (tx) =>
        tx.rows({
          name: `test.forge ${values}`,
          text: `INSERT INTO audit_log (action, object_type, ${columns}) VALUES ('test.forged', 'test', ${values})`,
        }),
      );
    await append('actor_id, actor_role', `'${student}', 'STUDENT'`);
    for (const [columns, values] of [
      ['actor_id, actor_role', `'${student}', 'ADMIN'`],
      ['actor_id, actor_role', `'${room.adminId}', 'STUDENT'`],
      ['actor_id, actor_role, occurred_at', `'${student}', 'STUDENT', now() - interval '1 second'`],
    ] as const) {
      await expect(append(columns, values)).rejects.toMatchObject({ code: denied });
    }
  });
});
