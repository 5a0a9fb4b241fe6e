import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { addToErasureList, readErasureList } from '@/lib/records/erasure/erasure-list';
import { readKeptErasures } from '../erasures/kept-erasures';
import type { Vault } from '../vault';

/** The archive was taken while it was itself under way, and perhaps other runs with it. */
const endRuns = statement(
  'backups.end-restored-runs',
  `UPDATE backup_runs SET status = 'FAILED', finished_at = now(), fault = 'It was under way when the archive was taken.'
   WHERE status = 'RUNNING' AND id <> (SELECT id FROM backup_runs WHERE kind = 'RESTORE' ORDER BY started_at DESC LIMIT 1)`,
);
const endRequests = statement(
  'backups.end-restored-requests',
  `UPDATE backup_requests SET started_at = coalesce(started_at, now()), finished_at = now(),
     fault = 'It was under way when the archive was taken.' WHERE finished_at IS NULL`,
);
/** Versions of sessions go back with the database: under the old secret, sessions that were ended would live again. */
const endSessions = statement(
  'backups.end-restored-sessions',
  'UPDATE users SET session_version = session_version + 100000',
);

/**
 * Makes a restored database one that may be used: nobody is signed in, nothing is under way, and whoever was erased after
 * the archive was taken is erased again.
 *
 * @param erasureList the list that is kept outside the database; the vault has one as well
 */
export async function settleRestored(
  database: Database,
  vault: Vault,
  erasureList: string,
  signal: AbortSignal,
): Promise<{ erasedAgain: number; waitingErasures: number }> {
  await asSystem(async (tx) => {
    await tx.rows(endRuns);
    await tx.rows(endRequests);
    await tx.rows(endSessions);
  }, database);
  const { listed } = await readErasureList(erasureList);
  const known = new Set(listed.map(({ userId }) => userId));
  const kept = await readKeptErasures(vault);
  await addToErasureList(
    erasureList,
    kept.filter(({ userId }) => !known.has(userId)),
  );
  const { erased, again, waiting } = await carryOutErasures(database, erasureList, signal);
  signal.throwIfAborted();
  return { erasedAgain: erased + again, waitingErasures: waiting };
}
