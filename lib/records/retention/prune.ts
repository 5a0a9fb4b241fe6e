import type { Database, Transaction } from '@/db/client';
import { type Statement, statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { keptDaysSql } from './kept-days';
import {
  type ChosenKind,
  chosenKinds,
  type Prune,
  type Retention,
  type RetentionKind,
  retentionSchedule,
} from './schedule';

const batchSize = 2_000;

/** Until the end of the transaction: what protects somebody waits for it, and what comes after it sees that. */
export const retentionTurn = statement(
  'records.retention-turn',
  "SELECT pg_advisory_xact_lock(hashtext('syllabase:retention'))",
);

const cutOff = '(now() - make_interval(days => $1))::date';

// Every number of days for which the kind is kept by somebody: the product's own, and what institutions have said instead.
const ways = statement(
  'records.kept-days',
  `SELECT DISTINCT kept_days(t.institution_id, $1, $2) AS days FROM retention_terms t WHERE t.kind = $1
   UNION SELECT $2::int ORDER BY days`,
);

/**
 * Deletes what is older than $1 days where it is kept no longer than that. Names come from the schedule, never from input.
 * Rows that row security protects are passed over.
 */
function pruneStatement(kind: ChosenKind, { table, student, age, afterStudies }: Prune): Statement {
  const studied = `EXISTS (SELECT FROM enrollments e
    WHERE e.user_id = ${table}.${student} AND greatest(e.enrolled_at, e.last_activity_at) >= ${cutOff})`;
  return statement(
    `records.prune-${table}`,
    `WITH keepers AS MATERIALIZED (
       SELECT i.id FROM institutions i WHERE ${keptDaysSql('i.id', kind)} <= $1),
     gone AS (
       DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
         SELECT ${table}.ctid FROM ${table} JOIN users u ON u.id = ${table}.${student}
         WHERE ${table}.${age} < ${cutOff} AND NOT is_protected(${table}.${student})
           AND CASE WHEN u.institution_id IS NULL THEN $1 >= ${retentionSchedule[kind].keptFor}
             ELSE u.institution_id IN (SELECT id FROM keepers) END
           ${afterStudies ? `AND NOT ${studied}` : ''}
         LIMIT $2))
       RETURNING 1)
     SELECT count(*)::int AS removed FROM gone`,
  );
}

const prunesOf = (kind: ChosenKind): readonly Prune[] => {
  const { prunes = [] }: Retention = retentionSchedule[kind];
  return prunes;
};

const pruned = chosenKinds.flatMap((kind) =>
  prunesOf(kind).map((each) => ({ kind, prune: pruneStatement(kind, each) })),
);

/**
 * Deletes what the schedule of each institution lets go, in batches that each commit with an event in the trail, until nothing is left or
 * `signal` is aborted. What a hold or an open request protects stays.
 *
 * @returns how many rows went, by kind
 */
export async function pruneRecords(database: Database, signal: AbortSignal): Promise<Record<string, number>> {
  const totals: Record<string, number> = {};
  for (const { kind, prune } of pruned) {
    totals[kind] ??= 0;
    for (const days of await daysOf(database, kind))
      totals[kind] += await pruneOlder(database, { kind, days, prune }, signal);
  }
  return totals;
}

async function daysOf(database: Database, kind: ChosenKind): Promise<number[]> {
  const values = [kind, retentionSchedule[kind].keptFor];
  const rows = await asSystem((tx) => tx.rows<{ days: number }>(ways, values), database);
  return rows.map(({ days }) => days);
}

type Turn = { kind: ChosenKind; days: number; prune: Statement };

async function pruneOlder(database: Database, turn: Turn, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (let removed = batchSize; removed === batchSize && !signal.aborted; total += removed)
    removed = await pruneBatch(database, turn);
  return total;
}

const pruneBatch = (database: Database, { kind, days, prune }: Turn): Promise<number> =>
  asSystem(async (tx) => {
    await tx.rows(retentionTurn);
    const [row] = await tx.rows<{ removed: number }>(prune, [days, batchSize]);
    return auditPrune(tx, kind, row?.removed ?? 0, days);
  }, database);

/** Puts into the trail that so many rows of a kind went, where any did. Returns their number. */
export async function auditPrune(
  tx: Transaction,
  kind: RetentionKind,
  removed: number,
  days: number,
): Promise<number> {
  if (removed > 0)
    await appendAudit(tx, null, {
      action: 'retention.prune',
      objectType: 'retention schedule',
      objectId: kind,
      details: { rows: removed, olderThanDays: days },
    });
  return removed;
}
