import pg from 'pg';
import { OWNER_ROLE } from './initialize';
import type { Secrets } from './secrets';

type Entrance = Pick<Secrets, 'ownerPassword' | 'owner' | 'database'>;

/** The owner's connection string for a server on this machine. */
export function ownerUrl(
  { ownerPassword, owner = OWNER_ROLE, database: own = 'syllabase' }: Entrance,
  port: number,
  database = own,
): string {
  return `postgres://${owner}:${ownerPassword}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Creates the database named in the URL when the cluster does not have it yet. */
export async function ensureDatabase(url: string): Promise<void> {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  target.pathname = '/postgres';
  const client = new pg.Client({ connectionString: target.href });
  // A connection that breaks fails what it is asked as well; unheard, this would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end();
  }
}

function explain(error: unknown): unknown {
  const wrongPassword = error instanceof Error && 'code' in error && error.code === '28P01';
  return wrongPassword
    ? new Error(
        'The database does not accept the password in secrets.json: that file belongs to another cluster.',
      )
    : error;
}
