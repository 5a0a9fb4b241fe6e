import type { ReplicationConnection } from '../replication/connection';
import type { BackupRecord } from './record';

/** The catalogue alone: the login of backups may read no table, and perhaps not even look into the schema. */
const asked = `SELECT current_database(), current_setting('max_prepared_transactions'), pg_get_userbyid(coalesce(
    (SELECT c.relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relname = 'users'),
    (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database())))`;

/** Whose server it is that is copied: what a copy of it has to be entered by. */
export async function readOrigin(
  connection: ReplicationConnection,
): Promise<NonNullable<BackupRecord['origin']>> {
  const [[database, prepared, owner] = []] = await connection.rows(asked);
  if (!database || !owner) throw new Error('The server did not say whose the database is.');
  return { owner, database, preparedTransactions: Number(prepared) };
}
