import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Refusal } from '@/lib/errors';
import type { Lab } from './open-lab';

/**
 * A copy that an operator has made: a Neon branch, or a restored server. It is measured as a login of its own with the
 * application's rights and no more, since row security changes plans and an owner may go past it; the login goes with it.
 *
 * @param url of the copy's owner, who can create indexes and roles
 * @param realUrl of the database that people work on
 * @throws Refusal where it is on the server that people work on, is a standby, or does not know the application's rights
 */
export async function givenLab(url: string, realUrl: string): Promise<Lab> {
  await requireApart(url, realUrl);
  const given = await connect(url);
  try {
    const appUrl = await admitApplication(given, url);
    const { host, pathname } = new URL(url);
    return {
      ownerUrl: url,
      appUrl,
      origin: { kind: 'given', name: `${host}${pathname}`, lastCommitAt: null },
      restart: null,
      close: () => forgetApplication(url),
    };
  } finally {
    await given.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'syllabase optimizer' });
  await client.connect();
  return client;
}

/** Everybody may ask this, and no two servers have begun in the same microsecond. */
const server =
  'SELECT extract(epoch FROM pg_postmaster_start_time())::text AS started, pg_is_in_recovery() AS standby';

/**
 * Both are asked while both connections are open, so that no restart comes in between.
 *
 * @throws Refusal where nothing may be tried on what `url` leads to
 */
export async function requireApart(url: string, realUrl: string): Promise<void> {
  const given = await connect(url);
  const real = await connect(realUrl).catch(async (error: unknown) => {
    await given.end();
    throw error;
  });
  try {
    const [one, other] = [await serverOf(given), await serverOf(real)];
    if (one?.started === other?.started)
      throw new Refusal(
        'conflict',
        'That is on the server of the database people work on, where a trial would slow them down. Name a copy on another one.',
      );
    if (one?.standby)
      throw new Refusal(
        'conflict',
        'That is a standby: no index can be tried on it. Name a copy of its own.',
      );
  } finally {
    await real.end();
    await given.end();
  }
}

const serverOf = async (client: pg.Client) =>
  (await client.query<{ started: string; standby: boolean }>(server)).rows[0];

const loginOf = (url: string) => `${decodeURIComponent(new URL(url).pathname.slice(1))}_lab`;

/** @returns the copy's address for a login that owns nothing and that row security binds */
async function admitApplication(given: pg.Client, url: string): Promise<string> {
  const { rowCount } = await given.query("SELECT FROM pg_roles WHERE rolname = 'syllabase_runtime'");
  if (rowCount === 0)
    throw new Refusal(
      'conflict',
      'That copy does not know the product’s role syllabase_runtime. Copy the server’s roles as well.',
    );
  await dropLogin(given, url);
  const password = randomBytes(24).toString('base64url');
  const role = pg.escapeIdentifier(loginOf(url));
  await given.query(
    `CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)} IN ROLE syllabase_runtime`,
  );
  const address = new URL(url);
  address.username = encodeURIComponent(loginOf(url));
  address.password = password;
  return address.toString();
}

const dropLogin = (given: pg.Client, url: string) =>
  given.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(loginOf(url))}`);

async function forgetApplication(url: string): Promise<void> {
  const given = await connect(url);
  try {
    await dropLogin(given, url);
  } finally {
    await given.end();
  }
}
