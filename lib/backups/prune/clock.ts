import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { duration } from '@/lib/format';
import { BackupRefusal } from '../errors';

const day = 86_400_000;
/** Days between two prunings of which one is due each night; a server may be switched off over a holiday. */
export const mostBetween = 14;
/** Days by which the database's clock may differ before ages mean nothing. */
const mostSkew = 1;

/** `pruned`: when something was last removed, or found not to be due; null where it never was. Both ISO, by the database's clock. */
export type Clocks = { now: string; pruned: string | null };

const clocks = statement(
  'backups.clocks',
  `SELECT clock_timestamp() AS now,
     (SELECT max(finished_at) FROM backup_runs WHERE kind = 'PRUNE' AND status = 'DONE') AS pruned`,
);

/**
 * Why ages cannot be gone by; null where they can. A clock that has jumped ahead makes everything old at once, and one night
 * would remove most of it.
 *
 * @param isNightly whether one pruning a night is kept, so that a long time since the last one says something
 */
export function clockFault({ now, pruned }: Clocks, own: number, isNightly: boolean): string | null {
  const skew = Math.abs(own - Date.parse(now));
  if (skew > mostSkew * day)
    return `The clocks of this machine and of the database differ by ${duration(skew / 1000)}.`;
  const since = pruned === null ? 0 : own - Date.parse(pruned);
  if (!isNightly || since <= mostBetween * day) return null;
  return `By the clock it is ${new Date(own).toISOString()}, and the last pruning was ${duration(since / 1000)} ago. Where the clock has jumped, everything would seem old, so nothing is removed. Where it is right, say so once with  npm run ops -- backup prune`;
}

/** Ages cannot be gone by; nothing is removed. */
export class ClockDoubt extends BackupRefusal {}

/** @throws ClockDoubt */
export async function requireSteadyClock(database: Database, isNightly: boolean): Promise<void> {
  const [row] = await asSystem((tx) => tx.rows<Clocks>(clocks), database);
  const fault = row ? clockFault(row, Date.now(), isNightly) : 'The database did not say what time it is.';
  if (fault !== null) throw new ClockDoubt(fault);
}
