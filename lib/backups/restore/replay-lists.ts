import { type Database, openDatabase } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { asSystem } from '@/lib/access/transaction';
import { eraseAgain } from '@/lib/records/erasure/erase';
import type { Erased } from '@/lib/records/erasure/erasure-list';
import { findReturned } from '@/lib/records/erasure/returned';
import { countsAgain, withdrawAgain } from '@/lib/records/withdrawals/withdraw-again';
import type { Withdrawal } from '@/lib/records/withdrawals/withdrawal-list';

/** Who was erased and what was taken back, as far as is known outside the database. */
export type Lists = { erased: readonly Erased[]; withdrawn: readonly Withdrawal[] };

/**
 * Erases again whoever a restored database has brought back, and takes back again what counts in it again, all of it or nothing. Where
 * there is anything, the database is brought to the present schema first: what there is to do is known for that one.
 *
 * @param ownerUrl of a server that nobody but the restore knows
 * @returns how many were erased, and how much was taken back
 */
export async function replayLists(
  ownerUrl: string,
  appPassword: string,
  lists: Lists,
): Promise<{ erased: number; withdrawn: number }> {
  const database = openDatabase(ownerUrl, 1);
  try {
    const returned = await returnedTo(database, lists);
    const revived = await isRevived(database, lists);
    if (returned.length === 0 && !revived) return { erased: 0, withdrawn: 0 };
    await migrateDatabase({ ownerUrl, appPassword });
    return await asSystem(async (tx) => {
      const withdrawn = await withdrawAgain(tx, lists.withdrawn);
      for (const id of returned) await eraseAgain(tx, id);
      return { erased: returned.length, withdrawn };
    }, database);
  } finally {
    await database.close();
  }
}

async function returnedTo(database: Database, { erased }: Lists): Promise<string[]> {
  if (erased.length === 0) return [];
  const listed = erased.map(({ userId }) => userId);
  return asSystem((tx) => findReturned(tx, listed), database);
}

const isRevived = async (database: Database, { withdrawn }: Lists): Promise<boolean> =>
  withdrawn.length > 0 && asSystem((tx) => countsAgain(tx, withdrawn), database);
