import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
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
    await server.query(`DROP ROLE IF EXISTS ${appRoleName(database)}`);
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

  /** The longest wait of a reader who comes ten times a second, in milliseconds, while `goOn` says so. */
  async function longestRead(table: string, goOn: () => boolean): Promise<number> {
    const reader = await connect();
    let longest = 0;
    while (goOn()) {
      const started = Date.now();
      await reader.query(`SELECT count(*) FROM ${table}`);
      longest = Math.max(longest, Date.now() - started);
      await sleep(100);
    }
    return longest;
  }

  it('waits for a lock in short tries, so that readers wait for one try at most', async () => {
    const [owner, holder] = [await connect(), await connect()];
    await migrateTablesOnly(owner);
    await holder.query('BEGIN; SELECT count(*) FROM users');
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    let migrating = true;
    const migration = migrateNow().finally(() => {
      migrating = false;
    });
    const reads = Promise.all(['users', 'courses'].map((table) => longestRead(table, () => migrating)));
    await sleep(8_000);
    await holder.query('COMMIT');
    await migration;
    const [ofTheBusyTable, ofAnother] = await reads;
    expect(ofTheBusyTable).toBeGreaterThan(2_000);
    expect(ofTheBusyTable).toBeLessThan(4_000);
    // Whoever had locked it before waiting for the busy one would have held it for a whole try.
    expect(ofAnother).toBeLessThan(3_000);
    expect(warned.mock.calls.flat().join()).toContain('A table is busy');
    warned.mockRestore();
    const { rows } = await owner.query('SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations');
    expect(rows).toEqual([{ n: journal.entries.length }]);
  });
});

describe('the statements of a migration on a million progress rows', () => {
  it('each hold an exclusive lock for a moment only', { timeout: 240_000 }, async () => {
    const owner = await connect();
    for (const sql of await statementsOf('0000_tables')) await owner.query(sql);
    await loadProgress(owner, 1_000_000);
    const slow: string[] = [];
    for (const { tag } of journal.entries.slice(1)) {
      for (const sql of await statementsOf(tag)) {
        const started = Date.now();
        await owner.query(sql);
        if (Date.now() - started > 1_000)
          slow.push(`${tag}: ${sql.trim().slice(0, 80)} (${Date.now() - started} ms)`);
      }
    }
    expect(slow).toEqual([]);
    await writersGoOn(owner);
  });

  /** The three ways of docs/decisions/0003 to change a large table while it is written. */
  async function writersGoOn(owner: pg.Client): Promise<void> {
    for (const sql of [
      'CREATE INDEX CONCURRENTLY later_idx ON user_progress (course_id, last_activity_at)',
      'ALTER TABLE user_progress VALIDATE CONSTRAINT later_check',
      'ALTER TABLE user_progress ADD COLUMN later integer NOT NULL DEFAULT 7',
    ]) {
      if (sql.includes('VALIDATE')) {
        await owner.query(
          'ALTER TABLE user_progress ADD CONSTRAINT later_check CHECK (time_spent < 100000000) NOT VALID',
        );
      }
      const waited = await longestWriteDuring(owner.query(sql));
      expect([sql, waited < 1_000]).toEqual([sql, true]);
    }
  }

  async function longestWriteDuring(work: Promise<unknown>): Promise<number> {
    const writer = await connect();
    await writer.query("SET app.role = 'SYSTEM'");
    let over = false;
    const ended = work.finally(() => {
      over = true;
    });
    let longest = 0;
    do {
      const started = Date.now();
      await writer.query(
        'UPDATE user_progress SET time_spent = time_spent + 1 WHERE (user_id, course_id, lesson_id, section_id) = (SELECT user_id, course_id, lesson_id, section_id FROM user_progress LIMIT 1)',
      );
      longest = Math.max(longest, Date.now() - started);
    } while (!over);
    await ended;
    return longest;
  }
});
