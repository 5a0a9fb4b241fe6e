import { openDatabase } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { asSystem } from '@/lib/access/transaction';
import { eraseAgain } from '@/lib/records/erasure/erase';
import type { Erased } from '@/lib/records/erasure/list-line';
import { findReturned } from '@/lib/records/erasure/returned';

/**
 * Erases again whoever a restored database has brought back, all of them or none. Where there is anybody, the database is
 * brought to the present schema first: what there is to erase is known for that one.
 *
 * @param ownerUrl of a server that nobody but the restore knows
 * @returns how many were erased
 */
export async function replayErasures(
  ownerUrl: string,
  appPassword: string,
  erased: Erased[],
): Promise<number> {
  if (erased.length === 0) return 0;
  const listed = erased.map(({ userId }) => userId);
  const database = openDatabase(ownerUrl, 1);
  try {
    const returned = await asSystem((tx) => findReturned(tx, listed), database);
    if (returned.length === 0) return 0;
    await migrateDatabase({ ownerUrl, appPassword });
    await asSystem(async (tx) => {
      for (const id of returned) await eraseAgain(tx, id);
    }, database);
    return returned.length;
  } finally {
    await database.close();
  }
}
