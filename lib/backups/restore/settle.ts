import { openDatabase } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { extendAuditPartitions } from '@/lib/audit/partitions';
import { readTrailEpoch, type TrailEpoch } from '@/lib/audit/seal/epoch';
import { type Lists, replayLists } from './replay-lists';

/** What a restored database begins with. */
export type Settled = {
  /** The timeline that begins with it. */
  timeline: number;
  /** Where its audit trail goes on from; null for a database without one. */
  trail: TrailEpoch | null;
  /** Students who were erased again. */
  erased: number;
  /** Consents, guardianships and the like that were taken back again. */
  withdrawn: number;
};

const ownTimeline = statement(
  'backups.own-timeline',
  "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int AS timeline",
);

/** Makes a recovered database fit to be opened: what was forgotten or taken back since is so in it too. */
export async function settle(ownerUrl: string, appPassword: string, lists: Lists): Promise<Settled> {
  const database = openDatabase(ownerUrl, 1);
  try {
    const epoch = await asSystem(async (tx) => {
      const [own] = await tx.rows<{ timeline: number }>(ownTimeline);
      const trail = await readTrailEpoch(tx);
      // An old backup has no partition for what happens now.
      if (trail) await extendAuditPartitions(tx);
      return { timeline: own?.timeline ?? 0, trail };
    }, database);
    return { ...epoch, ...(await replayLists(ownerUrl, appPassword, lists)) };
  } finally {
    await database.close();
  }
}
