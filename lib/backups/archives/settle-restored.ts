import type pg from 'pg';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { addToList, listFile, readList } from '@/lib/records/signed-list/signed-list';
import { repeatWithdrawals } from '@/lib/records/withdrawals/keep-withdrawals';
import { withdrawalListFile } from '@/lib/records/withdrawals/withdrawal-list';
import { type KeptList, keptErasures, keptWithdrawals, readKept } from '../kept-lists/kept-lists';
import type { Vault } from '../vault';

/** The archive was taken while it was itself under way, and perhaps other runs with it. */
const endRuns = statement(
  'backups.end-restored-runs',
  `UPDATE backup_runs SET status = 'FAILED', finished_at = now(), fault = 'It was under way when the archive was taken.'
   WHERE status = 'RUNNING'`,
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
 * Nobody is signed in, and nothing is under way. In the transaction that fills the database: killed right after it, a
 * restore must leave no database in which sessions that were ended live again.
 */
export async function endWhatWentOn(client: pg.Client): Promise<void> {
  for (const { text } of [endRuns, endRequests, endSessions]) await client.query(text);
}

/**
 * Erases again whoever was erased after the archive was taken, and takes back again what was taken back. What
 * the archive itself says was still to come is left to whoever puts this database in service: the product may go on beside it.
 *
 * @param listFolder where the lists are kept outside the database; the vault has them as well
 */
export async function settleRestored(
  database: Database,
  vault: Vault,
  listFolder: string,
  signal: AbortSignal,
): Promise<{ erasedAgain: number; waitingErasures: number; withdrawnAgain: number }> {
  await bringOver(vault, keptErasures, listFolder);
  await bringOver(vault, keptWithdrawals, listFolder);
  const withdrawnAgain = await repeatWithdrawals(database, withdrawalListFile(listFolder));
  const { again, waiting } = await carryOutErasures(database, erasureListFile(listFolder), signal, {
    onlyReturned: true,
  });
  signal.throwIfAborted();
  return { erasedAgain: again, waitingErasures: waiting, withdrawnAgain };
}

/** Adds to a list what only the vault knows. */
async function bringOver<T>(vault: Vault, kept: KeptList<T>, listFolder: string): Promise<void> {
  const path = listFile(kept.list, listFolder);
  const { listed } = await readList(kept.list, path);
  const known = new Set(listed.map(kept.keyOf));
  const missing = (await readKept(vault, kept)).filter((one) => !known.has(kept.keyOf(one)));
  await addToList(kept.list, path, missing);
}
