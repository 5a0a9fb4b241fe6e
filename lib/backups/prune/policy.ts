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

/** How long logical archives stay: one is taken each month. */
export const archiveDays = 7 * 365;

export type RetentionRule = { what: string; keptFor: string; why: string };

/** The policy as people read it. Each institution decides for itself whether it is enough; no law names these numbers. */
export const retentionRules: RetentionRule[] = [
  {
    what: 'Every full backup, one a day',
    keptFor: '30 days',
    why: 'Most mistakes are found within weeks.',
  },
  {
    what: 'The log, and a full backup a week',
    keptFor: '1 year',
    why: 'Any second of the past academic year can be had.',
  },
  {
    what: 'A full backup a month',
    keptFor: '7 years',
    why: 'Questions about records come years later.',
  },
  {
    what: 'A logical archive a month',
    keptFor: '7 years',
    why: 'Can be read by later versions of PostgreSQL, which full backups cannot.',
  },
];
