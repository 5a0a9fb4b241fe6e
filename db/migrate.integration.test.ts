import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { migrateDatabase } from './migrate';
import journal from './migrations/meta/_journal.json';
import { appRoleName } from './roles';
import { loadProgress } from './testing/load-progress';
import { schemaOf } from './testing/schema-of';

let server: pg.Client;
let name: string;
let ownerUrl: string;
const made: string[] = [];
const clients: pg.Client[] = [];

beforeAll(async () => {
  server = new pg.Client({ connectionString: inject('serverUrl') });
  await server.connect();
});
beforeEach(async () => {
  name = `syllabase_test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await server.query(`CREATE DATABASE ${name}`);
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${name}`;
  ownerUrl = url.toString();
});
afterAll(async () => {
  for (const client of clients) await client.end();
  for (const database of made) {
    await server.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    for (const role of [appRoleName(database), `${database}_owner`])
      await server.query(`DROP ROLE IF EXISTS ${role}`);
  }
  await server.end();
});

const migrateNow = () => migrateDatabase({ ownerUrl, appPassword: 'test' });
async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}
const statementsOf = async (tag: string) =>
  (await readFile(new URL(`./migrations/${tag}.sql`, import.meta.url), 'utf8')).split(
    '--> statement-breakpoint',
  );

describe('migrating', () => {
  it('changes nothing the second time', async () => {
    await migrateNow();
    const owner = await connect();
    const first = await schemaOf(owner);
    expect(first.length).toBeGreaterThan(300);
    await migrateNow();
    expect(await schemaOf(owner)).toEqual(first);
  });

  it('gives the trail its months after a long pause', async () => {
    await migrateNow();
    const owner = await connect();
    const months = () =>
      owner.query(
        `SELECT inhrelid::regclass::text AS month FROM pg_inherits WHERE inhparent = 'audit_log'::regclass ORDER BY 1`,
      );
    const { rows: before } = await months();
    for (const { month } of before) await owner.query(`DROP TABLE ${month}`);
    await migrateNow();
    expect(before).toHaveLength(4);
    expect((await months()).rows).toEqual(before);
  });

  it('succeeds for both when two start at once on an empty database', async () => {
    const [left, right] = await Promise.all([migrateNow(), migrateNow()]);
    expect(left).toEqual(right);
    const { rows } = await (await connect()).query(
      'SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations',
    );
    expect(rows).toEqual([{ n: journal.entries.length }]);
  });

  it('needs no superuser, and says what to do where another installation’s owner made the group of rights', async () => {
    const role = `${name}_owner`;
    await server.query(`CREATE ROLE ${role} LOGIN CREATEROLE PASSWORD 'x'`);
    await server.query(`ALTER DATABASE ${name} OWNER TO ${role}`);
    const url = new URL(ownerUrl);
    [url.username, url.password] = [role, 'x'];
    const asOwner = { ownerUrl: url.toString(), appPassword: 'test' };
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      const advice = `GRANT syllabase_runtime TO "${role}" WITH ADMIN OPTION`;
      await expect(migrateDatabase(asOwner)).rejects.toThrow(advice);
      const { rows } = await (await connect()).query("SELECT to_regclass('courses') AS courses");
      expect(rows).toEqual([{ courses: null }]);
      await server.query(advice);
      const { appUrl } = await migrateDatabase(asOwner);
      const app = new pg.Client({ connectionString: appUrl });
      await app.connect();
      clients.push(app);
      expect((await app.query('SELECT count(*)::int AS n FROM courses')).rows).toEqual([{ n: 0 }]);
    } finally {
      warn.mockRestore();
    }
  });

  it('lets the application in with what it returns, and with a new password after a rotation', async () => {
    await migrateNow();
    const { appUrl } = await migrateDatabase({ ownerUrl, appPassword: 'p@ss/w:rd?#' });
    const app = new pg.Client({ connectionString: appUrl });
    await app.connect();
    expect((await app.query('SELECT current_user AS me')).rows).toEqual([{ me: appRoleName(name) }]);
    await app.end();
  });
});

describe('migrating a busy database', () => {
  /** A database that has its tables but none of the later migrations, which lock those tables. */
  async function migrateTablesOnly(owner: pg.Client): Promise<void> {
    for (const sql of await statementsOf('0000_tables')) await owner.query(sql);
    await owner.query(
      'CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)',
    );
    await owner.query("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('tables', $1)", [
      journal.entries[0]?.when,
    ]);
  }

  /** Whether somebody waits to have a table to himself; until then everybody who comes later waits behind. */
  const waitsForAll = async (owner: pg.Client, table: string) => {
    const { rows } = await owner.query<{ pid: number; alone: string[] }>(
      `SELECT w.pid, ARRAY(SELECT h.relation::regclass::text FROM pg_locks h JOIN pg_class c ON c.oid = h.relation
         WHERE h.pid = w.pid AND h.granted AND h.mode = 'AccessExclusiveLock' AND c.relkind = 'r'
           AND h.relation IN ('users'::regclass, 'courses'::regclass)) AS alone
       FROM pg_locks w WHERE w.relation = $1::regclass AND w.mode = 'AccessExclusiveLock' AND NOT w.granted`,
      [table],
    );
    return rows;
  };

  it('waits for a lock in short tries, so that readers wait for one try at most', async () => {
    const [owner, holder, reader] = [await connect(), await connect(), await connect()];
    await migrateTablesOnly(owner);
    await holder.query('BEGIN; SELECT count(*) FROM users');
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const migration = migrateNow();
    for (let turn = 1; turn <= 2; turn++) {
      const tries = await vi.waitUntil(
        async () => {
          const waiting = await waitsForAll(owner, 'users');
          return waiting.length > 0 && waiting;
        },
        { timeout: 60_000, interval: 50 },
      );
      // Whoever had locked another table before waiting for the busy one would hold it for the whole try.
      expect(tries.map(({ alone }) => alone)).toEqual([[]]);
      // The reader comes behind the try, and is let through though the holder never goes.
      await reader.query('SELECT count(*) FROM users');
      await vi.waitUntil(() => warned.mock.calls.length >= turn, { timeout: 10_000 });
    }
    await holder.query('COMMIT');
    await migration;
    expect(warned.mock.calls.flat().join()).toContain('A table is busy');
    warned.mockRestore();
    const { rows } = await owner.query('SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations');
    expect(rows).toEqual([{ n: journal.entries.length }]);
  });
});

describe('the statements of a migration on a table with many rows', () => {
  /** Where the rows of the table are, and how many of them have been read one after the other so far. */
  async function rowsTouched(owner: pg.Client): Promise<{ file: string; scanned: number }> {
    await owner.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await owner.query(
      `SELECT pg_relation_filenode(relid)::text AS file, seq_tup_read::int AS scanned
       FROM pg_stat_user_tables WHERE relname = 'user_progress'`,
    );
    return rows[0];
  }

  it('neither rewrite it nor go through it while nobody else may have it', async () => {
    const owner = await connect();
    for (const sql of await statementsOf('0000_tables')) await owner.query(sql);
    await loadProgress(owner, 1_000);
    const long: string[] = [];
    let before = await rowsTouched(owner);
    for (const { tag } of journal.entries.slice(1)) {
      for (const sql of await statementsOf(tag)) {
        await owner.query(sql);
        const after = await rowsTouched(owner);
        if (after.file !== before.file || after.scanned !== before.scanned)
          long.push(`${tag}: ${sql.trim().slice(0, 80)}`);
        before = after;
      }
    }
    expect(long).toEqual([]);
    await owner.query('ALTER TABLE user_progress ADD CONSTRAINT told CHECK (time_spent < 100000000)');
    expect((await rowsTouched(owner)).scanned).toBeGreaterThan(before.scanned);
    await writersGoOn(owner);
  });

  /** The three ways of docs/decisions/0003 to change a large table while it is written. */
  async function writersGoOn(owner: pg.Client): Promise<void> {
    const [writer, another] = [await connect(), await connect()];
    const write = (client: pg.Client) =>
      client.query(
        "SET app.role = 'SYSTEM'; SET lock_timeout = '30s'; UPDATE user_progress SET time_spent = time_spent + 1",
      );
    await writer.query('BEGIN');
    await write(writer);
    const index = owner.query(
      'CREATE INDEX CONCURRENTLY later_idx ON user_progress (course_id, last_activity_at)',
    );
    await vi.waitUntil(
      async () =>
        (
          await another.query(
            "SELECT 1 FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%' AND relid = 'user_progress'::regclass",
          )
        ).rowCount === 1,
      { timeout: 30_000, interval: 50 },
    );
    await another.query("SET lock_timeout = '30s'; DELETE FROM user_progress WHERE false");
    await writer.query('COMMIT');
    await index;

    await owner.query(
      'ALTER TABLE user_progress ADD CONSTRAINT later_check CHECK (time_spent < 100000000) NOT VALID',
    );
    await owner.query('BEGIN; ALTER TABLE user_progress VALIDATE CONSTRAINT later_check');
    await write(writer);
    await owner.query('COMMIT');

    const { file } = await rowsTouched(owner);
    await owner.query('ALTER TABLE user_progress ADD COLUMN later integer NOT NULL DEFAULT 7');
    expect((await rowsTouched(owner)).file).toBe(file);
  }
});
