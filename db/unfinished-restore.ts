import pg from 'pg';

/** A schema of its own: neither migrations nor archives of the product know it, and it goes in one step. */
const schema = 'syllabase_restoring';

/** What a database is being filled from, and since when (ISO). */
export type UnfinishedRestore = { what: string; begunAt: string };

/** Notes in a database, in the caller's transaction, that it is being filled and is not complete until `markRestored`. */
export async function markRestoring(client: pg.Client, what: string): Promise<void> {
  await client.query(
    `CREATE SCHEMA ${schema};
     CREATE TABLE ${schema}.unfinished (what text NOT NULL, begun_at timestamptz NOT NULL DEFAULT now())`,
  );
  await client.query(`INSERT INTO ${schema}.unfinished (what) VALUES ($1)`, [what]);
}

/** From now on the database is what it was to become. */
export const markRestored = (client: pg.Client): Promise<unknown> =>
  client.query(`DROP SCHEMA ${schema} CASCADE`);

/** The restore that somebody began in a database and nobody finished. */
export async function unfinishedRestore(client: pg.Client): Promise<UnfinishedRestore | null> {
  const { rows: marks } = await client.query<{ marked: boolean }>(
    `SELECT to_regclass('${schema}.unfinished') IS NOT NULL AS marked`,
  );
  if (!marks[0]?.marked) return null;
  const { rows } = await client.query<{ what: string; begunAt: Date }>(
    `SELECT what, begun_at AS "begunAt" FROM ${schema}.unfinished`,
  );
  const [found] = rows;
  return found ? { what: found.what, begunAt: found.begunAt.toISOString() } : null;
}

/**
 * Makes sure that a database is not one that a restore was killed in: its rows are all there, and so may be people who were
 * erased since.
 *
 * @throws Error saying what to do
 */
export async function requireRestored(client: pg.Client): Promise<void> {
  const left = await unfinishedRestore(client);
  if (!left) return;
  throw new Error(
    `This database holds ${left.what}, whose restore began at ${left.begunAt} and has not finished: whoever was erased since may be in it. ` +
      'If it was killed, run the same `ops backup restore` again: it empties the database and begins anew.',
  );
}

/** `requireRestored` on a connection of its own. */
export async function requireRestoredAt(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase command' });
  await client.connect();
  await requireRestored(client).finally(() => client.end());
}

/** Takes out everything that a restore puts into a database that was empty before, and the mark. */
export const emptyAgain = (client: pg.Client): Promise<unknown> =>
  client.query(
    `DROP SCHEMA IF EXISTS public, drizzle, pgboss, ${schema} CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC`,
  );
