import { daysAsWords } from '@/lib/days';

/** How long what is kept. A policy of this product, not a law: see docs/decisions/0025. */
export type RetentionPolicy = {
  label: string;
  /** Days for which every backup stays. */
  everyDays: number;
  /** Days for which any second can be restored: the log, and a backup a week. */
  anyMomentDays: number;
  /** Days for which a backup a month stays, and logical archives do, of which one is taken each month. */
  monthlyDays: number;
};

export type RetentionDays = Omit<RetentionPolicy, 'label'>;

const year = 365;

const policyOf = (days: RetentionDays): RetentionPolicy => ({
  ...days,
  label: `every backup for ${daysAsWords(days.everyDays)}, any second for ${daysAsWords(days.anyMomentDays)}, one backup and one archive a month for ${daysAsWords(days.monthlyDays)}`,
});

/** What the installation keeps where no institution asks for longer. */
export const retention = policyOf({ everyDays: 30, anyMomentDays: year, monthlyDays: 7 * year });

/** For each thing the longest of all: backups are of all institutions together. */
export const longestOf = (first: RetentionDays, ...others: RetentionDays[]): RetentionPolicy => {
  const longest = (of: (days: RetentionDays) => number) => Math.max(of(first), ...others.map(of));
  return policyOf({
    everyDays: longest(({ everyDays }) => everyDays),
    anyMomentDays: longest(({ anyMomentDays }) => anyMomentDays),
    monthlyDays: longest(({ monthlyDays }) => monthlyDays),
  });
};

export type RetentionRule = {
  what: string;
  keptFor: string;
  /** What the installation keeps by itself, where an institution asks for longer; null where none does. */
  insteadOf: string | null;
  why: string;
};

const rules: { what: string; of: keyof RetentionDays; why: string }[] = [
  { what: 'Every full backup, one a day', of: 'everyDays', why: 'Most mistakes are found within weeks.' },
  {
    what: 'The log, and a full backup a week',
    of: 'anyMomentDays',
    why: 'Any second of the past academic year can be had.',
  },
  { what: 'A full backup a month', of: 'monthlyDays', why: 'Questions about records come years later.' },
  {
    what: 'A logical archive a month',
    of: 'monthlyDays',
    why: 'Can be read by later versions of PostgreSQL, which full backups cannot.',
  },
];

/** A policy as people read it. Each institution decides for itself whether it is enough; no law names these numbers. */
export const rulesOf = (policy: RetentionDays): RetentionRule[] =>
  rules.map(({ what, of, why }) => ({
    what,
    keptFor: daysAsWords(policy[of]),
    insteadOf: policy[of] === retention[of] ? null : daysAsWords(retention[of]),
    why,
  }));
