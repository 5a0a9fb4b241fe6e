import type pg from 'pg';
import { BackupRefusal } from '../errors';
import type { ArchiveRecord } from './record';

const facts = `
  SELECT current_setting('server_version_num')::int / 10000 AS major, current_database() AS name,
    has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
    ARRAY(SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1 LIMIT 4) AS relations`;

type Facts = { major: number; name: string; mayCreate: boolean; relations: string[] };

/**
 * Makes sure that an archive can go into a database: nothing is in it, and the server is not older than the one it is of.
 *
 * @throws BackupRefusal
 */
export async function requireEmpty(client: pg.Client, { serverVersion }: ArchiveRecord): Promise<void> {
  const { rows } = await client.query<Facts>(facts);
  const [found] = rows;
  if (!found) throw new Error('The server did not say what it holds.');
  const { name, major, mayCreate, relations } = found;
  if (relations.length > 0)
    throw new BackupRefusal(
      `The database ${name} is not empty (${relations.slice(0, 3).join(', ')}${relations.length > 3 ? ' …' : ''}). An archive goes into a new one, never over what is there.`,
    );
  const archived = Number.parseInt(serverVersion, 10);
  if (major < archived)
    throw new BackupRefusal(
      `The archive is of PostgreSQL ${archived}, this server is ${major}: it goes into the same version or a newer one.`,
    );
  // Before 17, what a migration adds to an enum cannot be used in the transaction that adds it.
  if (major < 17)
    throw new BackupRefusal(`This server is PostgreSQL ${major}: an archive goes into 17 or newer.`);
  if (!mayCreate) throw new BackupRefusal(`This login may not create anything in the database ${name}.`);
}
