import type { Database } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { type Prune, type Retention, retentionSchedule } from './schedule';

const batchSize = 2_000;

const cutOff = '(now() - make_interval(days => $1))::date';

/** Names come from the schedule, never from input. Rows that row security protects are passed over. */
function pruneStatement({ table, student, age, afterStudies }: Prune): Statement {
  const studied = `EXISTS (SELECT FROM enrollments e
    WHERE e.user_id = ${table}.${student} AND greatest(e.enrolled_at, e.last_activity_at) >= ${cutOff})`;
  return statement(
    `records.prune-${table}`,
    `WITH gone AS (
       DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM ${table} WHERE ${age} < ${cutOff} AND NOT is_protected(${student})
           ${afterStudies ? `AND NOT ${studied}` : ''}
         LIMIT $2))
       RETURNING 1)
     SELECT count(*)::int AS removed FROM gone`,
  );
}

const pruned = Object.entries<Retention>(retentionSchedule).flatMap(([kind, { keptFor, prunes = [] }]) =>
  keptFor === 'RECORD' ? [] : prunes.map((each) => ({ kind, days: keptFor, prune: pruneStatement(each) })),
);

/**
 * Deletes what the schedule lets go, in batches that each commit with an event in the trail, until nothing is left or
 * `signal` is aborted. What a hold or an open request protects stays.
 *
 * @returns how many rows went, by kind
 */
export async function pruneRecords(database: Database, signal: AbortSignal): Promise<Record<string, number>> {
  const totals: Record<string, number> = {};
  for (const { kind, days, prune } of pruned) {
    let removed = batchSize;
    totals[kind] ??= 0;
    while (removed === batchSize && !signal.aborted) {
      removed = await pruneBatch(database, kind, days, prune);
      totals[kind] += removed;
    }
  }
  return totals;
}

const pruneBatch = (database: Database, kind: string, days: number, prune: Statement): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ removed: number }>(prune, [days, batchSize]);
    const removed = row?.removed ?? 0;
    if (removed > 0)
      await appendAudit(tx, null, {
        action: 'retention.prune',
        objectType: 'retention schedule',
        objectId: kind,
        details: { rows: removed, olderThanDays: days },
      });
    return removed;
  }, database);
