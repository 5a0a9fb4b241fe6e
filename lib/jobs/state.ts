import type { Transaction } from '@/db/client';
import { queueNames, queueSchema } from '@/db/jobs';
import { statement } from '@/db/statement';

export type QueueState = {
  name: string;
  waiting: number;
  active: number;
  /** Runs of the last days that failed for good. */
  failed: number;
  /** When a run last ended well, ISO; null when none did in the last week. */
  lastDoneAt: string | null;
  /** Since when the oldest that is due waits, ISO; null where none is due. */
  dueSince: string | null;
  /** When the oldest that runs began, ISO. */
  runningSince: string | null;
  /** Runs that are beyond their time limit: whoever did them is gone. */
  overdue: number;
  /** When a run last failed for good, ISO, and how many did since one ended well. */
  lastFailedAt: string | null;
  failedSinceDone: number;
};

const installed = statement('jobs.installed', "SELECT to_regclass('pgboss.job') IS NOT NULL AS installed");

/** SQL: how each queue stands, in the order of the schedule. Needs the queue to be installed. */
export const queueStateSql = `
  WITH runs AS (
    SELECT name, state, start_after, started_on, expire_in, completed_on FROM pgboss.job
    UNION ALL SELECT name, state, start_after, started_on, expire_in, completed_on FROM pgboss.archive),
  done AS (SELECT name, max(completed_on) AS at FROM runs WHERE state = 'completed' GROUP BY name)
  SELECT wanted.name, (count(*) FILTER (WHERE r.state IN ('created', 'retry')))::int AS waiting,
    (count(*) FILTER (WHERE r.state = 'active'))::int AS active,
    (count(*) FILTER (WHERE r.state = 'failed'))::int AS failed,
    d.at AS "lastDoneAt",
    min(r.start_after) FILTER (WHERE r.state IN ('created', 'retry') AND r.start_after <= now()) AS "dueSince",
    min(r.started_on) FILTER (WHERE r.state = 'active') AS "runningSince",
    (count(*) FILTER (WHERE r.state = 'active' AND r.started_on + r.expire_in < now()))::int AS overdue,
    max(r.completed_on) FILTER (WHERE r.state = 'failed') AS "lastFailedAt",
    (count(*) FILTER (WHERE r.state = 'failed' AND r.completed_on > coalesce(d.at, '-infinity')))::int AS "failedSinceDone"
  FROM unnest(ARRAY['${queueNames.join("', '")}']) WITH ORDINALITY AS wanted(name, place)
  LEFT JOIN runs r USING (name) LEFT JOIN done d USING (name)
  GROUP BY wanted.name, wanted.place, d.at ORDER BY wanted.place`;

const state = statement('jobs.state', queueStateSql);
const ages = statement(
  'jobs.ages',
  `SELECT name, created_on AS since FROM ${queueSchema}.queue ORDER BY name`,
);

/** How each queue stands, in the order of the schedule; null when the queue is not installed. */
export async function readQueueState(tx: Transaction): Promise<QueueState[] | null> {
  const [row] = await tx.rows<{ installed: boolean }>(installed);
  return row?.installed ? tx.rows<QueueState>(state) : null;
}

/** Since when there is each queue, ISO; nothing when the queue is not installed. */
export async function readQueueAges(tx: Transaction): Promise<Map<string, string>> {
  const [row] = await tx.rows<{ installed: boolean }>(installed);
  const found = row?.installed ? await tx.rows<{ name: string; since: string }>(ages) : [];
  return new Map(found.map(({ name, since }) => [name, since]));
}
