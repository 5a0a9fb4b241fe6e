import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { env } from '@/lib/env';
import { BackupRefusal } from '../errors';
import { platform } from '../platform';
import { type Missing, missingFor, type ServerFacts } from './missing';
import { inWords } from './why-none';

const facts = statement(
  'backups.server-facts',
  `SELECT current_database() AS database, pg_is_in_recovery() AS "isStandby", current_setting('wal_level') AS "walLevel",
     current_setting('max_wal_senders')::int AS "maxSenders", current_setting('max_replication_slots')::int AS "maxSlots",
     (SELECT count(*)::int FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS tablespaces,
     r.oid IS NOT NULL AS "isKnown", coalesce(r.rolsuper OR r.rolreplication, false) AS "mayReplicate",
     coalesce(has_function_privilege(r.oid, 'pg_catalog.pg_create_restore_point(text)', 'EXECUTE')
       AND has_function_privilege(r.oid, 'pg_catalog.pg_switch_wal()', 'EXECUTE'), false) AS "mayMark"
   FROM (VALUES (1)) AS one(n) LEFT JOIN pg_roles r ON r.rolname = $1`,
);

/** What keeps the server at DATABASE_URL from being backed up; nothing for the embedded one, Neon, and where it is not wanted. */
export async function readMissingIn(tx: Transaction): Promise<Missing[]> {
  const { BACKUP_ROLE = null, SERVER_BACKUPS } = env();
  const kind = platform();
  if (kind === 'embedded' || kind === 'neon' || !SERVER_BACKUPS) return [];
  const [found] = await tx.rows<ServerFacts>(facts, [BACKUP_ROLE]);
  if (!found) throw new Error('The server did not say how it is set up.');
  return missingFor(found, BACKUP_ROLE);
}

export const readMissing = (database: Database): Promise<Missing[]> => asSystem(readMissingIn, database);

/** @throws BackupRefusal saying what is missing, and what to run */
export async function requireReady(database: Database): Promise<void> {
  const missing = await readMissing(database);
  if (missing.length > 0) throw new BackupRefusal(`The server cannot be backed up. ${inWords(missing)}`);
}
