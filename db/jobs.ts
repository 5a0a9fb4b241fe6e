import pg from 'pg';
import PgBoss from 'pg-boss';

/** Every queue there is; lib/jobs says when each runs and what it does. */
export const queueNames = [
  'fold-course-totals',
  'count-class-activity',
  'index-catalog',
  'order-catalog',
  'seal-audit',
  'copy-seals',
  'flag-anomalies',
  'notify-people',
  'notify-of-records',
  'deliver-emails',
  'extend-audit-partitions',
  'prune-progress-events',
  'prune-sign-in-attempts',
  'prune-notifications',
  'keep-risk-scores',
  'keep-risk-lists',
  'measure-contacts',
  'refresh-lesson-norms',
  'tally-answers',
  'record-standings',
  'measure-recommendations',
  'seal-old-texts',
  'keep-keys',
  'prune-records',
  'wake-accounts',
  'carry-out-erasures',
  'archive-log',
  'mark-restore-point',
  'take-backup',
  'drill-restore',
  'prune-backups',
  'take-archive',
  'carry-out-backup-requests',
  'take-readings',
  'keep-term-phases',
  'record-findings',
  'read-feeds',
  'propose-improvements',
  'carry-out-improvements',
] as const;

export type QueueName = (typeof queueNames)[number];

export const queueSchema = 'pgboss';

/** Made by pg-boss's scheduler for itself. */
const schedulerQueue = '__pgboss__send-it';

// Rows only: tables, queues and upgrades are the owner's. INSERT on `queue` because the scheduler asserts
// its own queue at each start; making a new one would need CREATE TABLE, which the runtime has not.
const grants = `
  REVOKE ALL ON SCHEMA ${queueSchema} FROM PUBLIC;
  GRANT USAGE ON SCHEMA ${queueSchema} TO syllabase_runtime;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${queueSchema}.job, ${queueSchema}.archive, ${queueSchema}.schedule TO syllabase_runtime;
  GRANT SELECT, UPDATE ON ${queueSchema}.version TO syllabase_runtime;
  GRANT SELECT, INSERT ON ${queueSchema}.queue TO syllabase_runtime`;

/** For pg-boss's foreign keys, which it leaves without: each removal of a queue would read every job. */
const keyIndexes = [
  { name: 'job_dead_letter_idx', on: 'job (dead_letter)' },
  { name: 'queue_dead_letter_idx', on: 'queue (dead_letter)' },
  { name: 'subscription_name_idx', on: 'subscription (name)' },
];

/** Looks first, since creating waits for writers even where there is nothing to create. */
async function ensureKeyIndexes(owner: pg.Client): Promise<void> {
  await owner.query("SET lock_timeout = '3s'");
  for (const { name, on } of keyIndexes) {
    const { rows } = await owner.query<{ missing: boolean }>('SELECT to_regclass($1) IS NULL AS missing', [
      `${queueSchema}.${name}`,
    ]);
    if (!rows[0]?.missing) continue;
    await owner.query(`CREATE INDEX ${name} ON ${queueSchema}.${on}`).catch((error: Error) => {
      console.warn(`An index of the job queue waits for the next start: ${error.message}`);
    });
  }
}

/**
 * Creates or upgrades the job queue as the owner and gives the application the rights to work on it.
 * Changes nothing the second time. Needs the role `syllabase_runtime`.
 */
export async function ensureJobQueue(
  ownerUrl: string,
  queues: readonly string[] = queueNames,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'syllabase migrate' });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    const boss = new PgBoss({
      schema: queueSchema,
      db: { executeSql: (text, values) => owner.query(text, values) },
      supervise: false,
      schedule: false,
    });
    await boss.start();
    await boss.createQueue(schedulerQueue);
    // `short`: at most one job of a name waits, so a worker that was away does not run a day's worth of minutes.
    for (const name of queues) await boss.createQueue(name, { name, policy: 'short' });
    await owner.query(grants);
    await ensureKeyIndexes(owner);
  } finally {
    await owner.end();
  }
}
