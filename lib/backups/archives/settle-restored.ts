import type pg from 'pg';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { addToErasureList, readErasureList } from '@/lib/records/erasure/erasure-list';
import { readKeptErasures } from '../erasures/kept-erasures';
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
 * Erases again whoever was erased after the archive was taken.
 *
 * @param erasureList the list that is kept outside the database; the vault has one as well
 */
export async function settleRestored(
  database: Database,
  vault: Vault,
  erasureList: string,
  signal: AbortSignal,
): Promise<{ erasedAgain: number; waitingErasures: number }> {
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
