import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import type { Check } from '../checks/check';

/** A database of the product that nobody uses, to break things in. */
export type Rig = {
  owner: pg.Client;
  database: Database;
  /** The same as the application may look at it; null where its login is not known. */
  app: Database | null;
  /** One more session, which is gone when the fault is. */
  open(): Promise<pg.Client>;
};

/** Something that goes wrong in a database, and what has to name it. */
export type Fault = {
  name: string;
  what: string;
  check: Check;
  /** The fault is looked at as if it had lasted for so much longer: nobody waits for a minute, or for a month. */
  later?: Later;
  /** SQL that makes what is sound until it is broken, a statement each. Tables begin with `rig_`. */
  arrange: readonly string[];
  /** Breaks it. Answers with the object that the check must name. */
  inject: (rig: Rig) => Promise<string>;
};

export type Later = { seconds?: number; days?: number };

/** One statement of SQL that breaks something, and the object that is broken by it. */
export const bySql =
  (object: string, ...statements: string[]): Fault['inject'] =>
  async ({ owner }) => {
    for (const sql of statements) await owner.query(sql);
    return object;
  };

const rigTables = `SELECT format('DROP TABLE public.%I CASCADE', relname) AS sql FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname LIKE 'rig\\_%'`;

/**
 * Opens a rig, runs something in it, and closes it again.
 *
 * @param ownerUrl the owner's address of a database with the product's tables
 * @param appUrl the same, entered as the application
 * @throws Error where anybody has an account there
 */
export async function withRig<T>(
  ownerUrl: string,
  run: (rig: Rig) => Promise<T>,
  appUrl: string | null = null,
): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const database = openDatabase(ownerUrl, 1);
  const app = appUrl === null ? null : openDatabase(appUrl, 1);
  try {
    await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
    const { rows } = await owner.query('SELECT FROM users LIMIT 1');
    if (rows.length > 0) throw new Error('People use this database: faults are for one that nobody uses.');
    return await run({ owner, database, app, open: () => connect(ownerUrl) });
  } finally {
    await app?.close();
    await database.close();
    await owner.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const session = new pg.Client({ connectionString: url, application_name: 'fault rig' });
  // Sessions are ended while they wait.
  session.on('error', () => undefined);
  await session.connect();
  return session;
}

/** Removes every trace of a fault. */
export async function clearRig({ owner }: Rig): Promise<void> {
  const { rows } = await owner.query<{ sql: string }>(rigTables);
  for (const { sql } of rows) await owner.query(sql);
  await owner.query('DELETE FROM performance_readings');
  await owner.query("DELETE FROM performance_statements WHERE query_id LIKE 'rig%'");
}
