import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { retentionSchedule } from '@/lib/records/retention/schedule';
import { reportFolder } from './finish';

const batchSize = 20_000;
const { keptFor: days } = retentionSchedule.importTraces;

// Whoever starts an import of its kind holds the lock until it ends, however it ends.
const endDead = statement(
  'interop.end-dead',
  `UPDATE imports SET status = 'FAILED', finished_at = now()
   WHERE CASE WHEN status = 'RUNNING' THEN pg_try_advisory_xact_lock(hashtext('syllabase:import:' || kind)) ELSE false END
   RETURNING id, kind, institution_id AS "institutionId"`,
);

// A run that is taken up again while its rows are looked at waits here, and reads its files anew.
const prunes = ['import_rows', 'import_activity', 'import_rejections'].map((table) =>
  statement(
    `interop.prune-${table}`,
    `WITH gone AS (
       DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT t.ctid FROM ${table} t JOIN imports i ON i.id = t.import_id
         WHERE i.status <> 'RUNNING' AND i.finished_at < now() - make_interval(days => $1) LIMIT $2 FOR SHARE OF i))
       RETURNING 1)
     SELECT count(*)::int AS removed FROM gone`,
  ),
);

/**
 * Gives up imports whose process has died: they can be taken up again like any that failed.
 *
 * @returns how many
 */
export const endDeadImports = (database: Database): Promise<number> =>
  asSystem(async (tx) => {
    const dead = await tx.rows<{ id: string; kind: string; institutionId: string | null }>(endDead);
    for (const { id, kind, institutionId } of dead)
      await appendAudit(tx, null, {
        action: `import.${kind}`,
        objectType: 'import',
        objectId: id,
        ...(institutionId !== null && { institutionId }),
        outcome: 'FAILED',
        details: { died: true },
      });
    return dead.length;
  }, database);

/**
 * Deletes what imports that have ended leave behind once its time is over: rows that were read and never applied, refused rows with
 * their reasons, and the files of reports.
 *
 * @param dataDir where the reports are
 * @returns how many rows and files went
 */
export async function pruneImports(
  database: Database,
  dataDir: string,
  signal: AbortSignal,
): Promise<{ importRows: number; importReports: number }> {
  let importRows = 0;
  for (const prune of prunes)
    for (let removed = batchSize; removed === batchSize && !signal.aborted; importRows += removed)
      removed = await pruneBatch(database, prune);
  return { importRows, importReports: await pruneReports(database, reportFolder(dataDir)) };
}

const pruneBatch = (database: Database, prune: (typeof prunes)[number]): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ removed: number }>(prune, [days, batchSize]);
    const rows = row?.removed ?? 0;
    if (rows > 0) await appendAudit(tx, null, pruned({ rows }));
    return rows;
  }, database);

async function pruneReports(database: Database, folder: string): Promise<number> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const before = Date.now() - days * 86_400_000;
  const old: string[] = [];
  for (const path of names.filter((name) => reportName.test(name)).map((name) => join(folder, name)))
    if ((await writtenAt(path)) < before) old.push(path);
  if (old.length === 0) return 0;
  // First: what is deleted and then not told of would stay untold.
  await asSystem((tx) => appendAudit(tx, null, pruned({ files: old.length })), database);
  for (const path of old) await rm(path, { force: true });
  return old.length;
}

/** Milliseconds since 1970; of a file that is gone by now there is nothing to delete. */
const writtenAt = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Number.POSITIVE_INFINITY;
      throw error;
    },
  );

/** What a report is called; nothing else that lies there is ours to delete. */
const reportName = /^\d{4}-\d{2}-\d{2}-[a-z-]+-[0-9a-f-]{36}\.csv$/;

const pruned = (what: Record<string, number>) => ({
  action: 'retention.prune',
  objectType: 'retention schedule',
  objectId: 'importTraces',
  details: { ...what, olderThanDays: days },
});
