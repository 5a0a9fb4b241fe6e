import type { Transaction } from '@/db/client';
import { queueNames } from '@/db/jobs';
import { statement } from '@/db/statement';

export type QueueState = {
  name: string;
  waiting: number;
  active: number;
  /** Runs of the last days that failed for good. */
  failed: number;
  /** When a run last ended well, ISO; null when none did in the last week. */
  lastDoneAt: string | null;
};

const installed = statement('jobs.installed', "SELECT to_regclass('pgboss.job') IS NOT NULL AS installed");
const state = statement(
  'jobs.state',
  `WITH runs AS (
     SELECT name, state, completed_on FROM pgboss.job
     UNION ALL SELECT name, state, completed_on FROM pgboss.archive)
   SELECT wanted.name, (count(*) FILTER (WHERE state IN ('created', 'retry')))::int AS waiting,
     (count(*) FILTER (WHERE state = 'active'))::int AS active,
     (count(*) FILTER (WHERE state = 'failed'))::int AS failed,
     max(completed_on) FILTER (WHERE state = 'completed') AS "lastDoneAt"
   FROM unnest($1::text[]) WITH ORDINALITY AS wanted(name, place) LEFT JOIN runs USING (name)
   GROUP BY wanted.name, wanted.place ORDER BY wanted.place`,
);

/** How each queue stands, in the order of the schedule; null when the queue is not installed. */
export async function readQueueState(tx: Transaction): Promise<QueueState[] | null> {
  const [row] = await tx.rows<{ installed: boolean }>(installed);
  return row?.installed ? tx.rows<QueueState>(state, [queueNames]) : null;
}
