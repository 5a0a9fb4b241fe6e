import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type AuditActor, appendAudit } from '@/lib/audit/append';

export type RunKind = 'BACKUP' | 'POINT' | 'RESTORE' | 'DRILL' | 'PRUNE' | 'ARCHIVE';
export type Summary = Record<string, string | number | boolean | null>;

const runStarted = statement(
  'backups.run-started',
  'INSERT INTO backup_runs (kind, summary) VALUES ($1, $2) RETURNING id',
);
const runEnded = statement(
  'backups.run-ended',
  `UPDATE backup_runs SET status = $2::backup_run_status_enum, summary = summary || $3::jsonb, fault = $4,
     finished_at = clock_timestamp() WHERE id = $1`,
);

/** Work of which there is one at a time: what was begun before and is not ended was killed. */
const alone: RunKind[] = ['BACKUP', 'DRILL', 'PRUNE'];
const earlierInterrupted = statement(
  'backups.runs-interrupted',
  `UPDATE backup_runs r SET status = 'FAILED', fault = 'interrupted: its process was ended',
     finished_at = own.started_at
   FROM backup_runs own
   WHERE own.id = $1 AND r.kind = own.kind AND r.kind = ANY ($2::backup_run_kind_enum[]) AND r.status = 'RUNNING'
     AND r.started_at < own.started_at`,
);

const actions: Record<RunKind, string> = {
  BACKUP: 'backup.create',
  POINT: 'backup.point',
  RESTORE: 'backup.restore',
  DRILL: 'backup.drill',
  PRUNE: 'backup.prune',
  ARCHIVE: 'backup.archive',
};

/** Who wanted something done. */
export type Wanted = {
  /** `schedule`, who ran a command, or that an administrator asked for it. */
  by: string;
  /** The person who asked for it on the page, and why: for the trail alone, since runs are seen by all institutions. */
  actor?: AuditActor;
  why?: string;
};

/**
 * Does something with backups and keeps that it was done, how it ended and who wanted it: as a run for the page, and in
 * the audit trail.
 */
export async function recordRun<T>(
  database: Database,
  { kind, by, actor, why }: Wanted & { kind: RunKind },
  work: () => Promise<T>,
  summarise: (result: T) => Summary,
): Promise<T> {
  const [run] = await asSystem((tx) => tx.rows<{ id: string }>(runStarted, [kind, { by }]), database);
  const end = (status: 'DONE' | 'FAILED', summary: Summary, fault: string | null) =>
    asSystem(async (tx) => {
      await tx.rows(runEnded, [run?.id, status, summary, fault]);
      if (status === 'DONE') await tx.rows(earlierInterrupted, [run?.id, alone]);
      await appendAudit(tx, actor ?? null, {
        action: actions[kind],
        objectType: 'backup',
        outcome: status === 'DONE' ? 'ALLOWED' : 'FAILED',
        ...(why !== undefined && { justification: why }),
        details: { by, ...summary, ...(fault !== null && { fault }) },
      });
    }, database);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await end('FAILED', {}, error instanceof Error ? error.message : String(error));
    throw error;
  }
  await end('DONE', summarise(result), null);
  return result;
}

type Decision = 'backup.hold' | 'backup.release' | 'backup.take-over';

/** Keeps in the audit trail that a backup was held or released, or that a vault changed hands. */
export const recordDecision = (
  database: Database,
  action: Decision,
  details: Record<string, string | null>,
): Promise<void> =>
  asSystem((tx) => appendAudit(tx, null, { action, objectType: 'backup', details }), database);
