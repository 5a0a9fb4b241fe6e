import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { closeDatabase, type Database, openDatabase } from '@/db/client';
import { appRoleName, appUrlFrom, ensureAppRole } from '@/db/roles';

export type TestDatabase = {
  /** Entered as the application role; also set as DATABASE_URL for this test file. */
  url: string;
  ownerUrl: string;
  database: Database;
  /** Runs SQL as the owner, past row security: to arrange and to look. */
  owner: pg.Client;
  close(): Promise<void>;
};

/** A fresh, migrated database of its own, dropped by `close()`. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `syllabase_test_${randomBytes(6).toString('hex')}`;
  const server = new pg.Client({ connectionString: inject('serverUrl') });
  await server.connect();
  await createFromTemplate(server, name);
  const ownerUrl = new URL(inject('serverUrl'));
  ownerUrl.pathname = `/${name}`;
  const owner = new pg.Client({ connectionString: ownerUrl.toString() });
  await owner.connect();
  await ensureAppRole(owner, name, 'test');
  const url = appUrlFrom(ownerUrl.toString(), 'test');
  process.env.DATABASE_URL = url;
  // What still runs by the clock for the file before, in the same process, may have opened that file's database again.
  await closeDatabase();
  const database = openDatabase(url);
  return {
    url,
    ownerUrl: ownerUrl.toString(),
    database,
    owner,
    async close() {
      await closeDatabase();
      await database.close();
      await owner.end();
      await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await server.query(`DROP ROLE IF EXISTS ${appRoleName(name)}`);
      await server.end();
    },
  };
}

/** Copying a template needs it free of connections, and two copies at once take turns. */
async function createFromTemplate(server: pg.Client, name: string): Promise<void> {
  await server.query('SELECT pg_advisory_lock(71)');
  try {
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${inject('templateName')}`);
  } finally {
    await server.query('SELECT pg_advisory_unlock(71)');
  }
}
