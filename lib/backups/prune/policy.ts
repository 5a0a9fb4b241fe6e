/** How long what is kept. A policy of this product, not a law: see docs/decisions/0025. */
export type RetentionPolicy = {
  label: string;
  /** Days for which every backup stays. */
  everyDays: number;
  /** Days for which any second can be restored: the log, and a backup a week. */
  anyMomentDays: number;
  /** Days for which a backup a month stays. */
  monthlyDays: number;
};

export const retention: RetentionPolicy = {
  label: 'every backup for 30 days, any second for 1 year, one backup a month for 7 years',
  everyDays: 30,
  anyMomentDays: 365,
  monthlyDays: 7 * 365,
};
