import type { Database, Transaction } from '@/db/client';
import journal from '@/db/migrations/meta/_journal.json';
import { isNeonHost } from '@/db/neon';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { readSealState, type SealState } from '@/lib/audit/seal/state';
import type { Alarm } from '@/lib/backups/alarms';
import { archiveAge, archiveMayBe } from '@/lib/backups/archives/alarms';
import { inWords } from '@/lib/backups/readiness/why-none';
import { readBackupState } from '@/lib/backups/state';
import { redisAnswers } from '@/lib/cache/redis/answers';
import type { Env } from '@/lib/env';
import { type QueueState, readQueueState } from '@/lib/jobs/state';
import { type KeyStatus, readKeyStatus } from '@/lib/keys/status';
import { checkRollups, type RollupCheck } from '@/lib/progress/check';
import { version } from '../../package.json';

export type Status = {
  versions: { product: string; node: string; server: string };
  database: { kind: 'embedded' | 'external' | 'Neon'; name: string; bytes: number };
  migrations: { applied: number; pending: string[] };
  /** Where answers are kept besides each server's own memory, whose figures its page has. `answers`: null without Redis. */
  cache: { shared: 'none' | 'Redis'; answers: boolean | null };
  /** Null when the queue is not installed. */
  queue: QueueState[] | null;
  /** Changes of course totals that wait to be folded into the catalog. */
  waitingDeltas: number;
  counts: { people: number; courses: number; enrollments: number; progressRows: number };
  seals: SealState;
  keys: KeyStatus[];
  backups: {
    /** False: the database is backed up where it runs. */
    isOurs: boolean;
    newest: string | null;
    coveredUntil: string | null;
    lastDrill: string | null;
    /** The newest logical archive, its age and what age is no alarm yet, in days, and how the last attempt ended. */
    archive: { newest: string | null; ageDays: number | null; mayBeDays: number; lastRun: string | null };
    /** Why no full backups are taken of a server of one's own, in words with what to run; null where they are or cannot be. */
    missing: string | null;
    alarms: Alarm[];
  };
  rollups?: RollupCheck;
};

const server = statement(
  'status.server',
  `SELECT current_setting('server_version') AS version, current_database() AS name,
     pg_database_size(current_database()) AS bytes`,
);
const migrated = statement(
  'status.migrated',
  "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS migrated",
);
const migrations = statement('status.migrations', 'SELECT created_at FROM drizzle.__drizzle_migrations');
const counts = statement(
  'status.counts',
  `SELECT (SELECT count(*) FROM users WHERE deleted_at IS NULL) AS people,
     (SELECT count(*) FROM courses WHERE deleted_at IS NULL) AS courses,
     (SELECT count(*) FROM enrollments) AS enrollments,
     (SELECT count(*) FROM user_progress) AS "progressRows",
     (SELECT count(*) FROM course_deltas) AS waiting`,
);

/** How the product stands. `database` is entered as the owner: migrations are not the application's to see. */
export const readStatus = (database: Database, settings: Env, withRollups: boolean): Promise<Status> =>
  asSystem(async (tx) => {
    await requireMigrated(tx);
    const [about] = await tx.rows<{ version: string; name: string; bytes: number }>(server);
    const [total] = await tx.rows<Status['counts'] & { waiting: number }>(counts);
    if (!about || !total) throw new Error('The database did not answer.');
    const { waiting, ...rest } = total;
    return {
      versions: { product: version, node: process.versions.node, server: about.version },
      database: { kind: databaseKind(settings), name: about.name, bytes: about.bytes },
      migrations: await readMigrations(tx),
      cache: await readCache(settings),
      queue: await readQueueState(tx),
      waitingDeltas: waiting,
      counts: rest,
      seals: await readSealState(tx),
      keys: await readKeyStatus(tx, null),
      backups: await readBackups(tx),
      ...(withRollups && { rollups: await checkRollups(tx) }),
    };
  }, database);

function databaseKind({ DATABASE_URL }: Env): Status['database']['kind'] {
  if (!DATABASE_URL) return 'embedded';
  return isNeonHost(DATABASE_URL) ? 'Neon' : 'external';
}

async function readCache({ REDIS_URL }: Env): Promise<Status['cache']> {
  if (!REDIS_URL) return { shared: 'none', answers: null };
  return { shared: 'Redis', answers: await redisAnswers(REDIS_URL) };
}

async function readBackups(tx: Transaction): Promise<Status['backups']> {
  const { asOf, isOurs, platform, missing, backups, restorable, lastDrill, logical, alarms } =
    await readBackupState(tx);
  const { takenAt, lastRun } = logical;
  return {
    isOurs,
    newest: backups[0]?.endedAt ?? null,
    coveredUntil: restorable.at(-1)?.until ?? null,
    lastDrill: lastDrill && `${lastDrill.startedAt} ${lastDrill.status}`,
    archive: {
      newest: takenAt,
      ageDays: archiveAge(takenAt, asOf),
      mayBeDays: archiveMayBe(platform),
      lastRun: lastRun?.status ?? null,
    },
    missing: isOurs || missing.length === 0 ? null : inWords(missing),
    alarms,
  };
}

async function requireMigrated(tx: Transaction): Promise<void> {
  const [row] = await tx.rows<{ migrated: boolean }>(migrated);
  if (!row?.migrated) throw new Error('this database is empty; bring it up with `npm run db:migrate`.');
}

async function readMigrations(tx: Transaction): Promise<Status['migrations']> {
  const applied = new Set((await tx.rows<{ created_at: number }>(migrations)).map((row) => row.created_at));
  const pending = journal.entries.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag);
  return { applied: applied.size, pending };
}
