import pg from 'pg';
import { openDatabase, type Transaction } from '@/db/client';
import journal from '@/db/migrations/meta/_journal.json';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { auditKeys } from '@/lib/audit/seal/keys';
import { verifyTrail } from '@/lib/audit/seal/verify';
import { openCanaries } from '@/lib/keys/canaries';
import { checkRollups } from '@/lib/progress/check';
import { BackupDamage } from '../errors';

/** What was looked at in a restored database, and found in order. */
export type Inspection = {
  people: number;
  courses: number;
  enrollments: number;
  progressRows: number;
  auditEvents: number;
  sealedEvents: number;
  migrations: number;
  tables: number;
  indexes: number;
  /** Keys of sealed columns that were opened, and values that were opened with them. */
  dataKeys: number;
  sealedValues: number;
};

const counts = statement(
  'backups.inspect-counts',
  `SELECT (SELECT count(*) FROM users) AS people, (SELECT count(*) FROM courses) AS courses,
     (SELECT count(*) FROM enrollments) AS enrollments, (SELECT count(*) FROM user_progress) AS "progressRows",
     (SELECT count(*) FROM audit_log) AS "auditEvents"`,
);
const applied = statement(
  'backups.inspect-migrations',
  'SELECT created_at FROM drizzle.__drizzle_migrations',
);

/** Reads every page of every table, which checks its checksum, and every B-tree for its order and its links. */
const structure = `
  SELECT (SELECT count(*) FROM pg_class t CROSS JOIN LATERAL verify_heapam(t.oid) WHERE t.relkind IN ('r', 'm')) AS corrupt,
    (SELECT count(*)::int FROM pg_class WHERE relkind IN ('r', 'm')) AS tables,
    (SELECT count(bt_index_check(i.indexrelid)::text)::int FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_am m ON m.oid = c.relam
     WHERE m.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence = 'p' AND i.indisvalid) AS indexes`;

/**
 * Looks a restored server over: all pages and B-trees (amcheck), the migrations, the rollups against their rows, the audit
 * trail against its seals, and whether sealed columns open.
 *
 * @throws BackupDamage naming what is not in order
 */
export async function inspectRestored(ownerUrl: string, backupId: string): Promise<Inspection> {
  const { tables, indexes } = await checkStructure(ownerUrl, backupId);
  const database = openDatabase(ownerUrl, 1);
  try {
    return await asSystem(async (tx) => {
      const [counted] =
        await tx.rows<
          Pick<Inspection, 'people' | 'courses' | 'enrollments' | 'progressRows' | 'auditEvents'>
        >(counts);
      if (!counted) throw new Error('The restored database did not answer.');
      const migrations = await checkMigrations(tx, backupId);
      if (!(await checkRollups(tx)).exact)
        throw new BackupDamage(backupId, 'rollups differ from the rows they stand for');
      const keys = auditKeys();
      const trail = await verifyTrail(tx, { verifier: keys.verifier, own: [keys, ...keys.older] });
      if (!trail.holds)
        throw new BackupDamage(backupId, `the audit trail does not hold: ${trail.findings[0]?.kind ?? ''}`);
      const { keys: dataKeys, values: sealedValues, fault } = await openCanaries(tx);
      if (fault !== null) throw new BackupDamage(backupId, `what is sealed does not open: ${fault}`);
      return { ...counted, migrations, tables, indexes, sealedEvents: trail.rows, dataKeys, sealedValues };
    }, database);
  } finally {
    await database.close();
  }
}

async function checkMigrations(tx: Transaction, backupId: string): Promise<number> {
  const known = new Set((await tx.rows<{ created_at: number }>(applied)).map((row) => row.created_at));
  const missing = journal.entries.filter(({ when }) => !known.has(when)).map(({ tag }) => tag);
  if (missing.length > 0) throw new BackupDamage(backupId, `lacks the migrations ${missing.join(', ')}`);
  return known.size;
}

/** Changes nothing; works on any database. @throws BackupDamage */
export async function checkStructure(
  ownerUrl: string,
  backupId: string,
): Promise<{ tables: number; indexes: number }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase inspection' });
  await client.connect();
  try {
    // Where the login acts as the owner of somebody's own database, it may look as the superuser that it is.
    await client.query('SET ROLE NONE');
    // Rolled back: the restored database stays as it was.
    await client.query('BEGIN; CREATE EXTENSION IF NOT EXISTS amcheck');
    const { rows } = await client.query<{ corrupt: string; tables: number; indexes: number }>(structure);
    await client.query('ROLLBACK');
    const [found] = rows;
    if (!found || Number(found.corrupt) > 0) throw new BackupDamage(backupId, 'has damaged tables');
    return { tables: found.tables, indexes: found.indexes };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new BackupDamage(backupId, `is damaged: ${error.message}`);
  } finally {
    await client.end();
  }
}
