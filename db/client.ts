import { Pool as NeonPool } from '@neondatabase/serverless';
import { drizzle as drizzleNeon } from 'drizzle-orm/neon-serverless';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { env } from '@/lib/env';
import { configureNeon, isNeonHost } from './neon';
import { type Ending, type Numbered, Numbering } from './numbering';
import { observed } from './observe';
import { momentSql, type Statement, writesInWith } from './statement';

/**
 * Who asks, as the database's row security sees it. SYSTEM is the product itself (worker, importers,
 * sign-in before anybody is known).
 */
export type Identity = {
  userId: string | null;
  role: 'STUDENT' | 'INSTRUCTOR' | 'ADMIN' | 'SYSTEM' | null;
  institutionId: string | null;
};

/** One transaction, carrying one identity: Drizzle for plain rows, named statements where SQL is the point. */
export type Transaction = {
  orm: PgDatabase<PgQueryResultHKT>;
  /** Runs a named, prepared statement. int8 and numeric arrive as numbers, timestamps as ISO strings. */
  rows<Row extends pg.QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]>;
  /**
   * Like `rows`, for a statement whose answer nobody reads: it goes out with what comes next, COMMIT at the latest. Where it
   * fails, the transaction fails with its error.
   *
   * @param rows how many it must write; where it wrote others, a rule or trigger that is not ours having taken them, the
   * transaction fails as well, for whoever waits for it: what went out with COMMIT stays
   */
  send(statement: Statement, values: unknown[], rows?: number): void;
  /** What `now()` is in it: UTC with microseconds, `2026-03-02T10:00:00.000000Z`. */
  startedAt: Promise<string>;
  /** The next number for a row that it writes, in the series of this pool of connections (see `Numbering`). */
  numbered(): Numbered;
  /**
   * How many rows its INSERT, UPDATE, DELETE and MERGE have written so far through `rows`, by the server's own count; a SELECT
   * whose WITH writes counts as one. What functions write, and what goes through `orm`, is not counted.
   */
  written(): number;
};

/** Connections that work, that wait for work, and how many ask for one and have to wait; at most `max` are open. */
export type Connections = { used: number; idle: number; waiting: number; max: number };

export type Database = {
  transaction<T>(identity: Identity, run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One statement as a transaction of its own, in one round trip. */
  rows<Row extends pg.QueryResultRow>(
    identity: Identity,
    statement: Statement,
    values?: unknown[],
  ): Promise<Row[]>;
  /** The server's version, over a pooled connection. */
  ping(): Promise<string>;
  /** How its connections stand at this moment. */
  connections(): Connections;
  close(): Promise<void>;
};

type Query = string | { name?: string; text: string; values?: unknown[] };
type Result = { rows: pg.QueryResultRow[]; command?: string; rowCount?: number | null };
type Connection = {
  /** Several statements in one text have several results. */
  query(query: Query): Promise<Result | Result[]>;
  /** What `ask` asks goes to the server as one piece, where the driver can: each piece would wake it. */
  together<T>(ask: () => T): T;
  release(error?: Error): void;
};
type Driver = {
  connect(): Promise<Connection & { orm: Transaction['orm'] }>;
  /** Counts of its pool. */
  pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  close(): Promise<void>;
  numbering: Numbering;
};

const oid = { int8: 20, numeric: 1700, timestamptz: 1184, date: 1082 } as const;
const readers = new Map<number, (value: string) => unknown>([
  [oid.int8, Number],
  [oid.numeric, Number],
  [oid.timestamptz, (value) => new Date(value).toISOString()],
  [oid.date, (value) => value],
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => readers.get(id) ?? pg.types.getTypeParser(id, format),
};

/** A connection that breaks while in use tells its query and emits as well; unheard, that would end the process. */
const reportLoss = (error: Error) => console.error(`database connection lost: ${error.message}`);

type PoolLimits = { max: number; connectionTimeoutMillis: number };

function postgresDriver(connectionString: string, limits: PoolLimits): Driver {
  const pool = new pg.Pool({
    connectionString,
    ...limits,
    types,
    pipeline: true,
    keepAlive: true,
    application_name: 'syllabase',
  });
  pool.on('error', reportLoss);
  return {
    pool,
    numbering: new Numbering(),
    async connect() {
      const client = await pool.connect();
      client.on('error', reportLoss);
      return {
        orm: drizzlePostgres({ client }),
        query: (query) => client.query(query),
        together(ask) {
          const { stream } = client.connection;
          stream.cork();
          try {
            return ask();
          } finally {
            stream.uncork();
          }
        },
        release(error) {
          client.off('error', reportLoss);
          client.release(error);
        },
      };
    },
    close() {
      // Connections may still be on their way out when their server is stopped: nothing is lost with them.
      pool.off('error', reportLoss).on('error', () => undefined);
      return pool.end();
    },
  };
}

function neonDriver(connectionString: string, limits: PoolLimits): Driver {
  configureNeon(env().NEON_PROXY);
  const pool = new NeonPool({ connectionString, ...limits, types, application_name: 'syllabase' });
  pool.on('error', reportLoss);
  return {
    pool,
    numbering: new Numbering(),
    async connect() {
      const client = await pool.connect();
      client.on('error', reportLoss);
      return {
        orm: drizzleNeon({ client }),
        query: (query) => client.query(query),
        together: (ask) => ask(),
        release(error) {
          client.off('error', reportLoss);
          client.release(error);
        },
      };
    },
    close: () => pool.end(),
  };
}

/**
 * Opens a pool on `url`. Nothing connects before the first transaction.
 *
 * @param patience milliseconds to wait for a connection; 0 waits for as long as it takes
 */
export function openDatabase(url: string, max = 10, patience = 0): Database {
  const limits = { max, connectionTimeoutMillis: patience };
  const driver = isNeonHost(url) ? neonDriver(url, limits) : postgresDriver(url, limits);
  return {
    transaction: (identity, run) => runTransaction(driver, identity, run),
    rows: async <Row extends pg.QueryResultRow>(
      identity: Identity,
      statement: Statement,
      values?: unknown[],
    ) => (await runStatement(driver, identity, statement, values)) as Row[],
    async ping() {
      const connection = await driver.connect();
      try {
        const [row] = lastRows(await connection.query("SELECT current_setting('server_version') AS version"));
        return String(row?.version);
      } finally {
        connection.release();
      }
    },
    connections() {
      const { totalCount, idleCount, waitingCount } = driver.pool;
      return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount, max };
    },
    close: driver.close,
  };
}

async function runTransaction<T>(
  driver: Driver,
  identity: Identity,
  run: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const connection = await driver.connect();
  let broken: Error | undefined;
  let written = 0;
  const waiting: Parameters<Transaction['send']>[] = [];
  const sent: Promise<unknown>[] = [];
  const taken: Numbered[] = [];
  let ending: Ending = 'undone';
  const sendWaiting = () => {
    for (const asked of waiting.splice(0)) sendNow(...asked);
  };
  let hasEnded = false;
  /** Its connection may be somebody else's by now, with another identity. */
  const mustBeOpen = ({ name }: Pick<Statement, 'name'>) => {
    if (hasEnded) throw new Error(`“${name}” was asked after its transaction had ended.`);
  };
  const rows: Transaction['rows'] = async <Row extends pg.QueryResultRow>(
    statement: Statement,
    values: unknown[] = [],
  ) => {
    mustBeOpen(statement);
    sendWaiting();
    const result = await observed(statement, () => connection.query({ ...statement, values }));
    written += rowsWritten(statement, result);
    return lastRows(result) as Row[];
  };
  const numbered = () => {
    mustBeOpen({ name: 'a number' });
    const one = driver.numbering.take();
    taken.push(one);
    return one;
  };
  const send: Transaction['send'] = (...asked) => {
    mustBeOpen(asked[0]);
    waiting.push(asked);
  };
  const sendNow: Transaction['send'] = (statement, values, expected) => {
    const answer = observed(statement, () => connection.query({ ...statement, values })).then((result) => {
      if (expected !== undefined && lastOf(result)?.rowCount !== expected)
        throw new Unwritten(`“${statement.name}” did not write what it was given.`);
    });
    answer.catch(() => undefined);
    sent.push(answer);
  };
  try {
    // What `run` asks first goes out behind it without waiting: the server answers in turn.
    const startedAt = connection
      .query(beginAs(identity))
      .then((begun) => String(lastRows(begun)[0]?.startedAt));
    startedAt.catch(() => undefined);
    const result = await run({
      orm: connection.orm,
      rows,
      send,
      startedAt,
      numbered,
      written: () => written,
    });
    hasEnded = true;
    const commit = connection.together(() => {
      sendWaiting();
      ending = 'unknown';
      return connection.query('COMMIT').then((answer) => {
        ending = lastOf(answer)?.command === 'COMMIT' ? 'committed' : 'undone';
        return answer;
      });
    });
    const [committed] = await Promise.all([commit, startedAt, ...sent]);
    // As the server answers where a statement had failed and nobody heard of it.
    if (lastOf(committed)?.command !== 'COMMIT')
      throw new Error('A statement of the transaction failed: nothing is kept.');
    return result;
  } catch (later) {
    hasEnded = true;
    const error = (await firstFailure(sent)) ?? later;
    if (isPlanOutOfDate(error) || error instanceof Unwritten) broken = error;
    await connection.query('ROLLBACK').then(
      () => {
        // COMMIT was refused with an error of its own.
        if (ending === 'unknown') ending = 'undone';
      },
      (rollbackError: Error) => {
        broken = rollbackError;
      },
    );
    throw error;
  } finally {
    driver.numbering.end(taken, ending);
    connection.release(broken);
  }
}

/** What the first of them failed with, and not what came of that in the statements behind it. */
async function firstFailure(sent: Promise<unknown>[]): Promise<unknown> {
  const answers = await Promise.allSettled(sent);
  return answers.find((answer) => answer.status === 'rejected')?.reason;
}

async function runStatement(
  driver: Driver,
  identity: Identity,
  statement: Statement,
  values: unknown[] = [],
): Promise<pg.QueryResultRow[]> {
  const connection = await driver.connect();
  const answers = await Promise.allSettled([
    connection.query(beginAs(identity)),
    observed(statement, () => connection.query({ ...statement, values })),
    // Where the statement failed, this rolls back.
    connection.query('COMMIT'),
  ]);
  const failure = answers.find((answer) => answer.status === 'rejected')?.reason;
  connection.release(isPlanOutOfDate(failure) ? failure : undefined);
  if (failure) throw failure;
  return answers[1].status === 'fulfilled' ? lastRows(answers[1].value) : [];
}

/** What is prepared on the connection may go on doing so, also once a rule that kept it from writing is gone. */
class Unwritten extends Error {}

/** A migration gave a column another type: what this connection has prepared with the old one fails from now on. */
const isPlanOutOfDate = (error: unknown): error is Error =>
  error instanceof Error && Reflect.get(error, 'routine') === 'RevalidateCachedQuery';

const lastOf = (result: Result | Result[]) => (Array.isArray(result) ? result.at(-1) : result);
const lastRows = (result: Result | Result[]) => lastOf(result)?.rows ?? [];

const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function rowsWritten(statement: Statement, result: Result | Result[]): number {
  const ofOne = ({ command = '', rowCount }: Result) => {
    if (writes.has(command)) return rowCount ?? 0;
    return command === 'SELECT' && writesInWith(statement) ? 1 : 0;
  };
  return [result].flat().reduce((sum, one) => sum + ofOne(one), 0);
}

/**
 * BEGIN, the identity and the moment in one round trip; the settings end with the transaction. Where names are looked for is set
 * too: a role may change its own default, and one that stayed behind in it would decide for everybody who asks (`app_role`).
 */
function beginAs(identity: Identity): string {
  const set = (name: string, value: string | null) =>
    `set_config('${name}', ${pg.escapeLiteral(value ?? '')}, true)`;
  return `BEGIN; SELECT ${set('app.user_id', identity.userId)}, ${set('app.role', identity.role)}, ${set('app.institution_id', identity.institutionId)}, ${set('search_path', 'public, pg_temp')}, ${momentSql('now()')} AS "startedAt"`;
}

const held = globalThis as typeof globalThis & { syllabaseDatabase?: Database };

/** The process's database (DATABASE_URL, entered as the application role). */
export function database(): Database {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start the product with `npm start`.');
  held.syllabaseDatabase ??= openDatabase(url);
  return held.syllabaseDatabase;
}

/** Ends the process's pool, for whoever must leave nothing behind (tests, command lines). */
export async function closeDatabase(): Promise<void> {
  await held.syllabaseDatabase?.close();
  held.syllabaseDatabase = undefined;
}
