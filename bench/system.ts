import { openDatabase } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { checkRollups, type RollupCheck } from '@/lib/progress/check';

/** The rollup check on a database of its own pool. */
export async function asSystemOn(url: string): Promise<RollupCheck> {
  const database = openDatabase(url, 1);
  try {
    return await asSystem(checkRollups, database);
  } finally {
    await database.close();
  }
}
