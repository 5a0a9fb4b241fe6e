import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { ensureJobQueue } from './jobs';
import { buildLateIndexes } from './late-indexes';
import { gatherLateStatistics } from './late-statistics';
import { allowStatistics, appUrlFrom, ensureAppRole, requireRuntimeGroup } from './roles';
import { requireRestored } from './unfinished-restore';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const lockKey = 7_235_981;
const lockWaitAttempts = 10;
const notAvailable = '55P03';
const deadlocked = '40P01';

/**
 * Brings a database to the newest schema and makes the application's login role. Runs one at a time,
 * changes nothing the second time, and never queues for long behind (and so in front of) live traffic:
 * each attempt gives up on a lock after three seconds and tries again.
 *
 * @param options.isRestoring for the restore alone, whose database nobody else may bring up before it has finished
 * @throws Error when a restore was begun in the database and not finished
 */
export async function migrateDatabase(options: {
  ownerUrl: string;
  appPassword: string;
  isRestoring?: boolean;
}): Promise<{ appUrl: string }> {
  const owner = new pg.Client({ connectionString: options.ownerUrl, application_name: 'syllabase migrate' });
  // A connection that breaks fails what it is asked as well; unheard, this would end the process without its cleaning up.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await requireVersion(owner);
    await takeTurn(owner);
    if (!options.isRestoring) await requireRestored(owner);
    await requireRuntimeGroup(owner);
    await owner.query("SET lock_timeout = '3s'");
    await withLockRetries(() => migrate(drizzle({ client: owner }), { migrationsFolder }));
    await withLockRetries(() => extendTrail(owner));
    await withLockRetries(() => buildLateIndexes(owner));
    await withLockRetries(() => gatherLateStatistics(owner));
    const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
    await withLockRetries(() => ensureAppRole(owner, rows[0]?.name ?? '', options.appPassword));
    await allowStatistics(owner);
    await withLockRetries(() => ensureJobQueue(options.ownerUrl));
  } finally {
    await owner.end();
  }
  return { appUrl: appUrlFrom(options.ownerUrl, options.appPassword) };
}

/** Asks again and again: whoever waited for the lock inside the database would hold up a concurrent index. */
async function takeTurn(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      lockKey,
    ]);
    if (rows[0]?.mine) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/**
 * Where nothing ran for months, or the clock was set back, the trail has no partition for today, and whatever is audited
 * would be refused until the nightly job.
 */
async function extendTrail(owner: pg.Client): Promise<void> {
  await owner.query('SELECT ensure_audit_partitions(3)');
}

async function requireVersion(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  if (Number(rows[0]?.version) < 160_000) {
    throw new Error('Syllabase needs PostgreSQL 16 or newer; this server is older.');
  }
}

async function withLockRetries(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isTransient(error) || attempt === lockWaitAttempts) throw error;
      console.warn(`A table is busy; trying the migration again (${attempt}/${lockWaitAttempts}).`);
      await new Promise((done) => setTimeout(done, 500 * attempt));
    }
  }
}

/** Somebody has a lock, also one that the other way round waits for ours, or gave rights on the same thing at the same moment. */
function isTransient(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return (
      [notAvailable, deadlocked].includes(error.code ?? '') || error.message === 'tuple concurrently updated'
    );
  return error instanceof Error && isTransient(error.cause);
}
