import type { Client } from 'pg';
import pg from 'pg';

/** The login role of web and worker: per database, so that databases of one server share no password. */
export const appRoleName = (database: string) => `${database}_app`;

/** The same server and database as `ownerUrl`, entered as the application. */
export function appUrlFrom(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(appRoleName(decodeURIComponent(url.pathname.slice(1))));
  url.password = encodeURIComponent(appPassword);
  return url.toString();
}

/**
 * Makes or updates the application's login role: it owns nothing, cannot bypass row security, and gets all
 * its rights from the group role `syllabase_runtime`. Needs CREATEROLE.
 */
export async function ensureAppRole(owner: Client, database: string, appPassword: string): Promise<void> {
  const role = pg.escapeIdentifier(appRoleName(database));
  const known = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appRoleName(database)]);
  const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
  const password = pg.escapeLiteral(appPassword);
  await owner.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
  );
  await owner.query(`GRANT syllabase_runtime TO ${role}`);
  // A role may give itself defaults, which every session of it begins with: what somebody left there does not stay.
  for (const where of ['', ` IN DATABASE ${pg.escapeIdentifier(database)}`])
    await owner.query(`ALTER ROLE ${role}${where} RESET ALL`);
  // A temporary table could stand in for one that a function with the owner's rights means.
  await owner.query(`REVOKE TEMPORARY ON DATABASE ${pg.escapeIdentifier(database)} FROM PUBLIC`);
  await owner.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`);
  await owner.query(`ALTER ROLE ${role} SET statement_timeout = '30s'`);
  await owner.query(`ALTER ROLE ${role} SET idle_in_transaction_session_timeout = '60s'`);
}

/**
 * The group role belongs to the server, not to a database: where another owner made it for another installation, this one
 * may give it to nobody.
 *
 * @throws Error that says what a superuser or that owner has to do
 */
export async function requireRuntimeGroup(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ role: string; mayGrant: boolean }>(
    `SELECT current_user AS role, u.rolsuper OR g.oid IS NULL OR pg_has_role(u.oid, g.oid, 'MEMBER WITH ADMIN OPTION') AS "mayGrant"
     FROM pg_roles u LEFT JOIN pg_roles g ON g.rolname = 'syllabase_runtime' WHERE u.rolname = current_user`,
  );
  const [found] = rows;
  if (found && !found.mayGrant)
    throw new Error(
      `Another installation on this server has made the role syllabase_runtime, and ${found.role} may give it to nobody. ` +
        `As a superuser, or as who made it: GRANT syllabase_runtime TO ${pg.escapeIdentifier(found.role)} WITH ADMIN OPTION`,
    );
}

/**
 * Statistics for the performance page, where the server allows them: of statements, of everybody's sessions, and how full
 * tables and indexes are. What measures that is granted function by function: pg_stat_scan_tables would add whatever
 * else any extension gives to it.
 */
export async function allowStatistics(owner: Client): Promise<void> {
  for (const statement of [
    'CREATE EXTENSION IF NOT EXISTS pg_stat_statements',
    // What a role was given as its password may be among the texts that were kept.
    `SELECT count(*) FROM (SELECT pg_stat_statements_reset(userid, dbid, queryid) FROM pg_stat_statements
       WHERE query ~* '\\mpassword\\M') forgotten`,
    'GRANT pg_read_all_stats TO syllabase_runtime',
    'CREATE EXTENSION IF NOT EXISTS pgstattuple',
    'GRANT EXECUTE ON FUNCTION pgstattuple_approx(regclass), pgstatindex(text), pgstatindex(regclass) TO syllabase_runtime',
    // How far a counter has come, not the right to move it.
    'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO syllabase_runtime',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO syllabase_runtime',
  ]) {
    await owner.query(statement).catch((error: Error) => {
      console.warn(`Statistics are limited on this server: ${error.message}`);
    });
  }
}

/** The role that an address is entered as, and whether it may copy the server. */
export async function readReplicator(url: string): Promise<{ role: string; mayReplicate: boolean }> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'syllabase migrate',
    connectionTimeoutMillis: 15_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; mayReplicate: boolean }>(
      'SELECT rolname AS role, rolsuper OR rolreplication AS "mayReplicate" FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0] ?? { role: '', mayReplicate: false };
  } finally {
    await client.end();
  }
}

/** The login of backups: it copies the files of the whole server and its log, and reads no table. */
export const backupRoleName = (database: string) => `${database}_backup`;

/** Makes or updates the login of backups on a server of our own, where the owner may grant replication. */
export async function ensureBackupRole(ownerUrl: string, password: string): Promise<{ backupUrl: string }> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase migrate' });
  await owner.connect();
  try {
    // In a copy of somebody's own server the login acts as the owner there, who may not do this.
    await owner.query('SET ROLE NONE');
    const url = new URL(ownerUrl);
    const database = decodeURIComponent(url.pathname.slice(1));
    const role = pg.escapeIdentifier(backupRoleName(database));
    const known = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [backupRoleName(database)]);
    const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
    await owner.query(
      `${verb} ROLE ${role} LOGIN REPLICATION NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(password)}`,
    );
    await owner.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`);
    await owner.query(`GRANT EXECUTE ON FUNCTION pg_create_restore_point(text), pg_switch_wal() TO ${role}`);
    url.username = encodeURIComponent(backupRoleName(database));
    url.password = encodeURIComponent(password);
    return { backupUrl: url.toString() };
  } finally {
    await owner.end();
  }
}
