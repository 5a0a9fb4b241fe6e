import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { longestOf, type RetentionDays, type RetentionPolicy, retention } from './policy';

/** What whoever prunes has to heed. */
export type Keeping = {
  policy: RetentionPolicy;
  /** A legal hold or an open request asks that records stay as they are. */
  isProtected: boolean;
};

const longest = statement(
  'backups.longest-retention',
  `SELECT every_days AS "everyDays", any_moment_days AS "anyMomentDays", monthly_days AS "monthlyDays"
   FROM longest_backup_retention()`,
);
const protection = statement(
  'backups.records-protected',
  `SELECT EXISTS (SELECT 1 FROM legal_holds WHERE released_at IS NULL)
     OR EXISTS (SELECT 1 FROM inspection_requests WHERE answered_at IS NULL AND withdrawn_at IS NULL)
     OR EXISTS (SELECT 1 FROM amendment_requests WHERE state IN ('REQUESTED', 'REFUSED', 'HEARING_REQUESTED', 'UPHELD'))
     AS protected`,
);

type Longest = { [Name in keyof RetentionDays]: number | null };

/** The policy in force: of the installation's and each institution's own the longest, thing by thing. */
export async function policyInForce(tx: Transaction): Promise<RetentionPolicy> {
  const [asked] = await tx.rows<Longest>(longest);
  const { everyDays, anyMomentDays, monthlyDays } = retention;
  return longestOf(retention, {
    everyDays: asked?.everyDays ?? everyDays,
    anyMomentDays: asked?.anyMomentDays ?? anyMomentDays,
    monthlyDays: asked?.monthlyDays ?? monthlyDays,
  });
}

/** What cannot be read protects everything: the error goes on, and nothing is removed. */
export const readKeeping = (database: Database): Promise<Keeping> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ protected: boolean }>(protection);
    return { policy: await policyInForce(tx), isProtected: row?.protected !== false };
  }, database);
