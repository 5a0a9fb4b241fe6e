import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { readOwnList } from '../signed-list/own-list';
import { addToList } from '../signed-list/signed-list';
import { countsAgain, withdrawAgain } from './withdraw-again';
import { type Withdrawal, withdrawalKey, withdrawalList } from './withdrawal-list';

const withdrawals = statement(
  'records.withdrawals',
  `SELECT 'CONSENT' AS kind, id, NULL::uuid AS by, revoked_at AS at FROM consents WHERE revoked_at IS NOT NULL
   UNION ALL SELECT 'GUARDIANSHIP', id, NULL, ended_at FROM guardianships WHERE ended_at IS NOT NULL
   UNION ALL SELECT 'COLLECTION', id, NULL, collection_withdrawn_at FROM guardianships WHERE collection_withdrawn_at IS NOT NULL
   UNION ALL SELECT 'DIRECTORY', user_id, chosen_by, chosen_at FROM directory_choices WHERE opted_out
   ORDER BY at, id`,
);

/**
 * Takes back again what an older state of the database has brought back to life, by the list in `listFile` outside it, which stays
 * as it is: for a database that is not in service, and perhaps never will be.
 *
 * @returns how much was taken back again
 */
export async function repeatWithdrawals(database: Database, listFile: string): Promise<number> {
  return repeat(database, await readOwnList(database, withdrawalList, listFile));
}

const repeat = (database: Database, listed: Withdrawal[]): Promise<number> =>
  asSystem(async (tx) => ((await countsAgain(tx, listed)) ? withdrawAgain(tx, listed) : 0), database);

/**
 * Takes back again what counts again in the database in service, as `repeatWithdrawals` does, and then brings the list up to date.
 *
 * @returns how much was taken back again
 */
export async function keepWithdrawals(database: Database, listFile: string): Promise<number> {
  const listed = await readOwnList(database, withdrawalList, listFile);
  const again = await repeat(database, listed);
  const known = new Set(listed.map(withdrawalKey));
  const all = await asSystem((tx) => tx.rows<Withdrawal>(withdrawals), database);
  await addToList(
    withdrawalList,
    listFile,
    all.filter((one) => !known.has(withdrawalKey(one))),
  );
  return again;
}
