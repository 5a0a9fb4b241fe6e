import { openDatabase } from '@/db/client';
import type { Env } from '@/lib/env';
import { carryOutErasures } from '@/lib/records/erasure/carry-out';
import { erasureListFile } from '@/lib/records/erasure/erasure-list';
import { keepWithdrawals } from '@/lib/records/withdrawals/keep-withdrawals';
import { withdrawalListFile } from '@/lib/records/withdrawals/withdrawal-list';

/**
 * Before anybody can read: erases again whoever an older state has brought back, and takes back again what counts in it again, however
 * it came into the database's place.
 */
export async function applyLists(settings: Env, appUrl: string, signal: AbortSignal): Promise<void> {
  const database = openDatabase(appUrl, 1);
  try {
    await keepWithdrawals(database, withdrawalListFile(settings.AUDIT_COPY_DIR));
    await carryOutErasures(database, erasureListFile(settings.AUDIT_COPY_DIR), signal, {
      onlyReturned: true,
    });
  } finally {
    await database.close();
  }
}
