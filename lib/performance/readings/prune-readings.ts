import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type Grain, keptDays, readingKinds } from './kinds';

const pruneGrain = statement(
  'performance.prune-readings',
  `DELETE FROM performance_readings WHERE grain = $1::reading_grain_enum AND at < now() - make_interval(days => $2::int)
     AND kind = ANY($3::text[])`,
);

const pruneStatements = statement(
  'performance.prune-statements',
  'DELETE FROM performance_statements WHERE seen_at < now() - make_interval(days => $1::int)',
);

const isGrain = (name: string): name is Grain => name in keptDays;

/** Forgets readings whose time is over, each grain after its own. */
export async function pruneReadings(tx: Transaction): Promise<void> {
  for (const [grain, days] of Object.entries(keptDays)) {
    if (isGrain(grain)) await tx.rows(pruneGrain, [grain, days, readingKinds]);
  }
  await tx.rows(pruneStatements, [keptDays.DAY]);
}
