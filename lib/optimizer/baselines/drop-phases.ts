import type { Transaction } from '@/db/client';
import { statement, unpreparedStatement } from '@/db/statement';
import type { Ask } from '@/lib/performance/checks/check';
import { objectName } from '@/lib/performance/checks/names';
import { type Counted, type PhaseUse, phaseUses } from '@/lib/performance/phases/phase-uses';
import { readPhases } from '@/lib/performance/phases/read-phases';
import type { Change } from '../change';

const counters = statement(
  'optimizer.index-counters',
  `SELECT format('%I.%I', s.schemaname, s.indexrelname) AS object, s.last_idx_scan AS "lastScan", c.since
   FROM pg_stat_user_indexes s,
     (SELECT greatest(d.stats_reset, b.stats_reset) AS since
      FROM pg_stat_bgwriter b LEFT JOIN pg_stat_database d ON d.datname = current_database()) c
   WHERE format('%I.%I', s.schemaname, s.indexrelname) = ANY ($1::text[])`,
);

const unknown: Counted = { since: null, lastScan: null };

/**
 * Whether the last enrolment, teaching and exam phases used the indexes that changes would drop, by the index’s name as
 * `objectName` writes it. Where no term is known every phase is unseen.
 */
export async function readDropPhases(
  tx: Transaction,
  changes: readonly Change[],
): Promise<Map<string, PhaseUse[]>> {
  const objects = changes.flatMap((change) => (change.kind === 'drop-index' ? [dropped(change)] : []));
  if (objects.length === 0) return new Map();
  const ask: Ask = (sql) => tx.rows(unpreparedStatement('optimizer.phases', sql));
  const seen = (await readPhases(ask)) ?? [];
  const counted = await tx.rows<Counted & { object: string }>(counters, [objects]);
  return new Map(
    objects.map((object) => [
      object,
      phaseUses(object, seen, counted.find((one) => one.object === object) ?? unknown),
    ]),
  );
}

/** The index that a change drops, as the readings call it. */
export const dropped = ({ schema, name }: Pick<Change, 'schema' | 'name'>): string =>
  objectName(schema, name);
